using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using BackendAgents.Agents;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Journal;
using BackendAgents.Coordination.Runs;
using BackendAgents.Engineering.Projects;

namespace BackendAgents.Coordination.Turns;

/// <summary>One session of a run: from its beginning, or from where the journal ends, to a stated reason to stop. For one use.</summary>
internal sealed class RunSession(BackendTeam team, TeamRequest request, ChannelWriter<TeamEvent>? events)
{
    private readonly TeamOptions _options = request.Options ?? team.Options;
    private readonly BackendProject _project = request.Project ?? new BackendProject();
    private readonly string _runId = request.RunId ?? (request.Options ?? team.Options).NewRunId();
    private CancellationTokenSource? _wall;
    private RunContext? _context;
    private TeamRun? _run;

    /// <summary>Works to the end. Cancellation and failure are results as well.</summary>
    public async Task<TeamResult> RunAsync(CancellationToken cancellationToken)
    {
        using var span = TeamTelemetry.StartRun(team.Name, _runId, request.Brief, _options);
        var log = RunLog.Of(_options, _runId);
        using var scope = log?.BeginRun();
        RunJournal? journal = null;
        StopReason stop;
        try
        {
            journal = Open(out var torn);
            stop = await WorkAsync(journal, torn, log, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            stop = Explain(error, cancellationToken);
            if (error is DivergenceException parted)
                _context?.Emit(new Diverged(parted.Divergence));
            if (stop.Kind == StopKind.Failed)
            {
                log?.Broke(error);
                TeamTelemetry.Failed(span, error);
            }
        }

        var result = Result(stop, journal);
        journal?.Dispose();
        TeamTelemetry.EndRun(span, result.Stop, result.Usage, _run?.Clock.Elapsed ?? TimeSpan.Zero);
        log?.Write(new RunEnded(result, result.Usage));
        return result;
    }

    private async Task<StopReason> WorkAsync(RunJournal journal, long torn, RunLog? log, CancellationToken cancellationToken)
    {
        var recorded = journal.History.Run;
        var (brief, about) = recorded is null ? (request.Brief, request.Context) : (recorded.Brief, recorded.Context ?? "");
        _context = new RunContext(_runId, _options, _project, journal, brief, about, events, log);
        _context.HearBrief();
        _run = new TeamRun(_context, team.Members);
        Begin(_context, recorded, torn);
        _context.TakeAnswers(request.Answers);

        using var wall = _options.Budget.WallTime is { } limit ? WallOf(limit - TimeSpan.FromTicks(journal.History.LastElapsed)) : null;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, wall?.Token ?? CancellationToken.None);
        _wall = wall;
        var stop = await _run.LoopAsync(ended.Token).ConfigureAwait(false);
        _context.NoteStrayAnswers(request.Answers);
        return stop;
    }

    private CancellationTokenSource WallOf(TimeSpan left) => new(left > TimeSpan.Zero ? left : TimeSpan.Zero, _options.Time);

    private RunJournal Open(out long torn)
    {
        torn = 0;
        if (_options.RunsFolder is not { } folder)
        {
            return request.Resume
                ? throw new JournalException(
                    JournalProblem.Missing,
                    "There is no runs folder in the options, so there is nothing to resume from."
                )
                : RunJournal.None;
        }

        var path = JournalFile.PathOf(folder, _runId);
        if (!request.Resume)
            return new RunJournal(RunHistory.Empty, JournalFile.Create(path, _options.Durability));
        var (file, content) = JournalFile.Resume(path, _options.Durability);
        torn = content.TornBytes;
        return new RunJournal(new RunHistory(content.Records), file);
    }

    private void Begin(RunContext context, RunRecord? recorded, long torn)
    {
        var journal = context.Journal;
        var initial = journal.IsKept && recorded is null ? context.Recorder.Capture() : null;
        context.Emit(new RunStarted(context.RunId, journal.Path, recorded is not null, journal.History.TurnCount, torn));
        if (torn > 0)
            context.Note("coordinator", null, $"The journal ended in {torn} bytes of a record that was never finished; they were dropped.");
        foreach (var member in team.Members.Where(member => _options.NeedsApproval is not null && !IsKernelAgent(member)))
            context.Note(
                "coordinator",
                null,
                $"{member.Name} is no kernel agent: calls of its own tools are not seen here, so they need no approval, cost "
                    + "no budget and have no idempotency key."
            );

        if (recorded is not null)
            context.RestoreStart(recorded.State);
        else if (string.IsNullOrWhiteSpace(context.Brief))
            throw new InvalidOperationException("The journal ends before the brief, and the request brings none.");
        if (!journal.IsKept)
            return;
        if (recorded is null)
            journal.Append(RecordOf(context, initial));
        var session = journal.History.Sessions + 1;
        journal.Append(new SessionRecord(_options.Time.GetUtcNow(), Environment.ProcessId, Environment.MachineName, session, torn));
    }

    private static bool IsKernelAgent(TeamMember member) => member.Agent.GetService<KernelAgent>() is not null;

    private RunRecord RecordOf(RunContext context, StateDelta? initial) =>
        new(
            context.RunId,
            _options.Time.GetUtcNow(),
            context.Brief,
            Fingerprint(_options),
            [
                .. team.Members.Select(static member => new MemberRecord(
                    member.Name,
                    member.Agent.Id,
                    member.Role,
                    member.Areas,
                    member.Required
                )),
            ],
            initial,
            context.Context.Length > 0 ? context.Context : null,
            request.Output is { } output && context.Journal.Path is { } journal ? RunCatalog.WayTo(output, journal) : null
        );

    // A hash of the options that decide the course of a run, for people who compare journals.
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

    private StopReason Explain(Exception error, CancellationToken cancellationToken)
    {
        if (error is OperationCanceledException && cancellationToken.IsCancellationRequested)
            return Stop(StopKind.Cancelled, "The caller cancelled.");
        if (error is OperationCanceledException && _wall?.IsCancellationRequested == true)
            return Stop(StopKind.BudgetSpent, $"The budget run.wallTime ({_options.Budget.WallTime}) is spent.", "run.wallTime");
        return Stop(
            StopKind.Failed,
            error is JournalException or DivergenceException ? error.Message : $"{error.GetType().Name}: {error.Message}"
        ) with
        {
            IsUnwritable = IsUnwritable(error),
        };
    }

    private static bool IsUnwritable(Exception error) => error is JournalException { Problem: JournalProblem.Unwritable };

    private StopReason Stop(StopKind kind, string message, string? budget = null) =>
        _run?.Stop(kind, message, budget)
        ?? new StopReason
        {
            Kind = kind,
            Message = message,
            Budget = budget,
        };

    // The result, once it is on record.
    private TeamResult Result(StopReason stop, RunJournal? journal)
    {
        if (_run is null || journal is null)
            return new TeamResult
            {
                RunId = _runId,
                Stop = stop,
                Artifacts = _project.Current.Artifacts,
                Blueprint = _project.Current.Blueprint,
                Findings = _project.Current.Findings,
            };
        var result = _run.Result(stop);
        try
        {
            journal.Append(new StopRecord(stop, result.Artifacts.Hash, result.Usage, _run.Clock.Elapsed.Ticks, _options.Time.GetUtcNow()));
        }
        catch (JournalException error)
        {
            // A run that has failed says why already, most likely for the same reason.
            if (stop.Kind != StopKind.Failed)
                return result with { Stop = _run.Stop(StopKind.Failed, error.Message) with { IsUnwritable = IsUnwritable(error) } };
        }

        return result;
    }
}
