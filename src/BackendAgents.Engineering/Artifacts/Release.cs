using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Artifacts;

/// <summary>What was delivered last: the next delivery's migrations lead from there, and keep what leads there.</summary>
/// <param name="Blueprint">The blueprint that it was made from.</param>
/// <param name="Migrations">All migrations so far, as they were delivered.</param>
internal sealed record Release(Blueprint Blueprint, IReadOnlyList<Artifact> Migrations)
{
    /// <summary>Where migrations lie in a delivery, in a folder for each database.</summary>
    public const string MigrationsFolder = "db/migrations/";

    /// <summary>Where the deliveries of several services lie, in a folder for each.</summary>
    public const string ServicesFolder = "services/";

    /// <summary>Whether a file of a delivery is a migration, of the service or of one of several.</summary>
    public static bool IsMigration(string path) =>
        path.StartsWith(MigrationsFolder, StringComparison.Ordinal)
        || (
            path.StartsWith(ServicesFolder, StringComparison.Ordinal)
            && path.IndexOf('/', ServicesFolder.Length) is > 0 and var end
            && path.AsSpan(end + 1).StartsWith(MigrationsFolder)
        );
}
