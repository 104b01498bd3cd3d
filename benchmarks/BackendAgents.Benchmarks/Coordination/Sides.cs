using System.Globalization;
using System.Text.Json;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Progress;
using BackendAgents.Coordination.Routing;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Projects;
using Microsoft.Agents.AI;
using Microsoft.Agents.AI.Workflows;
using Microsoft.Agents.AI.Workflows.Checkpointing;
using Microsoft.Extensions.AI;

namespace BackendAgents.Benchmarks.Coordination;

/// <summary>The same conversation on both sides: a worker and its reviewers, each saying 4,000 characters a turn.</summary>
internal static class Sides
{
    public const int MessageLength = 4_000;

    private static readonly string s_prose = string.Concat(
        Enumerable.Repeat("The order belongs to the customer who placed it, and to nobody else. ", 100)
    )[..(MessageLength - 400)];

    private static readonly NoProgressPolicy s_patience = new()
    {
        SameState = 1_000,
        SameFindings = 1_000,
        SameArtifacts = 1_000,
        Oscillations = 1_000,
        Escalations = [],
    };

    /// <summary>What one run came to.</summary>
    /// <param name="Turns">Turns of members.</param>
    /// <param name="SentCharacters">Characters that members were sent.</param>
    /// <param name="DiskBytes">Bytes on the disk at the end.</param>
    public sealed record Outcome(int Turns, long SentCharacters, long DiskBytes);

    /// <summary>Messages of a member, made beforehand so that neither side pays for them.</summary>
    public static string[] Messages(int member, int turns) =>
        [
            .. Enumerable
                .Range(0, turns)
                .Select(turn =>
                    Pad(
                        member == 0
                            ? string.Create(CultureInfo.InvariantCulture, $"Change {turn}.\n")
                            : "Reasons.\n```json\n"
                                + JsonSerializer.Serialize(
                                    new
                                    {
                                        verdict = "request_changes",
                                        findings = new[]
                                        {
                                            new
                                            {
                                                rule = (string?)null,
                                                artifact = "notes.md",
                                                line = 1,
                                                severity = "error",
                                                message = string.Create(CultureInfo.InvariantCulture, $"member {member} turn {turn}"),
                                                remedy = "mend it",
                                            },
                                        },
                                        summary = "not yet",
                                    }
                                )
                                + "\n```\n"
                    )
                ),
        ];

    /// <summary>A run of ours in which the members speak one after the other, as theirs do; with members and project ready.</summary>
    public static Func<string?, Task<Outcome>> OursTalking(int members, int turns)
    {
        var cast = Talkers(members, turns);
        var project = new BackendProject();
        return folder =>
            OutcomeAsync(
                cast,
                turns,
                folder,
                new BackendTeam(
                    [.. cast.Select(static agent => TeamMember.Worker(agent))],
                    Options(folder, Budget.Unlimited, new TakeTurns(turns))
                ),
                project
            );
    }

    /// <summary>
    /// A run of ours in which the first member changes a file and all others judge it, with grounded findings; with members and project
    /// ready.
    /// </summary>
    public static Func<string?, Task<Outcome>> OursReviewing(int members, int turns)
    {
        var cast = Reviewers(members, turns, out var project);
        return folder => OutcomeAsync(cast, turns, folder, ReviewingTeam(cast, turns, folder), project);
    }

    /// <summary>One run of ours among others, with its own members and project.</summary>
    public static Task<TeamResult> ResultAsync(int members, int turns, string? folder, int run)
    {
        var cast = Reviewers(members, turns, out var project);
        return ResultAsync(ReviewingTeam(cast, turns, folder), project, string.Create(CultureInfo.InvariantCulture, $"run-{run}"));
    }

    private static ScriptedMember[] Talkers(int members, int turns) =>
        [.. Enumerable.Range(0, members).Select(member => new ScriptedMember(NameOf(member), Cache(member, turns)))];

    private static ScriptedMember[] Reviewers(int members, int turns, out BackendProject project)
    {
        var own = project = new BackendProject();
        var files = Enumerable
            .Range(0, turns / members)
            .Select(static round => new Artifact("notes.md", string.Create(CultureInfo.InvariantCulture, $"change {round}\n")))
            .ToArray();
        return
        [
            .. Enumerable
                .Range(0, members)
                .Select(member => new ScriptedMember(
                    NameOf(member),
                    Cache(member, turns),
                    member == 0 ? turn => own.PutFile(files[turn]) : null
                )),
        ];
    }

    private static string NameOf(int member) => "member" + member.ToString(CultureInfo.InvariantCulture);

    private static BackendTeam ReviewingTeam(ScriptedMember[] cast, int turns, string? folder) =>
        new(
            [.. cast.Select(static (agent, i) => i == 0 ? TeamMember.Worker(agent) : TeamMember.Reviewer(agent))],
            Options(folder, new Budget { Rounds = turns / cast.Length }, new GapRouting { NeedsBlueprint = false })
        );

    private static TeamOptions Options(string? folder, Budget budget, IRoutingPolicy routing) =>
        new()
        {
            RunsFolder = folder,
            Budget = budget,
            Routing = routing,
            NoProgress = s_patience,
        };

    private static async Task<Outcome> OutcomeAsync(
        ScriptedMember[] cast,
        int turns,
        string? folder,
        BackendTeam team,
        BackendProject project
    )
    {
        var result = await ResultAsync(team, project, "bench").ConfigureAwait(false);
        if (result.Transcript.Count != turns)
            throw new InvalidOperationException($"{result.Transcript.Count} turns instead of {turns}: {result.Stop.Message}");
        return new Outcome(
            result.Transcript.Count,
            cast.Sum(static agent => agent.Sent),
            folder is null ? 0 : new FileInfo(JournalPath(folder)).Length
        );
    }

    private static async Task<TeamResult> ResultAsync(BackendTeam team, BackendProject project, string run)
    {
        TeamResult? result = null;
        await foreach (
            var happened in team.RunStreamingAsync(
                    new TeamRequest
                    {
                        Brief = s_prose,
                        Project = project,
                        RunId = run,
                    }
                )
                .ConfigureAwait(false)
        )
            result = happened is RunEnded ended ? ended.Result : result;
        return result!;
    }

    /// <summary>A run of theirs in which the members speak one after the other, with its members ready.</summary>
    public static Func<string?, Task<Outcome>> TheirsTalking(int members, int turns)
    {
        var cast = Talkers(members, turns);
        return folder => TheirsAsync(cast, cast, turns, folder);
    }

    /// <summary>
    /// A run of theirs in which the first member speaks in turns with all others, who speak beside each other; with its members ready.
    /// Nothing is changed, judged, or merged.
    /// </summary>
    public static Func<string?, Task<Outcome>> TheirsReviewing(int members, int turns)
    {
        var cast = Talkers(members, turns);
        return folder =>
        {
            var reviewers = AgentWorkflowBuilder.BuildConcurrent(cast.Skip(1)).AsAIAgent(name: "reviewers");
            return TheirsAsync(cast, [cast[0], reviewers], turns, folder);
        };
    }

    private static async Task<Outcome> TheirsAsync(ScriptedMember[] cast, AIAgent[] speakers, int turns, string? folder)
    {
        var rounds = turns / cast.Length * speakers.Length;
        var workflow = AgentWorkflowBuilder
            .CreateGroupChatBuilderWith(agents => new RoundRobinGroupChatManager(agents) { MaximumIterationCount = rounds })
            .AddParticipants(speakers)
            .Build();
        List<ChatMessage> brief = [new ChatMessage(ChatRole.User, s_prose)];
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
        return new Outcome(
            total,
            cast.Sum(static agent => agent.Sent),
            folder is null ? 0 : new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length)
        );
    }

    private static readonly Dictionary<(int, int), string[]> s_made = [];

    private static string[] Cache(int member, int turns)
    {
        lock (s_made)
        {
            if (!s_made.TryGetValue((member, turns), out var messages))
                s_made.Add((member, turns), messages = Messages(member, turns));
            return messages;
        }
    }

    private static string JournalPath(string folder) => Path.Combine(folder, "bench.journal");

    private static string Pad(string end) =>
        string.Concat(s_prose, string.Concat(Enumerable.Repeat("Noted. ", 100)))[..(MessageLength - end.Length)] + "\n" + end;
}
