using System.Runtime.CompilerServices;
using System.Threading.Channels;
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
        new RunSession(this, TeamRequestCheck.Checked(request, this), null).RunAsync(cancellationToken);

    /// <summary>
    /// Runs, telling what happens as it happens. The last event is always <see cref="RunEnded"/>. Whoever stops listening ends the run.
    /// </summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the run as <see cref="StopKind.Cancelled"/>; the end is still told.</param>
    /// <exception cref="ArgumentException">The request cannot be understood, or its options are out of their range or do not fit the
    /// team.</exception>
    public IAsyncEnumerable<TeamEvent> RunStreamingAsync(TeamRequest request, CancellationToken cancellationToken = default) =>
        StreamAsync(TeamRequestCheck.Checked(request, this), cancellationToken);

    /// <summary>
    /// Runs a journal again without any model, tool or verifier, and says where, if anywhere, the run would now take another course.
    /// </summary>
    /// <param name="journalPath">The journal; it is only read.</param>
    /// <param name="project">The work as it was when the run began; null for an empty one.</param>
    /// <param name="cancellationToken">Ends the replay.</param>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    internal Task<ReplayReport> ReplayAsync(
        string journalPath,
        BackendProject? project = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(journalPath);
        return RunReplay.RunAsync(this, journalPath, project ?? new BackendProject(), cancellationToken);
    }

    private async IAsyncEnumerable<TeamEvent> StreamAsync(TeamRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = Channel.CreateUnbounded<TeamEvent>(new UnboundedChannelOptions { SingleReader = true });
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = Task.Run(() => TellAsync(request, events.Writer, stopped.Token), CancellationToken.None);
        try
        {
            // The events are read without the token, because a cancelled run still reports its end.
            await foreach (var happened in events.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
                yield return happened;
        }
        finally
        {
            await stopped.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(false);
        }
    }

    private async Task TellAsync(TeamRequest request, ChannelWriter<TeamEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            var result = await new RunSession(this, request, events).RunAsync(cancellationToken).ConfigureAwait(false);
            events.TryWrite(new RunEnded(result, result.Usage));
            events.Complete();
        }
        catch (Exception error)
        {
            events.TryComplete(error);
        }
    }
}
