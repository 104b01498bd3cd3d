using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Artifacts;

/// <summary>What was delivered last: the next delivery's migrations lead from there, and keep what leads there.</summary>
/// <param name="Blueprint">The blueprint that it was made from.</param>
/// <param name="Migrations">All migrations so far, as they were delivered.</param>
internal sealed record Release(Blueprint Blueprint, IReadOnlyList<Artifact> Migrations)
{
    /// <summary>Where migrations lie in a delivery, in a folder for each database.</summary>
    public const string MigrationsFolder = "db/migrations/";
}
