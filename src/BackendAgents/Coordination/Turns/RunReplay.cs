using BackendAgents.Coordination.Journal;
using BackendAgents.Engineering.Projects;

namespace BackendAgents.Coordination.Turns;

/// <summary>A journal run again, without any model, tool or verifier.</summary>
internal static class RunReplay
{
    public static async Task<ReplayReport> RunAsync(
        BackendTeam team,
        string journalPath,
        BackendProject project,
        CancellationToken cancellationToken
    )
    {
        var history = new RunHistory(JournalFormat.Read(journalPath).Records);
        if (history.Run is not { } recorded)
            throw new JournalException(JournalProblem.Format, $"Journal '{journalPath}' has no run.");
        using var journal = new RunJournal(history, null, replay: true);
        var context = new RunContext(recorded.RunId, team.Options, project, journal, recorded.Brief, recorded.Context ?? "", null);
        context.HearBrief();
        var run = new TeamRun(context, team.Members);
        try
        {
            context.RestoreStart(recorded.State);
            var stop = await run.LoopAsync(cancellationToken).ConfigureAwait(false);
            return new ReplayReport(run.Result(stop), Difference(history.LastStop, stop, project.Current.Artifacts.Hash));
        }
        catch (DivergenceException parted)
        {
            var stop = history.LastStop?.Stop ?? run.Stop(StopKind.Cancelled, "The journal ends here.");
            return new ReplayReport(run.Result(stop), IsOnlyTheEnd(parted.Divergence, history) ? null : parted.Divergence);
        }
    }

    private static Divergence? Difference(StopRecord? recorded, StopReason stop, string artifacts) =>
        recorded is null || (recorded.Stop.Kind == stop.Kind && recorded.Artifacts == artifacts)
            ? null
            : new Divergence(null, "stop", $"{recorded.Stop.Kind}, artifacts {recorded.Artifacts}", $"{stop.Kind}, artifacts {artifacts}");

    // An interrupted run leaves a shorter journal. A missing end does not count as a difference.
    private static bool IsOnlyTheEnd(Divergence divergence, RunHistory history) =>
        divergence.What is "missing turn" or "missing verification"
        && history.LastStop?.Stop.Kind
            is null
                or StopKind.Cancelled
                or StopKind.NeedsInput
                or StopKind.BudgetSpent
                or StopKind.NotHeard
                or StopKind.Failed;
}
