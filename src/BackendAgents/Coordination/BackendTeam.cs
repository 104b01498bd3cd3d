using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using BackendAgents.Agents;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Journal;
using BackendAgents.Coordination.Turns;
using BackendAgents.Engineering.Projects;

namespace BackendAgents.Coordination;

/// <summary>
/// A team that turns a brief into a reviewed backend: workers make and mend, reviewers judge, and the coordinator routes, records,
/// pays and stops. Immutable and thread-safe: any number of runs at a time, which share nothing but the members' agents.
/// </summary>
public sealed class BackendTeam
{
    /// <summary>Makes a team.</summary>
    /// <param name="members">At least one worker; names must differ.</param>
    /// <param name="options">How it works; null for the defaults.</param>
    /// <param name="name">What the team is called in traces and workflows.</param>
    /// <exception cref="ArgumentException">No worker, a name or a verifier's id twice, options out of their range, or a quorum that these
    /// members cannot meet.</exception>
    public BackendTeam(IReadOnlyList<TeamMember> members, TeamOptions? options = null, string name = "backend-team")
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (members.Any(static member => string.IsNullOrWhiteSpace(member?.Name)))
            throw new ArgumentException("A member is null or has no name.", nameof(members));
        if (!members.Any(static member => member.Role == MemberRole.Worker))
            throw new ArgumentException("A team needs at least one worker.", nameof(members));
        var names = new HashSet<string>(members.Count, StringComparer.Ordinal);
        foreach (var member in members)
        {
            if (!names.Add(member.Name))
                throw new ArgumentException($"Two members are called '{member.Name}'.", nameof(members));
        }

        Members = [.. members];
        Options = options ?? new TeamOptions();
        TeamOptionsCheck.Refuse(Options, Members, nameof(options));
        Name = name;
    }

    /// <summary>The members, in their order.</summary>
    public IReadOnlyList<TeamMember> Members { get; }

    /// <summary>The options of runs that bring none of their own.</summary>
    public TeamOptions Options { get; }

    /// <summary>What the team is called.</summary>
    public string Name { get; }

    /// <summary>Runs to the end. Never throws for what happens in the run: cancellation and failure are results as well.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the run as <see cref="StopKind.Cancelled"/>; it can be resumed.</param>
    /// <exception cref="ArgumentException">The request cannot be understood, or its options are out of their range or do not fit the
    /// team.</exception>
    public Task<TeamResult> RunAsync(TeamRequest request, CancellationToken cancellationToken = default) =>
        ExecuteAsync(Checked(request), null, null, cancellationToken);

    /// <summary>
    /// Runs, telling what happens within about a millisecond. The last event is always <see cref="RunEnded"/>. Whoever stops listening
    /// ends the run.
    /// </summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the run as <see cref="StopKind.Cancelled"/>; the end is still told.</param>
    /// <exception cref="ArgumentException">The request cannot be understood, or its options are out of their range or do not fit the
    /// team.</exception>
    public IAsyncEnumerable<TeamEvent> RunStreamingAsync(TeamRequest request, CancellationToken cancellationToken = default) =>
        StreamAsync(Checked(request), cancellationToken);

    /// <summary>
    /// Runs a journal again without any model, tool or verifier, and says where, if anywhere, the run would now take another course.
    /// </summary>
    /// <param name="journalPath">The journal; it is only read.</param>
    /// <param name="project">The work as it was when the run began; null for an empty one.</param>
    /// <param name="cancellationToken">Ends the replay.</param>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    public async Task<ReplayReport> ReplayAsync(
        string journalPath,
        BackendProject? project = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(journalPath);
        var content = JournalFormat.Read(journalPath);
        var history = new RunHistory(content.Records);
        if (history.Run is not { } recorded)
            throw new JournalException(JournalProblem.Format, $"Journal '{journalPath}' has no run.");
        using var journal = new RunJournal(history, null, replay: true);
        var context = new RunContext(
            recorded.RunId,
            Options,
            project ?? new BackendProject(),
            journal,
            recorded.Brief,
            recorded.Context ?? "",
            null
        );
        var run = new TeamRun(context, Members);
        Divergence? divergence = null;
        StopReason stop;
        try
        {
            context.RestoreStart(recorded.State);
            stop = await run.LoopAsync(cancellationToken).ConfigureAwait(false);
            if (history.LastStop is { } old && (old.Stop.Kind != stop.Kind || old.Artifacts != context.Project.Current.Artifacts.Hash))
                divergence = new Divergence(
                    null,
                    "stop",
                    $"{old.Stop.Kind}, artifacts {old.Artifacts}",
                    $"{stop.Kind}, artifacts {context.Project.Current.Artifacts.Hash}"
                );
        }
        catch (DivergenceException parted)
        {
            // An interrupted run goes exactly as far as its journal; that is its end and no difference.
            var interrupted =
                parted.Divergence.What is "missing turn" or "missing verification"
                && history.LastStop?.Stop.Kind
                    is null
                        or StopKind.Cancelled
                        or StopKind.NeedsInput
                        or StopKind.BudgetSpent
                        or StopKind.Failed;
            divergence = interrupted ? null : parted.Divergence;
            stop = history.LastStop?.Stop ?? run.Stop(StopKind.Cancelled, "The journal ends here.");
        }

        return new ReplayReport(run.Result(stop), divergence);
    }

    private async IAsyncEnumerable<TeamEvent> StreamAsync(TeamRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = new EventStream();
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = RunThread.StartAsync(thread => TellingAsync(request, events, thread, stopped.Token));
        try
        {
            // Waited for without the token: a cancelled run still tells its end.
            for (var over = false; !over; )
            {
                await events.WaitAsync().ConfigureAwait(false);
                over = events.IsOver;
                foreach (var happened in events.Read())
                    yield return happened;
            }

            events.Failure?.Throw();
        }
        finally
        {
            // A run that has told its end has nothing left to do, and may be what called the listener: not a thing to wait for.
            if (!events.IsOver)
            {
                await stopped.CancelAsync().ConfigureAwait(false);
                await running.ConfigureAwait(false);
            }
        }
    }

    private async Task TellingAsync(TeamRequest request, EventStream events, RunThread thread, CancellationToken cancellationToken)
    {
        TeamResult result;
        try
        {
            result = await ExecuteAsync(request, events, thread, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            events.Fail(error);
            return;
        }

        events.End(new RunEnded(result, result.Usage));
    }

    private async Task<TeamResult> ExecuteAsync(
        TeamRequest request,
        EventStream? events,
        RunThread? thread,
        CancellationToken cancellationToken
    )
    {
        var options = request.Options ?? Options;
        var runId = request.RunId ?? options.NewRunId();
        var project = request.Project ?? new BackendProject();
        RunContext? context = null;
        TeamRun? run = null;
        RunJournal? journal = null;
        StopReason stop;
        using var span = TeamTelemetry.StartRun(Name, runId, request.Brief, options);
        var log = RunLog.Of(options, runId);
        using var scope = log?.BeginRun();
        CancellationTokenSource? wall = null;
        CancellationTokenSource? ended = null;
        try
        {
            journal = Open(request, options, runId, out var torn);
            var recorded = journal.History.Run;
            context = new RunContext(
                runId,
                options,
                project,
                journal,
                recorded?.Brief ?? request.Brief,
                recorded is null ? request.Context : recorded.Context ?? "",
                events,
                log
            )
            {
                Thread = thread,
            };
            run = new TeamRun(context, Members);
            Begin(context, journal, recorded, options, torn);
            context.TakeAnswers(request.Answers);
            if (options.Budget.WallTime is { } limit)
            {
                var left = limit - TimeSpan.FromTicks(journal.History.LastElapsed);
                wall = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, options.Time);
                ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, wall.Token);
            }

            stop = await run.LoopAsync(ended?.Token ?? cancellationToken).ConfigureAwait(false);
            context.NoteStrayAnswers(request.Answers);
        }
        catch (Exception error)
        {
            stop = Explain(error, run, options, wall, cancellationToken);
            if (error is DivergenceException parted)
                context?.Emit(new Diverged(parted.Divergence));
            if (stop.Kind == StopKind.Failed)
            {
                log?.Broke(error);
                TeamTelemetry.Failed(span, error);
            }
        }
        finally
        {
            ended?.Dispose();
            wall?.Dispose();
        }

        var result = run?.Result(stop)
            ?? new TeamResult
            {
                RunId = runId,
                Stop = stop,
                Artifacts = project.Current.Artifacts,
                Blueprint = project.Current.Blueprint,
                Findings = project.Current.Findings,
            };
        if (run is not null && journal is not null)
        {
            try
            {
                journal.Append(
                    new StopRecord(stop, result.Artifacts.Hash, result.Usage, run.Clock.Elapsed.Ticks, options.Time.GetUtcNow())
                );
            }
            catch (JournalException error) when (stop.Kind != StopKind.Failed)
            {
                result = result with { Stop = run.Stop(StopKind.Failed, error.Message) };
            }
            catch (JournalException)
            {
                // The run has already failed, and says why; most likely for this very reason.
            }
        }

        journal?.Dispose();
        TeamTelemetry.EndRun(span, result.Stop, result.Usage, run?.Clock.Elapsed ?? TimeSpan.Zero);
        log?.Write(new RunEnded(result, result.Usage));
        return result;
    }

    private static StopReason Explain(
        Exception error,
        TeamRun? run,
        TeamOptions options,
        CancellationTokenSource? wall,
        CancellationToken cancellationToken
    )
    {
        if (error is OperationCanceledException && cancellationToken.IsCancellationRequested)
            return Stop(StopKind.Cancelled, "The caller cancelled.");
        if (error is OperationCanceledException && wall?.IsCancellationRequested == true)
            return Stop(StopKind.BudgetSpent, $"The budget run.wallTime ({options.Budget.WallTime}) is spent.", "run.wallTime");
        return Stop(
            StopKind.Failed,
            error is JournalException or DivergenceException ? error.Message : $"{error.GetType().Name}: {error.Message}"
        );

        StopReason Stop(StopKind kind, string message, string? budget = null) =>
            run?.Stop(kind, message, budget)
            ?? new StopReason
            {
                Kind = kind,
                Message = message,
                Budget = budget,
            };
    }

    private static RunJournal Open(TeamRequest request, TeamOptions options, string runId, out long torn)
    {
        torn = 0;
        if (options.RunsFolder is not { } folder)
        {
            return request.Resume
                ? throw new JournalException(
                    JournalProblem.Missing,
                    "There is no runs folder in the options, so there is nothing to resume from."
                )
                : RunJournal.None;
        }

        var path = JournalFile.PathOf(folder, runId);
        if (!request.Resume)
            return new RunJournal(RunHistory.Empty, JournalFile.Create(path, options.Durability));
        var (file, content) = JournalFile.Resume(path, options.Durability);
        torn = content.TornBytes;
        return new RunJournal(new RunHistory(content.Records), file);
    }

    private void Begin(RunContext context, RunJournal journal, RunRecord? recorded, TeamOptions options, long torn)
    {
        var initial = journal.IsKept && recorded is null ? context.Recorder.Capture() : null;
        context.Emit(new RunStarted(context.RunId, journal.Path, recorded is not null, journal.History.TurnCount, torn));
        if (torn > 0)
            context.Note("coordinator", null, $"The journal ended in {torn} bytes of a record that was never finished; they were dropped.");
        if (options.NeedsApproval is not null)
        {
            foreach (var member in Members.Where(static member => member.Agent.GetService<KernelAgent>() is null))
                context.Note(
                    "coordinator",
                    null,
                    $"{member.Name} is no kernel agent: calls of its own tools are not seen here, so they need no approval, cost no budget and have no idempotency key."
                );
        }

        if (recorded is null)
        {
            if (string.IsNullOrWhiteSpace(context.Brief))
                throw new InvalidOperationException("The journal ends before the brief, and the request brings none.");
            if (!journal.IsKept)
                return;
            var members = Members
                .Select(static member => new MemberRecord(member.Name, member.Agent.Id, member.Role, member.Areas, member.Required))
                .ToList();
            journal.Append(
                new RunRecord(
                    context.RunId,
                    options.Time.GetUtcNow(),
                    context.Brief,
                    Fingerprint(options),
                    members,
                    initial,
                    context.Context.Length > 0 ? context.Context : null
                )
            );
        }
        else
        {
            context.RestoreStart(recorded.State);
        }

        if (!journal.IsKept)
            return;
        journal.Append(
            new SessionRecord(options.Time.GetUtcNow(), Environment.ProcessId, Environment.MachineName, journal.History.Sessions + 1, torn)
        );
    }

    // What of the options decides the course of a run; for people who compare journals.
    private static string Fingerprint(TeamOptions options)
    {
        var text = string.Join(
            '\n',
            options.Budget,
            options.TurnBudget,
            options.Quorum,
            options.NoProgress with
            {
                Escalations = [],
            },
            string.Join(',', options.NoProgress.Escalations),
            options.Routing.GetType().FullName,
            string.Join(',', options.Verifiers.Select(static verifier => verifier.Id)),
            options.MaxAttempts
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private TeamRequest Checked(TeamRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Brief.Length > TeamRequest.MaxBriefLength)
            throw new ArgumentException(
                $"The brief has {request.Brief.Length} characters; {TeamRequest.MaxBriefLength} are taken.",
                nameof(request)
            );
        if (request.Context.Length > TeamRequest.MaxBriefLength)
            throw new ArgumentException(
                $"The context has {request.Context.Length} characters; {TeamRequest.MaxBriefLength} are taken.",
                nameof(request)
            );
        if (!request.Resume && string.IsNullOrWhiteSpace(request.Brief))
            throw new ArgumentException("The brief is empty.", nameof(request));
        if (request.Resume && request.RunId is null)
            throw new ArgumentException("Which run to resume? There is no run id.", nameof(request));
        if (
            request.RunId is { } id
            && (
                id.Length is 0 or > 100 || id[0] == '.' || id.Any(static c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))
            )
        )
            throw new ArgumentException(
                "A run id is made of letters, digits, '-', '_' and '.', does not begin with '.', and has at most 100 characters.",
                nameof(request)
            );
        if (request.Options is { } options)
            TeamOptionsCheck.Refuse(options, Members, nameof(request));
        return request with { Brief = WellFormed.Text(request.Brief), Context = WellFormed.Text(request.Context) };
    }
}
