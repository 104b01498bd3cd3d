using System.Text.Json;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Reviews;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Tests.Models;
using BackendAgents.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace BackendAgents.Tests.Building;

/// <summary>The team that comes with the package on a 'live' model: real HTTP, Semantic Kernel's own OpenAI connector, a scripted endpoint.</summary>
public sealed class LiveTeamTests
{
    [Test]
    public async Task The_security_reviewer_demands_a_change_and_the_developer_makes_it()
    {
        await using var server = await ScriptedModelServer.StartAsync();
        server.Otherwise = Answer;
        var services = new ServiceCollection().AddLogging();
        services.AddBackendAgents(options =>
        {
            options.Models.UseEnvironment = false;
            options.Models.Services["main"] = Live.Service(server, "live-model");
            options.Models.Default = "main";
        });
        await using var provider = services.BuildServiceProvider();
        var events = new Recorder();

        var result = await provider.GetRequiredService<BackendBuilder>().BuildAsync(
            new BuildRequest { Brief = "People publish posts and comment on them.", Verify = false }, events);

        var team = result.Team;
        Assert.That(team.Stop.Kind, Is.EqualTo(StopKind.Approved), team.Stop.Message);

        // The demand, the change, the second look: in this order, by these agents.
        var told = events.Events.OfType<VerdictGiven>().Where(static given => given.Verdict.Reviewer == "security-reviewer").Select(static given => given.Verdict).ToList();
        Assert.That(told.Select(static verdict => verdict.Kind), Is.EqualTo((VerdictKind[])[VerdictKind.RequestChanges, VerdictKind.Approve]));
        Assert.That(told[0].Findings.Single().Rule, Is.EqualTo("SEC007"));
        var edit = team.Transcript.Single(static turn => turn.ToolCalls.Any(static call => call.Function.EndsWith("edit", StringComparison.Ordinal)));
        Assert.That(edit.Task.Role, Is.EqualTo("backend-developer"));
        Assert.That(edit.ToolCalls.Single().Result, Does.Contain("\"accepted\":true"));
        Assert.That(team.Blueprint!.Authentication.MinPasswordLength, Is.EqualTo(14));

        // Every approval stands for the bytes delivered.
        Assert.That(team.Verdicts, Has.Count.EqualTo(6).And.All.Matches<Verdict>(static verdict => verdict is { Valid: true, Approves: true }));
        Assert.That(told[1].ArtifactsHash, Is.Not.EqualTo(told[0].ArtifactsHash));
        Assert.That(team.Usage.ModelCalls, Is.EqualTo(server.Requests.Count));
        Assert.That(server.Requests, Is.All.Matches<RecordedRequest>(static request => request.Model == "live-model" && request.Tools.Count > 0));
    }

    // What a language model would say; who it is stands in its instructions.
    private static ScriptedReply Answer(RecordedRequest request)
    {
        var lines = request.Transcript.ToList();
        var task = lines.FindLast(static line => line.StartsWith("user: ", StringComparison.Ordinal))!;
        var answers = lines.Skip(lines.LastIndexOf(task) + 1).Where(static line => line.StartsWith("tool: ", StringComparison.Ordinal)).ToList();
        if (lines[0].Contains("You build backends", StringComparison.Ordinal))
        {
            return answers.Count > 0 ? ScriptedReply.Say("A single service with PostgreSQL. Accepted as it stands.")
                : task.Contains("SEC007", StringComparison.Ordinal) ? ScriptedReply.Call("blueprint-edit", Arguments("edits", """
                    [{"op":"setAuthentication","authentication":{"kind":"jwt","account":"user","login":"user-email","defaultRole":"member","minPasswordLength":14}}]
                    """))
                : ScriptedReply.Calls(("blueprint-replace", Arguments("yaml", BlueprintYaml.Write(Weak()))), ("review-check", "{}"));
        }

        if (answers.Count == 0)
            return ScriptedReply.Call("review-check", lines[0].Contains("You review the security", StringComparison.Ordinal) ? Arguments("area", "security") : "{}");
        var demands = lines[0].Contains("You review the security", StringComparison.Ordinal) && answers.Exists(static answer => answer.Contains("SEC007", StringComparison.Ordinal));
        return ScriptedReply.Say(demands
            ? """
              Eight characters are guessed.
              ```json
              {"verdict":"request_changes","findings":[{"rule":"SEC007","artifact":"backend.yaml","line":1,"severity":"error","message":"Passwords of 8 characters are too short.","remedy":"Ask for 14."}],"summary":"Longer passwords first."}
              ```
              """
            : """
              ```json
              {"verdict":"approve","findings":[],"summary":"Nothing stands in the way."}
              ```
              """);
    }

    private static Blueprint Weak()
    {
        var blueprint = SampleBlueprints.Social();
        return blueprint with { Authentication = blueprint.Authentication with { MinPasswordLength = 8 } };
    }

    private static string Arguments(string name, string value) => JsonSerializer.Serialize(new Dictionary<string, string> { [name] = value });

    private sealed class Recorder : IProgress<TeamEvent>
    {
        public List<TeamEvent> Events { get; } = [];

        public void Report(TeamEvent value) => Events.Add(value);
    }
}
