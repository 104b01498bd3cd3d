using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters;

namespace BackendAgents.Engineering.Capabilities.Databases.PostgreSql;

/// <summary>Writes the schema as PostgreSQL DDL.</summary>
internal sealed class PostgreSqlEmitter : IEmitter
{
    /// <summary>Path of the first migration.</summary>
    public const string MigrationPath = "db/migrations/0001_initial.sql";

    /// <inheritdoc />
    public string Id => "postgresql";

    /// <inheritdoc />
    public string Description => "PostgreSQL DDL: tables, keys, checks, indexes and comments, in one transaction";

    /// <inheritdoc />
    public IEnumerable<Artifact> Emit(Delivery delivery) => [new Artifact(MigrationPath, MigrationWriter.Write(delivery.Plan.Storage))];
}
