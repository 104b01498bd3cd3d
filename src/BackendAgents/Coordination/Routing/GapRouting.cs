using BackendAgents.Coordination.Views;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Coordination.Routing;

/// <summary>
/// Routes by gaps: the brief, and a missing blueprint, go to the first worker as a design, each blocking finding to the worker who owns
/// its area, clean work to the reviewers who hold no valid verdict, approved work to the verifiers, and what they pass is approved.
/// </summary>
internal sealed class GapRouting : IRoutingPolicy
{
    /// <summary>Whether there must be a blueprint. False suits teams that make files only: it is enough that there are any.</summary>
    public bool NeedsBlueprint { get; init; } = true;

    /// <summary>Whether warnings go to the owner along with errors. They never cause a task of their own.</summary>
    public bool TellWarnings { get; init; } = true;

    /// <inheritdoc />
    public RoutingStep Next(RoutingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var workers = state.Members.Where(static member => member.Role == MemberRole.Worker).ToList();
        if (workers.Count == 0)
            return new RoutingStep { Stuck = "The team has no worker." };
        if (state.Round == 0 || (NeedsBlueprint ? state.Snapshot.Blueprint is null : state.Snapshot.Artifacts.Count == 0))
            return new RoutingStep { Work = [new WorkOrder(workers[0], TaskKind.Design, [])] };

        if (HasError(state.Findings))
            return new RoutingStep { Work = Orders(state.Findings, workers) };

        var reviewers = state.Members.Where(static member => member.Role == MemberRole.Reviewer).ToList();
        var unheard = reviewers.FindAll(member => !state.Verdicts.ContainsKey(member.Name) && !state.FailedReviewers.Contains(member.Name));
        if (unheard.Count > 0)
            return new RoutingStep { Review = unheard };

        var required = reviewers.Where(static member => member.Required).ToList();
        if (!state.Quorum.IsMet(required, member => state.Verdicts.TryGetValue(member.Name, out var verdict) && verdict.Approves))
        {
            var failed = required
                .Where(member => state.FailedReviewers.Contains(member.Name))
                .Select(static member => member.Name)
                .ToList();
            // Verifiers judge the work even when a reviewer could not.
            if (failed.Count > 0 && state.VerificationPending)
                return new RoutingStep { Verify = true };
            var why =
                failed.Count > 0 ? $"no verdict from {string.Join(", ", failed)}"
                : state.Quorum.Unmeetable(required) is { } lacking ? $"it {lacking.Problem}"
                : string.Join("; ", required.Select(member => Blocks(member, state)).OfType<string>());
            return new RoutingStep { Stuck = $"The quorum cannot be met: {why}." };
        }

        return state.VerificationPending ? new RoutingStep { Verify = true } : new RoutingStep { Approve = true };
    }

    // Errors were routed earlier, so the demand that blocks here names nothing to mend.
    private static string? Blocks(TeamMember member, RoutingState state) =>
        state.Verdicts.TryGetValue(member.Name, out var verdict) && !verdict.Approves
            ? $"{member.Name} asks for changes and names no place to make them: {verdict.Summary}"
            : null;

    private List<WorkOrder> Orders(IReadOnlyList<Diagnostic> findings, List<TeamMember> workers)
    {
        // A single worker owns everything, so it gets all findings.
        if (workers.Count == 1 && TellWarnings)
            return [new WorkOrder(workers[0], TaskKind.Revise, findings)];
        var orders = new List<WorkOrder>();
        foreach (var worker in workers)
        {
            var own = findings
                .Where(finding => OwnerOf(finding.Area, workers) == worker && (TellWarnings || finding.Severity == Severity.Error))
                .ToList();
            if (HasError(own))
                orders.Add(new WorkOrder(worker, TaskKind.Revise, own));
        }

        return orders;
    }

    private static bool HasError(IReadOnlyList<Diagnostic> findings) => findings.Any(static finding => finding.Severity == Severity.Error);

    // A worker that names the area, else one that owns everything, else the first worker.
    private static TeamMember OwnerOf(Area? area, List<TeamMember> workers) =>
        workers.FirstOrDefault(worker => area is { } own && worker.Areas.Contains(own))
        ?? workers.FirstOrDefault(static worker => worker.Areas.Count == 0)
        ?? workers[0];
}
