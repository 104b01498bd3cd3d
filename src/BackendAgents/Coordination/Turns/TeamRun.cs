using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Progress;
using BackendAgents.Coordination.Reviews;
using BackendAgents.Coordination.Routing;
using BackendAgents.Coordination.Views;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Projects;
using BackendAgents.Verification;

namespace BackendAgents.Coordination.Turns;

/// <summary>
/// One run from its first decision to its end. Its course is a pure function of what agents, tools, verifiers and people answer;
/// each answer is on record before it is used, so that running the same code over the record resumes or replays the run.
/// </summary>
internal sealed partial class TeamRun
{
    private static readonly HashSet<string> s_nobody = [];
    private static readonly List<string> s_noLines = [];

    private readonly RunContext _run;
    private readonly IReadOnlyList<TeamMember> _members;
    private readonly IReadOnlyList<TeamMember> _reviewers;
    private readonly RunClock _clock;
    private readonly RecordedTurns _turns;
    private readonly Ledger _ledger;
    private readonly Dictionary<string, Ledger> _ledgers;
    private readonly ProgressWatch _progress;
    private readonly ReviewScope _scope;
    private readonly Grounding _grounding;
    private readonly VerificationStep _verification;
    private readonly List<TurnRecord> _transcript = new(16);
    private readonly Dictionary<string, Judgement> _judgements = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReviewerFailures> _failures = new(StringComparer.Ordinal);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private int _escalated;
    private (
        Engineering.Artifacts.ArtifactSet? Artifacts,
        int Judgements,
        Dictionary<string, Verdict> Verdicts,
        IReadOnlyList<RaisedFinding> Raised
    ) _valid = (null, 0, [], []);
    private int _judged;
    private bool _replayed;
    private int _round;
    private int _workerFailures;
    private bool _fallback;

    public TeamRun(RunContext run, IReadOnlyList<TeamMember> members)
    {
        _run = run;
        _members = members;
        _reviewers = [.. members.Where(static member => member.Role == MemberRole.Reviewer)];
        _clock = new RunClock(run.Options.Time);
        _turns = new RecordedTurns(run, _clock, new BudgetedTurns(run, new WatchedTurns(run, new AgentTurns(run))));
        _ledger = Ledger.ForRun(run.Options.Budget);
        _ledgers = members.ToDictionary(
            static member => member.Name,
            member => _ledger.ForAgent(member.Name, member.Budget ?? Budget.Unlimited),
            StringComparer.Ordinal
        );
        _progress = new ProgressWatch(run.Options.NoProgress);
        _scope = new ReviewScope(run.Options.ArtifactAreas);
        _grounding = new Grounding(run.Options.HouseRules);
        _verification = new VerificationStep(run, _clock);
    }

    public RunClock Clock => _clock;

    public Usage Usage => _ledger.Spent;

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
            StopReason? stop;
            if (RoutingCheck.Problem(step, state, _ledgers) is { } problem)
                stop = Stop(StopKind.Failed, $"The routing policy {_run.Options.Routing.GetType().Name} {problem}");
            else if (step.Work.Count > 0)
                stop = await WorkAsync(step.Work, state, cancellationToken).ConfigureAwait(false);
            else if (step.Review.Count > 0)
                stop = await ReviewAsync(step.Review, state.Snapshot, cancellationToken).ConfigureAwait(false);
            else if (step.Verify)
                stop = await VerifyAsync(state.Snapshot, cancellationToken).ConfigureAwait(false);
            else if (step.Approve)
                stop = Approved(state.Snapshot);
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
        var (valid, raised) = Valid(snapshot);
        return new TeamResult
        {
            RunId = _run.RunId,
            Stop = stop,
            Transcript = _transcript,
            Blueprint = snapshot.Blueprint,
            Artifacts = snapshot.Artifacts,
            Verdicts = _judgements.Count == 0 ? [] : Verdicts(valid),
            Findings = OpenFindings(snapshot, raised),
            Raised = raised,
            Notes = _run.Notes,
            Verifications = _verification.Results(snapshot),
            Usage = _ledger.Spent,
            JournalPath = _run.Journal.Path,
        };
    }

    public StopReason Stop(StopKind kind, string message, string? budget = null, IReadOnlyList<Question>? questions = null)
    {
        var undone = kind switch
        {
            StopKind.Approved => [],
            StopKind.Incomplete => Unmet(),
            _ => Undone(),
        };
        return new StopReason
        {
            Kind = kind,
            Message =
                // What is unmet is listed by itself, and first.
                undone.Count == 0
                || kind == StopKind.Incomplete
                    ? message
                    : $"{message} Left undone: {string.Join("; ", undone.Take(3))}{(undone.Count > 3 ? $"; and {undone.Count - 3} more" : "")}.",
            Budget = budget,
            Undone = undone,
            Questions = questions ?? [],
        };
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

        if (_run.Options.Budget.Rounds is { } rounds && _round >= rounds)
            return Stop(StopKind.BudgetSpent, $"The budget run.rounds ({rounds}) is spent.", "run.rounds");

        _round++;
        _run.Emit(new RoundStarted(_round, state.Findings));
        for (var i = 0; i < orders.Count; i++)
        {
            var order = orders[i];
            if (_ledgers[order.Member.Name].BeginRound(_round) is { } spent)
                return Stop(StopKind.BudgetSpent, $"The budget {spent.Budget} ({spent.Limit}) is spent.", spent.Budget);
            var before = Valid(_run.Project.Current).Verdicts;
            var snapshot = _run.Project.Current;
            var task = new TeamTask
            {
                Id = _run.NextTurn(),
                Kind = order.Kind,
                Round = _round,
                Role = order.Member.Name,
                Areas = order.Member.Areas,
                Text = order.Kind == TaskKind.Design ? TaskTexts.Design : TaskTexts.Revise,
            };
            var view = ViewBuilder.Build(
                task,
                _run,
                snapshot.Blueprint,
                order.Findings,
                null,
                _run.AnswersSection(),
                BudgetSection(order.Member, BudgetSection())
            );
            var request = new TurnRequest(task, order.Member, _fallback, view, _ledgers[order.Member.Name]);
            var outcome = await _turns.RunAsync(request, cancellationToken).ConfigureAwait(false);
            _transcript.Add(outcome.Record);
            _replayed = outcome.Record.Replayed;
            TellVoided(before);
            if (AfterTurn(outcome) is { } stop)
                return stop;
            if (await AskAsync(outcome.Questions, cancellationToken).ConfigureAwait(false) is { } asked)
                return asked;
            if (WorkerFailed(order.Member, outcome) is { } failed)
                return failed;
        }

        return null;
    }

    private StopReason? WorkerFailed(TeamMember member, TurnOutcome outcome)
    {
        // What a turn that was cut off has done so far stands; if it was nothing, that is seen when there is no progress.
        if (outcome.Record.Failure is not { } failure || failure.Kind is "budget" or "empty" or "length" or "maxTurns")
        {
            _workerFailures = 0;
            return null;
        }

        _run.Note("coordinator", outcome.Record.Task.Id, $"A turn of {member.Name} failed ({failure.Kind}): {failure.Message}");
        if (++_workerFailures < _run.Options.MaxAttempts)
            return null;
        if (!_fallback && member.Fallback is not null)
        {
            _fallback = true;
            _workerFailures = 0;
            _progress.Reset();
            _run.Emit(new Escalated($"{member.Name} failed {_run.Options.MaxAttempts} times in a row", Escalation.Fallback));
            return null;
        }

        if (TriesAgain(outcome.Record.Replayed))
        {
            _workerFailures = 0;
            return null;
        }

        return Stop(
            StopKind.Failed,
            $"{member.Name} failed {_workerFailures} times in a row; the last time ({failure.Kind}): {failure.Message}"
        );
    }

    // Where the record alone brings the run to an end that need not be the same twice, whoever resumes it wants it tried again. A replay
    // sees by the turns that follow that it was.
    private bool TriesAgain(bool replayed) => replayed && (!_run.Journal.IsReplay || _run.HasNextTurn);

    private StopReason? Stuck(string why)
    {
        var failed = _reviewers
            .Where(member => member.Required && _failures.ContainsKey(member.Name))
            .Select(member => _failures[member.Name])
            .ToList();
        if (failed.Count > 0 && TriesAgain(failed.TrueForAll(static failures => failures.Replayed)))
        {
            _failures.Clear();
            return null;
        }

        var message =
            why
            + string.Concat(
                failed
                    .Take(3)
                    .Select(static failures => $" {failures.Reviewer} failed last ({failures.Last.Kind}): {failures.Last.Message}")
            );
        // Nothing is broken that more budget would not mend.
        return failed.Count > 0 && failed.TrueForAll(static failures => failures.Budget is not null)
            ? Stop(StopKind.BudgetSpent, message, failed[0].Budget)
            : Stop(StopKind.Failed, message);
    }

    // What ends the run whoever took the turn.
    private StopReason? AfterTurn(TurnOutcome outcome)
    {
        TellHalfSpent(HalfSpent());
        TellHalfSpent(_ledgers[outcome.Record.Task.Role].HalfSpent());
        if (outcome.Waiting is { } question)
            return NeedsInput([question]);
        // What was spent when a turn was recorded may have been raised since.
        if (
            outcome is { EndsRun: true, Overdraft: { } budget }
            && (!outcome.Record.Replayed || _ledgers[outcome.Record.Task.Role].IsExhausted(budget))
        )
            return Stop(StopKind.BudgetSpent, $"The budget {budget} is spent.", budget);
        return _ledger.Overdrawn() is { } over
            ? Stop(StopKind.BudgetSpent, $"The budget {over.Budget} ({over.Limit}) is spent.", over.Budget)
            : null;
    }

    private void TellHalfSpent(IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (_told.Add(lines[i][..lines[i].IndexOf(':', StringComparison.Ordinal)]))
                _run.Emit(new BudgetHalfSpent(lines[i]));
        }
    }

    private async Task<StopReason?> AskAsync(IReadOnlyList<Question> questions, CancellationToken cancellationToken)
    {
        if (questions.Count == 0)
            return null;
        var open = new List<Question>();
        foreach (var question in questions)
        {
            if (await _run.AnswerAsync(question, cancellationToken).ConfigureAwait(false) is null)
                open.Add(question);
        }

        return open.Count == 0 ? null : NeedsInput(open);
    }

    private StopReason NeedsInput(List<Question> questions) =>
        Stop(
            StopKind.NeedsInput,
            questions.Count == 1 ? $"A person must answer: {questions[0].Text}" : $"A person must answer {questions.Count} questions.",
            questions: questions
        );

    private async Task<StopReason?> EscalateAsync(string pattern, CancellationToken cancellationToken)
    {
        while (_escalated < _run.Options.NoProgress.Escalations.Count)
        {
            var escalation = _run.Options.NoProgress.Escalations[_escalated++];
            switch (escalation)
            {
                case Escalation.Fallback
                    when !_fallback && _members.Any(static member => member is { Role: MemberRole.Worker, Fallback: not null }):
                    _fallback = true;
                    break;
                case Escalation.Person when _run.Options.Person is not null || _run.Journal.IsKept || _run.Journal.IsReplay:
                    var question = new Question
                    {
                        Id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"stuck-{_round}"),
                        AskedBy = "coordinator",
                        Text = $"The work makes no progress ({pattern}). How should it go on? Answer 'stop' to end it.",
                    };
                    var answer = await _run.AnswerAsync(question, cancellationToken).ConfigureAwait(false);
                    if (answer is null)
                        return NeedsInput([question]);
                    if (string.Equals(answer.Text.Trim(), "stop", StringComparison.OrdinalIgnoreCase))
                        return Stop(StopKind.NoProgress, $"The work makes no progress: {pattern}; a person ended it.{LastWords()}");
                    break;
                default:
                    continue;
            }

            _progress.Reset();
            _run.Emit(new Escalated(pattern, escalation));
            return null;
        }

        return Stop(StopKind.NoProgress, $"The work makes no progress: {pattern}.{LastWords()}");
    }

    // Why it does not, as far as the last worker says: a refusal reads like any other answer.
    private string LastWords()
    {
        if (_transcript.FindLast(static turn => turn.Task.Kind != TaskKind.Review) is not { } turn)
            return "";
        return turn.Failure is { } failure
            ? $" The last turn of {turn.Task.Role} failed ({failure.Kind}): {failure.Message}"
            : $" {turn.Task.Role} said last: {Begin(turn.Text, 200)}";
    }

    private async Task<StopReason?> VerifyAsync(ProjectSnapshot snapshot, CancellationToken cancellationToken)
    {
        await _verification.RunAsync(snapshot, cancellationToken).ConfigureAwait(false);
        return null;
    }

    private StopReason Approved(ProjectSnapshot snapshot)
    {
        if (RoutingCheck.NotApprovable(State(), _reviewers) is { } problem)
            return Stop(StopKind.Failed, $"The routing policy {_run.Options.Routing.GetType().Name} {problem}");
        var notRun = _verification.Results(snapshot).Where(static result => result.Outcome == VerificationOutcome.NotRun).ToList();
        var silent = _failures.Count == 0 ? s_nobody : FailedReviewers(snapshot);
        var message = "No blocking finding is open" + (_reviewers.Count > 0 ? " and the quorum approves these bytes." : ".");
        if (silent.Count > 0)
            message += $" Without a verdict of {string.Join(", ", silent)}, which failed.";
        if (_run.Options.Verifiers.Count > 0 && snapshot.Blueprint is null)
            message += " Not verified, since there is no blueprint to verify it against.";
        if (notRun.Count > 0)
            message += $" Not verified by {string.Join("; ", notRun.Select(static result => $"{result.Verifier}: {result.Summary}"))}";
        return Unmet() is { Count: > 0 } unmet
            ? Stop(StopKind.Incomplete, $"{message} {unmet.Count} of {snapshot.Blueprint!.Requirements.Count} requirements are not met.")
            : Stop(StopKind.Approved, message);
    }

    // What the brief asks for, the delivery does not do, and nobody has waived.
    private List<string> Unmet() =>
        [
            .. (_run.Project.Current.Blueprint?.Requirements ?? [])
                .Where(static requirement => requirement.State is RequirementState.Open or RequirementState.Declined)
                .Select(requirement =>
                    $"{requirement.State.ToString().ToLowerInvariant()}: \"{Begin(requirement.Text, 200)}\" {Begin(requirement.Reason, 300)}".TrimEnd()
                ),
        ];

    // The run's budgets of which half is spent.
    private List<string> HalfSpent()
    {
        var budget = _run.Options.Budget;
        if (ReferenceEquals(budget, Budget.Unlimited))
            return s_noLines;
        List<string>? lines = null;
        if (budget.Rounds is { } rounds && _round * 2 >= rounds)
            (lines ??= []).Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"run.rounds: {_round} of {rounds} spent"));
        if (budget.WallTime is { } wall && _clock.Elapsed * 2 >= wall)
            (lines ??= []).Add(
                string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"run.wallTime: {_clock.Elapsed.TotalSeconds:0} of {wall.TotalSeconds:0} s spent"
                )
            );
        var half = _ledger.HalfSpent();
        if (half.Count > 0)
            (lines ??= []).AddRange(half);
        return lines ?? s_noLines;
    }

    private ViewSection? BudgetSection() =>
        HalfSpent() is { Count: > 0 } lines ? new ViewSection(ViewSections.Budget, "text", string.Join('\n', lines)) : null;

    // What all are told, and what concerns this member alone.
    private ViewSection? BudgetSection(TeamMember member, ViewSection? all)
    {
        var own = _ledgers[member.Name].HalfSpent();
        return own.Count == 0
            ? all
            : new ViewSection(ViewSections.Budget, "text", (all is null ? "" : all.Content + "\n") + string.Join('\n', own));
    }

    /// <summary>Failures in a row of a reviewer on the same bytes.</summary>
    /// <param name="Reviewer">Who.</param>
    /// <param name="Hash">Of the artifacts.</param>
    /// <param name="Count">How many.</param>
    /// <param name="Last">The last one.</param>
    /// <param name="Budget">The budget of its own that was the cause of it; null for another cause.</param>
    /// <param name="Replayed">Whether the last one was taken from the journal.</param>
    private sealed record ReviewerFailures(string Reviewer, string Hash, int Count, TurnFailure Last, string? Budget, bool Replayed);

    /// <summary>A verdict and what it was given on.</summary>
    private sealed record Judgement(Verdict Verdict, Engineering.Artifacts.ArtifactSet Whole, Engineering.Artifacts.ArtifactSet Scope);
}
