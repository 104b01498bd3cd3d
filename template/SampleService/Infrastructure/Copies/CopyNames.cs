namespace SampleService.Infrastructure;

/// <summary>Names of what answers are made of: what is changed is called the same as what a copy was made of.</summary>
internal static class CopyNames
{
    /// <summary>A row.</summary>
    public static string Row(string table, Guid id) => $"{table}/{id:n}";

    /// <summary>Each row: rows change of which nobody knows which.</summary>
    public static string AllRows(string table) => table + "/*";

    /// <summary>Anything in a table.</summary>
    public static string Table(string table) => table;

    /// <summary>What the answer of an endpoint is made of: the row of the id that it takes first, or all that the table may have.</summary>
    public static string[] Read(string table, IList<object?> arguments) =>
        arguments is [Guid id, ..] ? [Row(table, id), AllRows(table)] : [Table(table)];
}
