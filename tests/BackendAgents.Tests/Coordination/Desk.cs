using System.Text.Json;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Progress;
using BackendAgents.Coordination.Routing;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Projects;
using BackendAgents.Tests.Shared;
using Microsoft.Agents.AI;

namespace BackendAgents.Tests.Coordination;

/// <summary>What the tests of this folder share: a project of plain files, workers that write them, reviewers that say a word.</summary>
internal static class Desk
{
    public const string Brief = "A shop with products and orders.";

    /// <summary>A brief that <see cref="Posts"/> is the blueprint of.</summary>
    public const string PostsBrief = "People publish posts and comment on them.";

    public const string Approve = """
        Fine.
        ```json
        {"verdict":"approve","findings":[],"summary":"good"}
        ```
        """;

    public static string Verdict(string verdict, params object[] findings) =>
        $"Reasons.\n```json\n{JsonSerializer.Serialize(new { verdict, findings, summary = "because" })}\n```\n";

    public static object At(string artifact, int line, string message = "wrong", string severity = "error", string? rule = null) =>
        new
        {
            rule,
            artifact,
            line,
            element = (string?)null,
            severity,
            message,
            remedy = "mend it",
        };

    /// <summary>A blueprint that notes the sentence of its brief.</summary>
    public static Blueprint Posts() =>
        SampleBlueprints.Social() with
        {
            Requirements =
            [
                new Requirement
                {
                    Id = "requirement-1",
                    Text = PostsBrief,
                    Kind = RequirementKind.Data,
                    State = RequirementState.Placed,
                    Proof = ["entity post", "entity comment", "entity user", "operation create-post"],
                },
            ],
        };

    /// <summary>Files only: nothing is emitted and no rule runs, so a test says exactly what there is.</summary>
    public static TeamOptions Files(string? runs = null) =>
        new()
        {
            RunsFolder = runs,
            Routing = new GapRouting { NeedsBlueprint = false },
            ArtifactAreas = static path =>
                path.StartsWith("api", StringComparison.Ordinal) ? [Area.Api]
                : path.StartsWith("data", StringComparison.Ordinal) ? [Area.Data]
                : [Area.Api, Area.Data, Area.Security],
            NoProgress = new NoProgressPolicy { Escalations = [] },
        };

    /// <summary>A worker that writes one file a turn: <c>v1</c>, <c>v2</c>, …</summary>
    public static ScriptedAgent Writer(BackendProject project, string path = "all.md", string name = "developer") => new(name, turn =>
        {
            project.PutFile(new Artifact(path, $"v{turn.Number}\nsecond\n"));
            return $"wrote v{turn.Number}";
        });

    public static ScriptedAgent Approver(string name = "reviewer") => new(name, _ => Approve);

    public static TeamMember Worker(AIAgent agent, params IReadOnlyList<Area> areas) => TeamMember.Worker(agent, areas);

    public static TeamMember Reviewer(AIAgent agent, params IReadOnlyList<Area> areas) => TeamMember.Reviewer(agent, areas);

    public static Task<TeamResult> Run(BackendProject project, TeamOptions options, params IReadOnlyList<TeamMember> members) =>
        new BackendTeam(members, options).RunAsync(new TeamRequest { Brief = Brief, Project = project });
}
