using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Storage;

/// <summary>
/// A blueprint as tables: what the database of the service holds, by name and type. DDL, diagrams, the object mapping and the verifier
/// of the real catalogue all derive from it, so that they cannot disagree. Immutable and safe on any thread.
/// </summary>
internal sealed record RelationalModel
{
    /// <summary>Longest name of a table, column, constraint or index, in bytes of UTF-8 (PostgreSQL's NAMEDATALEN - 1).</summary>
    public const int MaxNameBytes = 63;

    /// <summary>Table of the refresh tokens, present when authentication is by JSON web tokens.</summary>
    public const string RefreshTokensTable = "refresh_tokens";

    private readonly Dictionary<string, Column> _columns = [];
    private readonly Dictionary<string, Table> _tables = [];

    /// <summary>Tables: entities in the blueprint's order, then join tables in the order of their relations, then system tables.</summary>
    public required IReadOnlyList<Table> Tables
    {
        get;
        init
        {
            field = value;
            _columns = value
                .SelectMany(static table => table.Columns)
                .Where(static column => column.Source is not null)
                .DistinctBy(static column => column.Source)
                .ToDictionary(static column => column.Source!, StringComparer.Ordinal);
            _tables = value
                .Where(static table => table.Source is not null)
                .DistinctBy(static table => table.Source)
                .ToDictionary(static table => table.Source!, StringComparer.Ordinal);
        }
    }

    /// <summary>The tables that a valid blueprint describes. A pure function.</summary>
    /// <exception cref="KeyNotFoundException">The blueprint refers to an id that it does not define; a valid one never does.</exception>
    public static RelationalModel Of(Blueprint blueprint) => new RelationalModelBuilder(blueprint).Build();

    /// <summary>The table with a name, or null.</summary>
    public Table? Find(string name) => Tables.FirstOrDefault(table => table.Name == name);

    /// <summary>The column of a field, or of a relation that is not many-to-many, by its id.</summary>
    /// <exception cref="KeyNotFoundException">Nothing with that id is stored in a column.</exception>
    public Column ColumnOf(string id) => _columns.GetValueOrDefault(id) ?? throw new KeyNotFoundException($"No column stores '{id}'.");

    /// <summary>The table of an entity or of a many-to-many relation, by its id.</summary>
    /// <exception cref="KeyNotFoundException">Nothing with that id is stored in a table.</exception>
    public Table TableOf(string id) => _tables.GetValueOrDefault(id) ?? throw new KeyNotFoundException($"No table stores '{id}'.");
}
