using BackendAgents.Coordination.Budgets;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Coordination.Routing;

/// <summary>
/// What a policy, perhaps a host's own, may not ask for: it would spin for ever, or make an approval that proves nothing.
/// </summary>
internal static class RoutingCheck
{
    /// <summary>What is wrong with a step, to follow the policy's name; null for nothing.</summary>
    public static string? Problem(RoutingStep step, RoutingState state, Dictionary<string, Ledger> members)
    {
        for (var i = 0; i < step.Work.Count; i++)
        {
            var member = step.Work[i].Member;
            if (!members.ContainsKey(member.Name) || member.Role != MemberRole.Worker)
                return $"gave work to '{member.Name}', which is no worker of this team.";
        }

        if (step.Work.Count > 0)
            return null;
        for (var i = 0; i < step.Review.Count; i++)
        {
            var member = step.Review[i];
            if (!members.ContainsKey(member.Name) || member.Role != MemberRole.Reviewer)
                return $"asked '{member.Name}' for a review, which is no reviewer of this team.";
            if (state.Verdicts.ContainsKey(member.Name) || state.FailedReviewers.Contains(member.Name))
                return $"asked '{member.Name}' for a review of bytes that it has judged, or failed to judge, already.";
            for (var j = 0; j < i; j++)
            {
                if (step.Review[j].Name == member.Name)
                    return $"asked '{member.Name}' twice for the same review.";
            }
        }

        if (step.Review.Count > 0 || step.Approve)
            return null;
        if (step.Verify)
            return state.VerificationPending ? null : "asked for a verification, and there is nothing left to verify.";
        return step.Stuck is null ? "named no step." : null;
    }

    /// <summary>Why the work cannot be called approved, to follow the policy's name; null when it can.</summary>
    public static string? NotApprovable(RoutingState state, IReadOnlyList<TeamMember> reviewers)
    {
        if (state.Findings.Any(static finding => finding.Severity == Severity.Error))
            return "approved the work while findings block it.";
        if (
            !state.Quorum.IsMet([.. reviewers.Where(static member => member.Required)], member =>
                state.Verdicts.TryGetValue(member.Name, out var verdict) && verdict.Approves
            )
        )
            return "approved the work without the approvals that the quorum demands.";
        return state.VerificationPending ? "approved the work before it was verified." : null;
    }
}
