using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Progress;
using BackendAgents.Coordination.Reviews;
using BackendAgents.Coordination.Routing;
using BackendAgents.Coordination.Views;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Projects;
using BackendAgents.Verification;

namespace BackendAgents.Coordination.Turns;

/// <summary>
/// One run from its first decision to its end. Its course is a pure function of what agents, tools, verifiers and people answer;
/// each answer is on record before it is used, so that running the same code over the record resumes or replays the run.
/// </summary>
internal sealed partial class TeamRun
{
    private readonly RunContext _run;
    private readonly IReadOnlyList<TeamMember> _members;
    private readonly RecordedTurns _turns;
    private readonly RunBudgets _budgets;
    private readonly ReviewBoard _board;
    private readonly ProgressWatch _progress;
    private readonly Grounding _grounding;
    private readonly VerificationStep _verification;
    private readonly List<TurnRecord> _transcript = [];
    private int _escalated;
    private bool _replayed;
    private int _workerFailures;
    private bool _fallback;

    public TeamRun(RunContext run, IReadOnlyList<TeamMember> members)
    {
        _run = run;
        _members = members;
        Clock = new RunClock(run.Options.Time);
        _turns = new RecordedTurns(run, Clock, new BudgetedTurns(run, new WatchedTurns(run, new AgentTurns(run))));
        _budgets = new RunBudgets(run, Clock, members);
        _board = new ReviewBoard(run.Options, members);
        _progress = new ProgressWatch(run.Options.NoProgress);
        _grounding = new Grounding(run.Options.HouseRules);
        _verification = new VerificationStep(run, Clock);
    }

    public RunClock Clock { get; }

    /// <summary>
    /// Works until there is a reason to stop. Cancellation and wall time come as an <see cref="OperationCanceledException"/>.
    /// </summary>
    public async Task<StopReason> LoopAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var state = State();
            var step = _run.Options.Routing.Next(state);
            StopReason? stop = null;
            if (RoutingCheck.Problem(step, state) is { } problem)
                stop = Stop(StopKind.Failed, $"The routing policy {_run.Options.Routing.GetType().Name} {problem}");
            else if (step.Work.Count > 0)
                stop = await WorkAsync(step.Work, state, cancellationToken).ConfigureAwait(false);
            else if (step.Review.Count > 0)
                stop = await ReviewAsync(step.Review, state.Snapshot, cancellationToken).ConfigureAwait(false);
            else if (step.Verify)
                await _verification.RunAsync(state.Snapshot, cancellationToken).ConfigureAwait(false);
            else if (step.Approve)
                stop = Approved(state);
            else
                stop = Stuck(step.Stuck!);

            if (stop is not null)
                return stop;
        }
    }

    /// <summary>The result, whatever the end.</summary>
    public TeamResult Result(StopReason stop)
    {
        var snapshot = _run.Project.Current;
        return new TeamResult
        {
            RunId = _run.RunId,
            Stop = stop,
            Transcript = _transcript,
            Blueprint = snapshot.Blueprint,
            Artifacts = snapshot.Artifacts,
            Verdicts = _board.Verdicts(snapshot.Artifacts),
            Findings = OpenFindings(snapshot),
            Raised = _board.State(snapshot.Artifacts).Raised,
            Notes = _run.Notes,
            Verifications = _verification.Results(snapshot),
            Requirements = Requirements(snapshot),
            Usage = _budgets.Spent,
            JournalPath = _run.Journal.Path,
        };
    }

    private RoutingState State()
    {
        var snapshot = _run.Project.Current;
        return new RoutingState
        {
            Members = _members,
            Snapshot = snapshot,
            Round = _budgets.Round,
            Findings = OpenFindings(snapshot),
            Verdicts = _board.State(snapshot.Artifacts).Verdicts,
            FailedReviewers = _board.FailedFor(snapshot.Artifacts),
            Quorum = _run.Options.Quorum,
            VerificationPending = _verification.IsPending(snapshot),
        };
    }

    private IReadOnlyList<Diagnostic> OpenFindings(ProjectSnapshot snapshot)
    {
        var verification = _verification.Findings(snapshot);
        var raised = _board.State(snapshot.Artifacts).Raised;
        if (raised.Count == 0 && verification.Count == 0)
            return snapshot.Findings;
        if (snapshot.Findings.Count == 0 && verification.Count == 0)
            return [.. raised.Select(static item => item.Finding)];
        // A rule and a reviewer may find the same. It becomes one finding, with the rule's words and fix and the greater severity.
        return
        [
            .. snapshot
                .Findings.Concat(verification)
                .Concat(raised.Select(static item => item.Finding))
                .GroupBy(static finding => finding.Key, StringComparer.Ordinal)
                .Select(static same =>
                    same.First() with
                    {
                        Severity = same.Max(static finding => finding.Severity),
                        Fixable = same.Any(static finding => finding.Fixable),
                    }
                ),
        ];
    }

    private async Task<StopReason?> WorkAsync(IReadOnlyList<WorkOrder> orders, RoutingState state, CancellationToken cancellationToken)
    {
        if (
            _workerFailures == 0
            && _progress.Note(state.Snapshot.Artifacts.Hash, BlockingKeys(state.Findings)) is { } pattern
            && await EscalateAsync(pattern, cancellationToken).ConfigureAwait(false) is { } stuck
        )
        {
            if (stuck.Kind != StopKind.NoProgress || !TriesAgain(_replayed))
                return stuck;
            _progress.Reset();
        }

        if (_budgets.BeginRound() is { } none)
            return Spent(none.Budget, none.Limit);
        _run.Emit(new RoundStarted(_budgets.Round, state.Findings));
        foreach (var order in orders)
        {
            if (await WorkAsync(order, cancellationToken).ConfigureAwait(false) is { } stop)
                return stop;
        }

        return null;
    }

    private async Task<StopReason?> WorkAsync(WorkOrder order, CancellationToken cancellationToken)
    {
        var member = order.Member;
        if (_budgets.BeginRound(member) is { } none)
            return Spent(none.Budget, none.Limit);
        var snapshot = _run.Project.Current;
        var before = _board.State(snapshot.Artifacts).Verdicts;
        var task = NewTask(member, order.Kind, order.Kind == TaskKind.Design ? TaskTexts.Design : TaskTexts.Revise);
        var (answers, budget) = (_run.AnswersSection(), _budgets.Section(member));
        var view = ViewBuilder.Build(task, _run, snapshot.Blueprint, order.Findings, null, answers, budget);
        var request = new TurnRequest(task, member, _fallback, view, _budgets.Of(member));
        var outcome = await _turns.RunAsync(request, cancellationToken).ConfigureAwait(false);
        _transcript.Add(outcome.Record);
        _replayed = outcome.Record.Replayed;
        var after = _board.State(_run.Project.Current.Artifacts).Verdicts;
        foreach (var name in before.Keys.Where(name => !after.ContainsKey(name)))
            _run.Emit(new VerdictVoided(name));
        return AfterTurn(outcome)
            ?? await AskAsync(outcome.Questions, cancellationToken).ConfigureAwait(false)
            ?? WorkerFailed(member, outcome);
    }

    private TeamTask NewTask(TeamMember member, TaskKind kind, string text) =>
        new()
        {
            Id = _run.NextTurn(),
            Kind = kind,
            Round = Math.Max(1, _budgets.Round),
            Role = member.Name,
            Areas = member.Areas,
            Text = text,
        };

    // The watch on progress compares the blocking findings by these keys.
    private static string BlockingKeys(IReadOnlyList<Diagnostic> findings) =>
        string.Join(
            '\n',
            findings
                .Where(static finding => finding.Severity == Severity.Error)
                .Select(static finding => finding.Key)
                .Order(StringComparer.Ordinal)
        );

    private StopReason Approved(RoutingState state)
    {
        if (RoutingCheck.NotApprovable(state) is { } problem)
            return Stop(StopKind.Failed, $"The routing policy {_run.Options.Routing.GetType().Name} {problem}");
        var notRun = _verification
            .Results(state.Snapshot)
            .Where(static result => result.Outcome == VerificationOutcome.NotRun)
            .Select(static result => $"{result.Verifier}: {result.Summary}")
            .ToList();
        var message = "No blocking finding is open" + (_board.Reviewers.Count > 0 ? " and the quorum approves these bytes." : ".");
        if (state.FailedReviewers.Count > 0)
            message += $" Without a verdict of {string.Join(", ", state.FailedReviewers)}, which failed.";
        if (_run.Options.Verifiers.Count > 0 && state.Snapshot.Blueprint is null)
            message += " Not verified, since there is no blueprint to verify it against.";
        if (notRun.Count > 0)
            message += $" Not verified by {string.Join("; ", notRun)}";
        if (_verification.IsRefused(state.Snapshot))
            return Stop(StopKind.Incomplete, message + " What an agent wrote has not been tried, so nothing shows that it works.");
        var requirements = Requirements(state.Snapshot);
        if (requirements.Any(static requirement => requirement.State == ProofState.Placed))
            message += " Requirements were not proven by running anything.";
        return requirements.Count(static requirement => requirement.IsUnmet) is > 0 and var unmet
            ? Stop(StopKind.Incomplete, $"{message} {unmet} of {requirements.Count} requirements are not met or not proven.")
            : Stop(StopKind.Approved, message);
    }
}
