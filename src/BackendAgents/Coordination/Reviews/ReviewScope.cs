using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Coordination.Reviews;

/// <summary>Which artifacts a reviewer judges: those of its areas.</summary>
internal sealed class ReviewScope
{
    private static readonly IReadOnlyList<Area> s_everyone =
    [
        Area.Api,
        Area.Data,
        Area.Security,
        Area.Performance,
        Area.Operations,
        Area.Quality,
    ];
    private static readonly IReadOnlyList<Area> s_schema = [Area.Data, Area.Performance];
    private static readonly IReadOnlyList<Area> s_contract = [Area.Api, Area.Security];
    private static readonly IReadOnlyList<Area> s_running = [Area.Operations, Area.Security];
    private static readonly IReadOnlyList<Area> s_code = [Area.Security, Area.Performance, Area.Quality];
    private static readonly IReadOnlyList<Area> s_words = [Area.Quality];
    private static readonly IReadOnlyList<Area> s_model = [Area.Performance, Area.Operations, Area.Quality];

    private readonly Func<string, IReadOnlyList<Area>> _areas;
    private readonly Dictionary<string, ArtifactSet> _scopes = new(StringComparer.Ordinal);
    private ArtifactSet? _whole;

    internal ReviewScope(Func<string, IReadOnlyList<Area>> areas) => _areas = areas;

    /// <summary>
    /// The areas of a delivered path. What follows from the blueprint is judged where it shows (the contract, the schema, the code),
    /// so the blueprint's own file belongs to those who judge targets and deployment. An unknown path belongs to everybody.
    /// </summary>
    public static IReadOnlyList<Area> DefaultAreas(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path == Place.BlueprintFile)
            return s_model;
        if (path.StartsWith("openapi", StringComparison.Ordinal))
            return s_contract;
        if (path.StartsWith("db/", StringComparison.Ordinal))
            return s_schema;
        if (
            path.StartsWith("tests/", StringComparison.Ordinal)
            || path.StartsWith("docs/", StringComparison.Ordinal)
            || path == "README.md"
        )
            return s_words;
        if (path.StartsWith("src/", StringComparison.Ordinal))
            return s_code;
        if (
            path is "Dockerfile" or ".dockerignore"
            || path.EndsWith(".yml", StringComparison.Ordinal)
            || path.EndsWith(".yaml", StringComparison.Ordinal)
        )
            return s_running;
        return path.EndsWith(".sln", StringComparison.Ordinal) || path.EndsWith(".slnx", StringComparison.Ordinal) ? s_words : s_everyone;
    }

    /// <summary>The artifacts that a member judges: those of its areas, or all when there are none.</summary>
    internal ArtifactSet Of(TeamMember member, ArtifactSet artifacts)
    {
        if (member.Areas.Count == 0)
            return artifacts;
        // The scope is asked for often with the same artifacts, and computing it hashes them all.
        if (!ReferenceEquals(_whole, artifacts))
        {
            _whole = artifacts;
            _scopes.Clear();
        }

        if (!_scopes.TryGetValue(member.Name, out var scope))
        {
            var own = artifacts.Where(artifact => _areas(artifact.Path).Any(member.Areas.Contains)).ToList();
            scope = own.Count == 0 || own.Count == artifacts.Count ? artifacts : new ArtifactSet(own);
            _scopes.Add(member.Name, scope);
        }

        return scope;
    }
}
