using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Coordination.Routing;

/// <summary>
/// What a policy, perhaps a host's own, may not ask for: it would spin for ever, or make an approval that proves nothing.
/// </summary>
internal static class RoutingCheck
{
    /// <summary>What is wrong with a step, to follow the policy's name; null for nothing.</summary>
    public static string? Problem(RoutingStep step, RoutingState state)
    {
        var stranger = step.Work.FirstOrDefault(order => !Has(state, order.Member, MemberRole.Worker));
        if (stranger is not null)
            return $"gave work to '{stranger.Member.Name}', which is no worker of this team.";
        if (step.Work.Count > 0)
            return null;
        foreach (var member in step.Review)
        {
            if (!Has(state, member, MemberRole.Reviewer))
                return $"asked '{member.Name}' for a review, which is no reviewer of this team.";
            if (state.Verdicts.ContainsKey(member.Name) || state.FailedReviewers.Contains(member.Name))
                return $"asked '{member.Name}' for a review of bytes that it has judged, or failed to judge, already.";
            if (step.Review.Count(other => other.Name == member.Name) > 1)
                return $"asked '{member.Name}' twice for the same review.";
        }

        if (step.Review.Count > 0 || step.Approve)
            return null;
        if (step.Verify)
            return state.VerificationPending ? null : "asked for a verification, and there is nothing left to verify.";
        return step.Stuck is null ? "named no step." : null;
    }

    /// <summary>Why the work cannot be called approved, to follow the policy's name; null when it can.</summary>
    public static string? NotApprovable(RoutingState state)
    {
        if (state.Findings.Any(static finding => finding.Severity == Severity.Error))
            return "approved the work while findings block it.";
        var required = state.Members.Where(static member => member is { Role: MemberRole.Reviewer, Required: true }).ToList();
        if (!state.Quorum.IsMet(required, member => state.Verdicts.TryGetValue(member.Name, out var verdict) && verdict.Approves))
            return "approved the work without the approvals that the quorum demands.";
        return state.VerificationPending ? "approved the work before it was verified." : null;
    }

    private static bool Has(RoutingState state, TeamMember member, MemberRole role) =>
        member.Role == role && state.Members.Any(own => own.Name == member.Name);
}
