namespace BackendAgents.Engineering.Blueprints;

/// <summary>Technology choices for running the service.</summary>
public sealed record Deployment
{
    /// <summary>Where data is kept in production. SQLite always serves for development.</summary>
    public DatabaseKind Database { get; init; } = DatabaseKind.PostgreSql;

    /// <summary>Port on which the container listens, 1024 to 65535.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>
    /// Technologies that the brief asked for by name (<c>redis</c>, <c>kafka</c>, <c>kubernetes</c>, …), in lower case, which no emitter
    /// delivers yet. They are kept, and said aloud in the requirements, so that none is lost.
    /// </summary>
    public IReadOnlyList<string> Requested { get; init; } = [];
}

/// <summary>The databases that a delivered service can use in production.</summary>
public enum DatabaseKind
{
    /// <summary>PostgreSQL 15 or later.</summary>
    PostgreSql,

    /// <summary>SQLite, for services of one instance.</summary>
    Sqlite,
}
