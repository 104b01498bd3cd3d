namespace SampleService.Infrastructure;

/// <summary>Names of stamps.</summary>
internal static class CacheNames
{
    /// <summary>Replaced when a row changes.</summary>
    public static string Row(string table, Guid id) => $"{table}/{id:n}";

    /// <summary>Replaced when rows change of which nobody knows which.</summary>
    public static string AllRows(string table) => table + "/*";

    /// <summary>Replaced when anything in a table changes.</summary>
    public static string Table(string table) => table;
}
