using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Journal;
using BackendAgents.Coordination.Reviews;
using BackendAgents.Coordination.Views;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Projects;

namespace BackendAgents.Coordination.Turns;

/// <content>Reviewers in parallel: one that fails, hangs or babbles leaves the others alone.</content>
internal sealed partial class TeamRun
{
    private async Task<StopReason?> ReviewAsync(
        IReadOnlyList<TeamMember> reviewers,
        ProjectSnapshot snapshot,
        CancellationToken cancellationToken
    )
    {
        // Everything that decides is fixed before the first one starts, so that the order of answers decides nothing.
        var answers = _run.AnswersSection();
        // Reviewers of the same areas share one digest of the changes.
        var digests = new Dictionary<(ArtifactSet?, ArtifactSet), string>();
        List<Review> reviews = [.. reviewers.Select(member => Prepare(member, snapshot, answers, digests))];
        using var slots = new SemaphoreSlim(Math.Max(1, _run.Options.MaxParallelReviewers));
        var judged = await Task.WhenAll(reviews.Select(review => JudgeAsync(review, slots, cancellationToken))).ConfigureAwait(false);
        if (_run.Project.Current.Artifacts.Hash != snapshot.Artifacts.Hash)
        {
            _run.Project.Restore(snapshot);
            _run.Note("coordinator", null, "A reviewer changed the project; the change was undone, since reviewers only judge.");
        }

        StopReason? stop = null;
        var waiting = new List<Question>();
        foreach (var (review, judgement) in reviews.Zip(judged))
        {
            foreach (var outcome in judgement.Outcomes)
            {
                _transcript.Add(outcome.Record);
                if (outcome.Waiting is { } question)
                    waiting.Add(question);
                stop ??= AfterTurn(outcome);
            }

            if (judgement.Outcomes.Any(static outcome => outcome.Waiting is not null))
                continue;
            if (judgement.Verdict is { } verdict)
                Settle(review, verdict);
            else
                NotHeard(review, judgement);
        }

        // All questions are asked together, because an answer may take days.
        return waiting.Count > 0 && stop is null or { Kind: StopKind.NeedsInput } ? NeedsInput(waiting) : stop;
    }

    private Review Prepare(
        TeamMember member,
        ProjectSnapshot snapshot,
        ViewSection? answers,
        Dictionary<(ArtifactSet?, ArtifactSet), string> digests
    )
    {
        var (before, scope) = (_board.LastSeen(member), _board.ScopeOf(member, snapshot.Artifacts));
        if (!digests.TryGetValue((before, scope), out var changes))
            digests.Add((before, scope), changes = ChangeDigest.Between(before, scope));
        return new Review(
            member,
            NewTask(member, TaskKind.Review, TaskTexts.Review),
            snapshot,
            scope,
            member.Fallback is not null && _board.HasFailed(member),
            changes.Length > 0 ? new ViewSection(ViewSections.Changes, "diff", changes) : null,
            answers,
            _budgets.Section(member),
            _budgets.BeginRound(member)
        );
    }

    private async Task<Judged> JudgeAsync(Review review, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        if (review.Overdraft is { } overdraft)
            return new Judged([], null, TurnFailure.Of(overdraft));
        await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var first = await TurnAsync(review, review.Task, cancellationToken).ConfigureAwait(false);
            var ended = Ended(first, out var verdict, out var problem);
            var unplaced = verdict is null ? null : Unplaced(review, verdict);
            if (ended && unplaced is null)
                return new Judged([first], verdict, first.Record.Failure);

            var said = unplaced is null ? TaskTexts.AskedAgain(problem) : TaskTexts.AskedToPlace(unplaced);
            var again = review.Task with { Id = review.Task.Id + "-again", Text = TaskTexts.Review + said };
            var second = await TurnAsync(review, again, cancellationToken).ConfigureAwait(false);
            var blocking = verdict;
            var isOver = Ended(second, out verdict, out problem);
            // A second answer without a verdict does not take back the demand of the first.
            verdict ??= second.Waiting is null ? blocking : null;
            if (isOver || verdict is not null)
                return new Judged([first, second], verdict, verdict is null ? second.Record.Failure : null);
            var why = $"No verdict, although asked again: {problem} It said: {Begin(second.Record.Text, 300)}";
            return new Judged([first, second], null, second.Record.Failure ?? new TurnFailure("malformed", why));
        }
        finally
        {
            slots.Release();
        }
    }

    // Whether asking again is pointless: there is a verdict, or a failure that has nothing to do with the form of the answer.
    private static bool Ended(TurnOutcome outcome, out RawVerdict? verdict, out string problem)
    {
        verdict = null;
        problem = "";
        if (outcome.Waiting is not null || outcome.Record.Failure is { Kind: not ("length" or "maxTurns") })
            return true;
        (verdict, var unread) = VerdictReading.Read(outcome.Record.Text);
        problem = outcome.Record.Failure is { } cut ? $"{cut.Message} {unread} Be shorter." : unread ?? "";
        return verdict is not null;
    }

    // The reasons why no finding of the verdict names an existing place. Null when one does, or when the verdict does not block.
    private List<string>? Unplaced(Review review, RawVerdict verdict)
    {
        if (verdict.Kind != VerdictKind.RequestChanges || !review.Member.Required)
            return null;
        var why = new List<string>();
        foreach (var item in verdict.Findings)
        {
            var (finding, missing) = _grounding.Ground(item, AreaOf(review.Member), review.Snapshot);
            if (finding?.Severity == Severity.Error)
                return null;
            why.Add($"'{item.Message}': {missing ?? "it is no error"}");
        }

        return why;
    }

    private static Area AreaOf(TeamMember member) => member.Areas.Count > 0 ? member.Areas[0] : Area.Quality;

    private Task<TurnOutcome> TurnAsync(Review review, TeamTask task, CancellationToken cancellationToken)
    {
        var (member, snapshot) = (review.Member, review.Snapshot);
        List<Diagnostic> known = [.. snapshot.Findings.Where(finding => member.Covers(finding.Area))];
        var view = ViewBuilder.Build(task, _run, snapshot.Blueprint, known, review.Changes, review.Answers, review.Budget);
        return _turns.RunAsync(new TurnRequest(task, member, review.Fallback, view, _budgets.Of(member)), cancellationToken);
    }

    private void NotHeard(Review review, Judged judged)
    {
        var name = review.Member.Name;
        var failure = judged.Failure ?? new TurnFailure("error", "It gave no verdict.");
        var last = judged.Outcomes.Count > 0 ? judged.Outcomes[^1] : null;
        var byBudget = failure.Kind == "budget";
        _board.Failed(
            new ReviewerFailures(
                name,
                review.Scope.Hash,
                // A spent budget does not come back, so the reviewer is not tried again.
                byBudget ? _run.Options.MaxAttempts : 1,
                failure,
                byBudget ? review.Overdraft?.Budget ?? last?.Overdraft : null,
                last?.Record.Replayed == true
            )
        );
        _run.Note("coordinator", review.Task.Id, $"{name} gave no verdict ({failure.Kind}): {failure.Message}");
        _run.Emit(new ReviewerFailed(name, failure));
    }

    private void Settle(Review review, RawVerdict raw)
    {
        var (member, turn) = (review.Member, review.Task.Id);
        var recorded = _run.Journal.History.Turn(turn)?.End is not null;
        var findings = Ground(review, raw);
        // Findings of a recorded turn were counted when it was taken.
        foreach (var finding in recorded ? [] : findings)
            TeamTelemetry.Found(finding);
        if (raw.Kind == VerdictKind.RequestChanges && !findings.Exists(static finding => finding.Severity == Severity.Error))
            _run.Note("coordinator", turn, $"{member.Name} asked for changes but named no error at a place that exists: {raw.Summary}");
        var verdict = new Verdict
        {
            Reviewer = member.Name,
            Turn = turn,
            Kind = raw.Kind,
            ArtifactsHash = review.Scope.Hash,
            Summary = raw.Summary,
            Findings = findings,
        };
        _board.Judged(verdict, review.Scope);
        if (!recorded)
        {
            var notes = raw.Findings.Count - findings.Count;
            _run.Journal.Append(new VerdictRecord(turn, member.Name, raw.Kind, verdict.ArtifactsHash, findings.Count, notes));
        }

        _run.Emit(new VerdictGiven(verdict));
    }

    // The findings that cite something that exists; the others become notes. A reviewer that is not required blocks nothing.
    private List<Diagnostic> Ground(Review review, RawVerdict raw)
    {
        var member = review.Member;
        var area = AreaOf(member);
        var findings = new List<Diagnostic>();
        foreach (var item in raw.Findings)
        {
            var (finding, why) = _grounding.Ground(item, area, review.Snapshot);
            if (finding is null)
                _run.Note(member.Name, review.Task.Id, $"{item.Message} (kept as a note: {why})");
            else if (!member.Required && finding.Severity == Severity.Error)
                findings.Add(finding with { Severity = Severity.Warning });
            else
                findings.Add(finding);
        }

        return findings;
    }

    /// <summary>A review that is about to begin.</summary>
    /// <param name="Member">Who judges.</param>
    /// <param name="Task">The task.</param>
    /// <param name="Snapshot">The work as it is judged.</param>
    /// <param name="Scope">The artifacts that the reviewer judges.</param>
    /// <param name="Fallback">Whether the fallback agent judges.</param>
    /// <param name="Changes">What changed since it last looked.</param>
    /// <param name="Answers">What people answered.</param>
    /// <param name="Budget">Budgets of which half is spent.</param>
    /// <param name="Overdraft">Why the reviewer has no turn.</param>
    private sealed record Review(
        TeamMember Member,
        TeamTask Task,
        ProjectSnapshot Snapshot,
        ArtifactSet Scope,
        bool Fallback,
        ViewSection? Changes,
        ViewSection? Answers,
        ViewSection? Budget,
        Overdraft? Overdraft
    );

    /// <summary>A review that is over.</summary>
    private sealed record Judged(IReadOnlyList<TurnOutcome> Outcomes, RawVerdict? Verdict, TurnFailure? Failure);
}
