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
    // Reviewers of the same areas are shown the same.
    private (ArtifactSet? Before, ArtifactSet? After, ViewSection? Changes) _digest;

    private async Task<StopReason?> ReviewAsync(
        IReadOnlyList<TeamMember> reviewers,
        ProjectSnapshot snapshot,
        CancellationToken cancellationToken
    )
    {
        // Everything that decides is fixed before the first one starts, so that the order of answers decides nothing.
        var (answers, budget) = (_run.AnswersSection(), BudgetSection());
        var pending = new PendingReview[reviewers.Count];
        for (var i = 0; i < pending.Length; i++)
            pending[i] = Prepare(reviewers[i], snapshot, answers, budget);

        using var slots = new SemaphoreSlim(Math.Max(1, _run.Options.MaxParallelReviewers));
        var running = new Task<Judged>[pending.Length];
        for (var i = 0; i < pending.Length; i++)
            running[i] = JudgeAsync(pending[i], snapshot, slots, cancellationToken);
        var judged = await Task.WhenAll(running).ConfigureAwait(false);

        if (_run.Project.Current.Artifacts.Hash != snapshot.Artifacts.Hash)
        {
            _run.Project.Restore(snapshot);
            _run.Note("coordinator", null, "A reviewer changed the project; the change was undone, since reviewers only judge.");
        }

        StopReason? stop = null;
        List<Question>? waiting = null;
        for (var i = 0; i < judged.Length; i++)
        {
            foreach (var outcome in judged[i].Outcomes)
            {
                _transcript.Add(outcome.Record);
                if (outcome.Waiting is { } question)
                    (waiting ??= []).Add(question);
                stop ??= AfterTurn(outcome);
            }

            if (judged[i].Outcomes.All(static outcome => outcome.Waiting is null))
                Settle(pending[i], judged[i], snapshot);
        }

        // All that is asked is asked at once: who answers days later should not be called back for the next one.
        return stop?.Kind == StopKind.NeedsInput || (stop is null && waiting is not null) ? NeedsInput(waiting!) : stop;
    }

    private PendingReview Prepare(TeamMember member, ProjectSnapshot snapshot, ViewSection? answers, ViewSection? budget)
    {
        var scope = _scope.Of(member, snapshot.Artifacts);
        var fallback = member.Fallback is not null && _failures.TryGetValue(member.Name, out var failures) && failures.Count > 0;
        var task = new TeamTask
        {
            Id = _run.NextTurn(),
            Kind = TaskKind.Review,
            Round = Math.Max(1, _round),
            Role = member.Name,
            Areas = member.Areas,
            Text = TaskTexts.Review,
        };
        IReadOnlyList<Diagnostic> known =
            snapshot.Findings.Count == 0 ? [] : [.. snapshot.Findings.Where(finding => member.Covers(finding.Area))];
        var before = _judgements.GetValueOrDefault(member.Name)?.Scope;
        if (!ReferenceEquals(before, _digest.Before) || !ReferenceEquals(scope, _digest.After))
            _digest = (
                before,
                scope,
                ChangeDigest.Between(before, scope) is { Length: > 0 } text ? new ViewSection(ViewSections.Changes, "diff", text) : null
            );
        return new PendingReview(member, task, scope, fallback, known, _digest.Changes, answers, BudgetSection(member, budget))
        {
            Overdraft = _ledgers[member.Name].BeginRound(_round),
        };
    }

    private async Task<Judged> JudgeAsync(
        PendingReview review,
        ProjectSnapshot snapshot,
        SemaphoreSlim slots,
        CancellationToken cancellationToken
    )
    {
        if (review.Overdraft is { } overdraft)
            return new Judged([], null, TurnFailure.Of(overdraft));
        await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var first = await TurnAsync(review, review.Task, snapshot, cancellationToken).ConfigureAwait(false);
            if (Ended(first, out var verdict, out var problem))
                return new Judged([first], verdict, verdict is null ? first.Record.Failure : null);

            var again = review.Task with { Id = review.Task.Id + "-again", Text = TaskTexts.Review + TaskTexts.AskedAgain(problem) };
            var second = await TurnAsync(review, again, snapshot, cancellationToken).ConfigureAwait(false);
            if (Ended(second, out verdict, out problem))
                return new Judged([first, second], verdict, verdict is null ? second.Record.Failure : null);
            return new Judged(
                [first, second],
                null,
                second.Record.Failure
                    ?? new TurnFailure(
                        "malformed",
                        $"No verdict, although asked again: {problem} It said: {Begin(second.Record.Text, 300)}"
                    )
            );
        }
        finally
        {
            slots.Release();
        }
    }

    // Whether there is no point in asking again: there is a verdict, or something went wrong that other words do not mend.
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

    private Task<TurnOutcome> TurnAsync(PendingReview review, TeamTask task, ProjectSnapshot snapshot, CancellationToken cancellationToken)
    {
        var view = ViewBuilder.Build(task, _run, snapshot.Blueprint, review.Known, review.Changes, review.Answers, review.Budget);
        var request = new TurnRequest(task, review.Member, review.Fallback, view, _ledgers[review.Member.Name]);
        return _turns.RunAsync(request, cancellationToken);
    }

    private void Settle(PendingReview review, Judged judged, ProjectSnapshot snapshot)
    {
        var name = review.Member.Name;
        if (judged.Verdict is not { } raw)
        {
            var failure = judged.Failure ?? new TurnFailure("error", "It gave no verdict.");
            var before = _failures.GetValueOrDefault(name);
            // A budget of its own that is spent does not come back; trying again would only spend more.
            var count = failure.Kind == "budget" ? _run.Options.MaxAttempts : 1;
            var last = judged.Outcomes.Count > 0 ? judged.Outcomes[^1] : null;
            _failures[name] = new ReviewerFailures(
                name,
                review.Scope.Hash,
                before?.Hash == review.Scope.Hash ? before.Count + count : count,
                failure,
                failure.Kind == "budget" ? review.Overdraft?.Budget ?? last?.Overdraft : null,
                last?.Record.Replayed == true
            );
            _run.Note("coordinator", review.Task.Id, $"{name} gave no verdict ({failure.Kind}): {failure.Message}");
            _run.Emit(new ReviewerFailed(name, failure));
            return;
        }

        _failures.Remove(name);
        var findings = new List<Diagnostic>();
        var recorded = _run.Journal.History.Turn(review.Task.Id)?.End is not null;
        var area = review.Member.Areas.Count > 0 ? review.Member.Areas[0] : Area.Quality;
        var notes = 0;
        foreach (var item in raw.Findings)
        {
            var (finding, why) = _grounding.Ground(item, area, snapshot);
            if (finding is null)
            {
                notes++;
                _run.Note(name, review.Task.Id, $"{item.Message} (kept as a note: {why})");
                continue;
            }

            if (!review.Member.Required && finding.Severity == Severity.Error)
                finding = finding with { Severity = Severity.Warning };
            findings.Add(finding);
            // What is on record was counted when it was raised.
            if (!recorded)
                TeamTelemetry.Found(finding);
        }

        if (raw.Kind == VerdictKind.RequestChanges && !findings.Any(static finding => finding.Severity == Severity.Error))
            _run.Note(
                "coordinator",
                review.Task.Id,
                $"{name} asked for changes but raised no grounded error, so it blocks nothing: {raw.Summary}"
            );
        var verdict = new Verdict
        {
            Reviewer = name,
            Turn = review.Task.Id,
            Kind = raw.Kind,
            ArtifactsHash = review.Scope.Hash,
            Summary = raw.Summary,
            Findings = findings,
        };
        _judgements[name] = new Judgement(verdict, snapshot.Artifacts, review.Scope);
        _judged++;
        if (_run.Journal.IsKept && !recorded)
            _run.Journal.Append(new VerdictRecord(review.Task.Id, name, raw.Kind, verdict.ArtifactsHash, findings.Count, notes));
        _run.Emit(new VerdictGiven(verdict));
    }

    // The first words of a reply, on one line: enough to see why there was no verdict.
    private static string Begin(string text, int most)
    {
        var line = new string([.. text.Take(most).Select(static c => char.IsControl(c) ? ' ' : c)]).Trim();
        return line.Length == 0 ? "nothing."
            : text.Length > most ? line + "…"
            : line;
    }

    /// <summary>A review that is about to begin.</summary>
    private sealed record PendingReview(
        TeamMember Member,
        TeamTask Task,
        ArtifactSet Scope,
        bool Fallback,
        IReadOnlyList<Diagnostic> Known,
        ViewSection? Changes,
        ViewSection? Answers,
        ViewSection? Budget
    )
    {
        /// <summary>Why the reviewer has no turn.</summary>
        public Overdraft? Overdraft { get; init; }
    }

    /// <summary>A review that is over.</summary>
    private sealed record Judged(IReadOnlyList<TurnOutcome> Outcomes, RawVerdict? Verdict, TurnFailure? Failure);
}
