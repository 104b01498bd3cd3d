namespace SampleService.Infrastructure;

/// <summary>Tables whose rows there are copies of.</summary>
internal sealed class CopiedTables(IEnumerable<string> names)
{
    private readonly HashSet<string> _names = new(names, StringComparer.Ordinal);

    /// <summary>Whether there may be copies of a table's rows.</summary>
    public bool Has(string table) => _names.Contains(table);
}
