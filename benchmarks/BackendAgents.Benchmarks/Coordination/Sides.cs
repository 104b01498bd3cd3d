using System.Globalization;
using System.Text.Json;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Progress;
using BackendAgents.Coordination.Routing;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Projects;
using Microsoft.Agents.AI.Workflows;
using Microsoft.Agents.AI.Workflows.Checkpointing;
using Microsoft.Extensions.AI;

namespace BackendAgents.Benchmarks.Coordination;

/// <summary>The same conversation on both sides: a worker and its reviewers, each saying 4,000 characters a turn.</summary>
internal static class Sides
{
    public const int MessageLength = 4_000;

    private static readonly string Prose = string.Concat(Enumerable.Repeat("The order belongs to the customer who placed it, and to nobody else. ", 100))[..(MessageLength - 400)];

    /// <summary>What one run came to.</summary>
    /// <param name="Turns">Turns of members.</param>
    /// <param name="SentCharacters">Characters that members were sent.</param>
    /// <param name="DiskBytes">Bytes on the disk at the end.</param>
    public sealed record Outcome(int Turns, long SentCharacters, long DiskBytes);

    /// <summary>Messages of a member, made beforehand so that neither side pays for them.</summary>
    public static string[] Messages(int member, int turns) =>
    [
        .. Enumerable.Range(0, turns).Select(turn => Pad(member == 0
            ? string.Create(CultureInfo.InvariantCulture, $"Change {turn}.\n")
            : "Reasons.\n```json\n" + JsonSerializer.Serialize(new
            {
                verdict = "request_changes",
                findings = new[] { new { rule = (string?)null, artifact = "notes.md", line = 1, severity = "error", message = string.Create(CultureInfo.InvariantCulture, $"member {member} turn {turn}"), remedy = "mend it" } },
                summary = "not yet",
            }) + "\n```\n")),
    ];

    public static async Task<Outcome> OursAsync(int members, int turns, string? folder)
    {
        var cast = Cast(members, turns, out var project);
        var result = await RunAsync(cast, turns, folder, project, "bench").ConfigureAwait(false);
        if (result.Transcript.Count != turns)
            throw new InvalidOperationException($"{result.Transcript.Count} turns instead of {turns}: {result.Stop.Message}");
        return new Outcome(result.Transcript.Count, cast.Sum(static agent => agent.Sent), folder is null ? 0 : new FileInfo(JournalPath(folder)).Length);
    }

    /// <summary>One run of ours among others, with its own members and project.</summary>
    public static Task<TeamResult> ResultAsync(int members, int turns, string? folder, int run)
    {
        var cast = Cast(members, turns, out var project);
        return RunAsync(cast, turns, folder, project, string.Create(CultureInfo.InvariantCulture, $"run-{run}"));
    }

    private static ScriptedMember[] Cast(int members, int turns, out BackendProject project)
    {
        var own = project = new BackendProject();
        var files = Enumerable.Range(0, turns / members).Select(static round => new Artifact("notes.md", string.Create(CultureInfo.InvariantCulture, $"change {round}\n"))).ToArray();
        return [.. Enumerable.Range(0, members).Select(member =>
        {
            var messages = Cache(member, turns);
            return new ScriptedMember("member" + member.ToString(CultureInfo.InvariantCulture), turn => messages[turn], member == 0 ? turn => own.PutFile(files[turn]) : null);
        })];
    }

    private static async Task<TeamResult> RunAsync(ScriptedMember[] cast, int turns, string? folder, BackendProject project, string run)
    {
        var team = new BackendTeam([.. cast.Select(static (agent, i) => i == 0 ? TeamMember.Worker(agent) : TeamMember.Reviewer(agent))], new TeamOptions
        {
            RunsFolder = folder,
            Budget = new Budget { Rounds = turns / cast.Length },
            Routing = new GapRouting { NeedsBlueprint = false },
            NoProgress = new NoProgressPolicy { SameState = 1_000, SameFindings = 1_000, SameArtifacts = 1_000, Oscillations = 1_000, Escalations = [] },
        });
        TeamResult? result = null;
        await foreach (var happened in team.RunStreamingAsync(new TeamRequest { Brief = Prose, Project = project, RunId = run }).ConfigureAwait(false))
            result = happened is RunEnded ended ? ended.Result : result;
        return result!;
    }

    public static async Task<Outcome> TheirsAsync(int members, int turns, string? folder)
    {
        var cast = Enumerable.Range(0, members).Select(member =>
        {
            var messages = Cache(member, turns);
            return new ScriptedMember("member" + member.ToString(CultureInfo.InvariantCulture), turn => messages[turn]);
        }).ToArray();
        var workflow = AgentWorkflowBuilder.CreateGroupChatBuilderWith(agents => new RoundRobinGroupChatManager(agents) { MaximumIterationCount = turns })
            .AddParticipants(cast).Build();
        List<ChatMessage> brief = [new ChatMessage(ChatRole.User, Prose)];
        FileSystemJsonCheckpointStore? store = folder is null ? null : new FileSystemJsonCheckpointStore(new DirectoryInfo(folder));
        var run = store is null
            ? await InProcessExecution.RunStreamingAsync(workflow, brief).ConfigureAwait(false)
            : await InProcessExecution.RunStreamingAsync(workflow, brief, CheckpointManager.CreateJson(store)).ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            await run.TrySendMessageAsync(new TurnToken(emitEvents: true)).ConfigureAwait(false);
            await foreach (var happened in run.WatchStreamAsync().ConfigureAwait(false))
            {
                if (happened is WorkflowErrorEvent or ExecutorFailedEvent)
                    throw new InvalidOperationException(happened.ToString());
            }
        }

        store?.Dispose();
        var total = cast.Sum(static agent => agent.Turns);
        if (total != turns)
            throw new InvalidOperationException($"{total} turns instead of {turns}.");
        return new Outcome(total, cast.Sum(static agent => agent.Sent), folder is null ? 0 : new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length));
    }

    private static readonly Dictionary<(int, int), string[]> Made = [];

    private static string[] Cache(int member, int turns)
    {
        lock (Made)
        {
            if (!Made.TryGetValue((member, turns), out var messages))
                Made.Add((member, turns), messages = Messages(member, turns));
            return messages;
        }
    }

    private static string JournalPath(string folder) => Path.Combine(folder, "bench.journal");

    private static string Pad(string end) => string.Concat(Prose, string.Concat(Enumerable.Repeat("Noted. ", 100)))[..(MessageLength - end.Length)] + "\n" + end;
}
