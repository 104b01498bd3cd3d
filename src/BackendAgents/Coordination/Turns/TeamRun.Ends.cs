using System.Globalization;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Progress;
using BackendAgents.Coordination.Views;
using BackendAgents.Engineering.Briefs.Requirements;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Projects;
using BackendAgents.Verification;

namespace BackendAgents.Coordination.Turns;

/// <content>Reasons to stop, and what is tried before.</content>
internal sealed partial class TeamRun
{
    public StopReason Stop(StopKind kind, string message, string? budget = null, IReadOnlyList<Question>? questions = null)
    {
        var undone = kind switch
        {
            StopKind.Approved => [],
            StopKind.Incomplete => Unmet(),
            _ => Undone(),
        };
        var more = undone.Count > 3 ? $"; and {undone.Count - 3} more" : "";
        // Unmet requirements are listed first, under a heading of their own.
        var isListed = undone.Count == 0 || kind == StopKind.Incomplete;
        return new StopReason
        {
            Kind = kind,
            Message = isListed ? message : $"{message} Left undone: {string.Join("; ", undone.Take(3))}{more}.",
            Budget = budget,
            Undone = undone,
            Questions = questions ?? [],
        };
    }

    // Requirements that are neither proven nor waived.
    private IReadOnlyList<string> Unmet() => RequirementProof.Unmet(Requirements(_run.Project.Current));

    // What nobody noted is open like what was noted so.
    private IReadOnlyList<RequirementProof> Requirements(ProjectSnapshot snapshot) =>
        snapshot.Blueprint is not { } blueprint
            ? []
            :
            [
                .. RequirementProof.Of(blueprint, _verification.Results(snapshot), _run.Project.Capabilities),
                .. BriefCoverage
                    .Unnoted(_run.Project.Asked.Value, blueprint.Requirements)
                    .Select(
                        static (text, at) =>
                            new RequirementProof($"not-noted-{at + 1}", text, ProofState.Open, "No requirement notes it.", [])
                    ),
            ];

    private IReadOnlyList<string> Undone()
    {
        var snapshot = _run.Project.Current;
        // Whose verdict is missing says nothing where there is nothing to judge.
        if (snapshot.Artifacts.Count == 0)
            return ["nothing is delivered yet"];
        var verdicts = _board.State(snapshot.Artifacts).Verdicts;
        var findings = OpenFindings(snapshot).Where(static finding => finding.Severity == Severity.Error).Take(20);
        var unheard = _board.Reviewers.Where(member => member.Required && !verdicts.ContainsKey(member.Name));
        var asking = verdicts.Values.Where(static verdict =>
            !verdict.Approves && !verdict.Findings.Any(static finding => finding.Severity == Severity.Error)
        );
        return
        [
            .. findings.Select(static finding => $"{finding.Code} at {finding.Place}: {finding.Message}"),
            .. unheard.Select(static member => $"no valid verdict of {member.Name}"),
            .. asking.Select(static verdict => $"{verdict.Reviewer} asks for changes: {verdict.Summary}"),
        ];
    }

    private StopReason Spent(string budget, decimal? limit) =>
        Stop(StopKind.BudgetSpent, limit is null ? $"The budget {budget} is spent." : $"The budget {budget} ({limit}) is spent.", budget);

    // A spent budget or an open question ends the run after any member's turn.
    private StopReason? AfterTurn(TurnOutcome outcome)
    {
        var spent = _budgets.After(outcome);
        if (outcome.Waiting is { } question)
            return NeedsInput([question]);
        return spent is { } budget ? Spent(budget.Budget, budget.Limit) : null;
    }

    private StopReason? WorkerFailed(TeamMember member, TurnOutcome outcome)
    {
        // The changes of a turn that was cut off are kept. If there are none, the watch on progress notices.
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

    // A failure that is only on record may not happen again, so a resumed run tries once more. A replay follows the record: it tries
    // again only where more turns are on record.
    private bool TriesAgain(bool replayed) => replayed && (!_run.Journal.IsReplay || _run.HasNextTurn);

    private StopReason? Stuck(string why)
    {
        var failed = _board.RequiredFailures;
        if (failed.Count > 0 && TriesAgain(failed.All(static failures => failures.Replayed)))
        {
            _board.ForgetFailures();
            return null;
        }

        var last = failed
            .Take(3)
            .Select(static failures => $" {failures.Reviewer} failed last ({failures.Last.Kind}): {failures.Last.Message}");
        var message = why + string.Concat(last);
        if (failed.Count == 0)
            return Stop(StopKind.Failed, message);
        // Only reviewers ran out of budget, so a greater budget is the remedy.
        return failed.All(static failures => failures.Budget is not null)
            ? Stop(StopKind.BudgetSpent, message, failed[0].Budget)
            : Stop(StopKind.NotHeard, message);
    }

    private async Task<StopReason?> AskAsync(IReadOnlyList<Question> questions, CancellationToken cancellationToken)
    {
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

    // Tries the next escalation. Gives the reason to stop when none is left, or when a person must answer first.
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
                        Id = string.Create(CultureInfo.InvariantCulture, $"stuck-{_budgets.Round}"),
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

    // Why the work makes no progress, in the words of the last worker: it may have refused.
    private string LastWords()
    {
        if (_transcript.FindLast(static turn => turn.Task.Kind != TaskKind.Review) is not { } turn)
            return "";
        return turn.Failure is { } failure
            ? $" The last turn of {turn.Task.Role} failed ({failure.Kind}): {failure.Message}"
            : $" {turn.Task.Role} said last: {Begin(turn.Text, 200)}";
    }

    // The first words of a reply, on one line.
    private static string Begin(string text, int most)
    {
        var line = new string([.. text.Take(most).Select(static c => char.IsControl(c) ? ' ' : c)]).Trim();
        return line.Length == 0 ? "nothing."
            : text.Length > most ? line + "…"
            : line;
    }
}
