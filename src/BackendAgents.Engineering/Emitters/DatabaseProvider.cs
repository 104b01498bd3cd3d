using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Storage;

namespace BackendAgents.Engineering.Emitters;

/// <summary>
/// How the delivered service works with one kind of database. The code that opens, prepares and maps the database, and that says what a
/// refusal means, is written from the providers of a delivery.
/// </summary>
/// <param name="Id">Id of the capability; its migrations lie in the folder of that name.</param>
/// <param name="Title">What it is for people: <c>PostgreSQL</c>.</param>
internal sealed record DatabaseProvider(string Id, string Title)
{
    /// <summary>Key of the setting that takes the connection string.</summary>
    public const string Setting = "ConnectionStrings:Database";

    /// <summary>Package of EF Core's provider; its name is the provider's name, too.</summary>
    public required Package Package { get; init; }

    /// <summary>Namespaces that the expressions below need.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>C#: whether a connection string, in the variable <c>connection</c>, is one of this database.</summary>
    public required string Recognises { get; init; }

    /// <summary>C#: the call that makes <c>options</c> use the database at <c>connection</c>.</summary>
    public required string Use { get; init; }

    /// <summary>A connection string as people write it, without a password.</summary>
    public required string Example { get; init; }

    /// <summary>C# pattern of the exception that means that a unique value is taken.</summary>
    public required string Duplicate { get; init; }

    /// <summary>C# pattern of the exception that means that a row is referred to, or that what it refers to is gone.</summary>
    public required string Reference { get; init; }

    /// <summary>C# pattern of the exception that means that a condition does not hold.</summary>
    public required string Check { get; init; }

    /// <summary>C# pattern of the exception that means that a number has no room in its column.</summary>
    public required string OutOfRange { get; init; }

    /// <summary>C# pattern of the exception after which a transaction is worth another try: a deadlock, a lock not had in time.</summary>
    public required string Busy { get; init; }

    /// <summary>C# pattern of the exception that means that it is away or full: nothing is wrong with what was asked.</summary>
    public required string Away { get; init; }

    /// <summary>SQL of the rows that a search of a table finds; what it looks for stands for <c>{0}</c>.</summary>
    public required Func<Table, TableIndex, string> Search { get; init; }

    /// <summary>C#: a function that spells words, of letters and digits in lower case, as the condition of a search takes them.</summary>
    public required string Words { get; init; }

    /// <summary>
    /// SQL that takes the lock under which one instance applies migrations, and answers whether it got it, without waiting. Null when the
    /// transaction of a migration suffices.
    /// </summary>
    public string? TryLock { get; init; }

    /// <summary>SQL that gives the lock back; null when there is none.</summary>
    public string? Unlock { get; init; }

    /// <summary>SQL that asks where the database is in what replicas follow, as text; null when it has none.</summary>
    public string? Position { get; init; }

    /// <summary>SQL that asks a replica whether it has come to <c>@position</c>.</summary>
    public string? Reached { get; init; }

    /// <summary>
    /// C#: a method that brings the database up to date, where that is not done by migrations in SQL: it takes the context, a logger and
    /// what cancels it.
    /// </summary>
    public string? Prepare { get; init; }

    /// <summary>Whether instants are kept in milliseconds, not in microseconds.</summary>
    public bool IsExactToMilliseconds { get; init; }

    /// <summary>C# statements over <c>configurationBuilder</c> that say how types are stored.</summary>
    public IReadOnlyList<string> Conventions { get; init; } = [];

    /// <summary>Types of columns by type of field, where EF Core's provider would choose another.</summary>
    public IReadOnlyDictionary<FieldType, string> ColumnTypes { get; init; } = new Dictionary<FieldType, string>();
}
