using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Journal;
using BackendAgents.Coordination.Views;
using Microsoft.Agents.AI;

namespace BackendAgents.Coordination.Turns;

/// <summary>
/// A task on its way down to the agent: <see cref="RecordedTurns"/>, <see cref="BudgetedTurns"/>, <see cref="WatchedTurns"/>,
/// <see cref="AgentTurns"/>.
/// </summary>
/// <param name="Task">What to do.</param>
/// <param name="Member">Who does it.</param>
/// <param name="Fallback">Whether the member's fallback agent does it, if there is one.</param>
/// <param name="View">What the agent is sent.</param>
/// <param name="Ledger">Pays for the member.</param>
internal sealed record TurnRequest(TeamTask Task, TeamMember Member, bool Fallback, ViewDocument View, Ledger Ledger)
{
    /// <summary>What earlier sessions have done of this very turn; null for nothing.</summary>
    public TurnHistory? History { get; init; }

    public AIAgent Agent => Fallback && Member.Fallback is { } other ? other : Member.Agent;

    /// <summary>Whether the turn may change the project. Reviewers only judge.</summary>
    public bool Writes => Member.Role == MemberRole.Worker;
}
