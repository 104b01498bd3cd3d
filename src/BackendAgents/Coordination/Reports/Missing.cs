using BackendAgents.Verification;

namespace BackendAgents.Coordination.Reports;

/// <summary>What the brief asks for and the delivery does not hold: it comes first, whatever the verdicts say.</summary>
internal static class Missing
{
    /// <summary>A line each.</summary>
    public static IReadOnlyList<string> Of(TeamResult result)
    {
        if (result.Stop.Kind == StopKind.Incomplete)
            return result.Stop.Undone;
        // Where a design has no requirements, what it notes as asked for by name is all there is to tell.
        var named = result.Requirements.Count > 0 ? [] : result.Blueprint?.Deployment.Requested ?? [];
        return
        [
            .. result.Stop.Undone,
            .. RequirementProof.Unmet(result.Requirements),
            .. named.Select(static name => $"{name}: asked for by name, and not delivered."),
        ];
    }
}
