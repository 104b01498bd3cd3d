using System.Collections.Concurrent;
using System.Diagnostics;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Reviews;
using BackendAgents.Definitions;
using BackendAgents.Models;
using BackendAgents.Tests.Models;
using Microsoft.Extensions.DependencyInjection;

namespace BackendAgents.Tests.Building;

/// <summary>
/// The team that comes with the package on a 'live' model: real HTTP, Semantic Kernel's own OpenAI connector, a scripted endpoint.
/// </summary>
public sealed class LiveTeamTests
{
    [Test]
    public async Task The_security_reviewer_demands_a_change_and_the_developer_makes_it()
    {
        await using var server = await ScriptedModelServer.StartAsync();
        server.Otherwise = LiveMembers.Answer;
        var services = new ServiceCollection().AddLogging();
        services.AddBackendAgents(options =>
        {
            options.Models.UseEnvironment = false;
            options.Models.Services["main"] = Live.Service(server, "live-model");
            options.Models.Default = "main";
        });
        await using var provider = services.BuildServiceProvider();
        var events = new Recorder();

        var result = await provider
            .GetRequiredService<BackendBuilder>()
            .BuildAsync(new BuildRequest { Brief = "People publish posts and comment on them.", Verify = false }, events);

        var team = result.Team;
        Assert.That(team.Stop.Kind, Is.EqualTo(StopKind.Approved), team.Stop.Message);

        // The demand, the change, the second look: in this order, by these agents.
        var told = events
            .Events.OfType<VerdictGiven>()
            .Where(static given => given.Verdict.Reviewer == "security-reviewer")
            .Select(static given => given.Verdict)
            .ToList();
        Assert.That(
            told.Select(static verdict => verdict.Kind),
            Is.EqualTo((VerdictKind[])[VerdictKind.RequestChanges, VerdictKind.Approve])
        );
        Assert.That(told[0].Findings.Single().Code, Is.EqualTo("SEC007"));
        var edit = team.Transcript.Single(static turn =>
            turn.ToolCalls.Any(static call => call.Function.EndsWith("edit", StringComparison.Ordinal))
        );
        Assert.That(edit.Task.Role, Is.EqualTo("backend-developer"));
        Assert.That(edit.ToolCalls.Single().Result, Does.Contain("\"accepted\":true"));
        Assert.That(team.Blueprint!.Authentication.MinPasswordLength, Is.EqualTo(14));

        // Every approval stands for the bytes delivered.
        Assert.That(
            team.Verdicts,
            Has.Count.EqualTo(6).And.All.Matches<Verdict>(static verdict => verdict is { Valid: true, Approves: true })
        );
        Assert.That(told[1].ArtifactsHash, Is.Not.EqualTo(told[0].ArtifactsHash));
        Assert.That(team.Usage.ModelCalls, Is.EqualTo(server.Requests.Count));
        Assert.That(
            server.Requests,
            Is.All.Matches<RecordedRequest>(static request => request.Model == "live-model" && request.Tools.Count > 0)
        );
    }

    [Test]
    public async Task Reviewers_as_people_publish_them_judge_on_a_live_model_unedited()
    {
        string[] theirs =
        [
            "---\nname: security-auditor\ndescription: Audits code for vulnerabilities and weak authentication. Use PROACTIVELY.\n"
                + "tools: Read, Grep, Glob\nmodel: opus\n---\nYou audit what others wrote.\n",
            "---\nname: code-reviewer\ndescription: Expert code review. Looks at quality and maintainability of every change.\n"
                + "tools: Read, Grep, Glob, Bash\ncolor: blue\n---\nYou read diffs.\n",
            "---\nname: architect\ndescription: 'Architecture review of APIs and data models: boundaries, coupling.'\n"
                + "tools: ['codebase', 'search', 'usages']\n---\nYou are an architect.\n",
        ];
        await using var server = await ScriptedModelServer.StartAsync();
        server.Otherwise = LiveMembers.Answer;
        var services = new ServiceCollection().AddLogging();
        services.AddBackendAgents(options =>
        {
            options.Models.UseEnvironment = false;
            options.Models.Services["main"] = Live.Service(server, "live-model");
            options.Models.Default = "main";
        });
        await using var provider = services.BuildServiceProvider();

        var result = await provider
            .GetRequiredService<BackendBuilder>()
            .BuildAsync(
                new BuildRequest
                {
                    Brief = "People publish posts and comment on them.",
                    Verify = false,
                    Agents = [.. theirs.Select(static text => AgentDefinitionLoader.Parse(text, "theirs.md").Definition)],
                }
            );

        Assert.That(result.Team.Stop.Kind, Is.EqualTo(StopKind.Approved), result.Team.Stop.Message);
        foreach (
            var (name, said) in ((string, string)[])
                [("security-auditor", "You audit what"), ("code-reviewer", "You read diffs"), ("architect", "You are an architect")]
        )
        {
            Assert.That(result.Team.Verdicts.Single(verdict => verdict.Reviewer == name), Has.Property("Approves").True, name);
            var asked = server.Requests.Where(request => request.Transcript[0].Contains(said, StringComparison.Ordinal)).ToList();
            Assert.That(
                asked,
                Is.Not.Empty.And.All.Matches<RecordedRequest>(static request => request.Tools.Contains("review-check")),
                name
            );
        }
    }

    [Test]
    [NonParallelizable]
    public async Task A_model_call_is_a_span_within_its_turn_with_its_retries_inside()
    {
        using var parent = new Activity("test").Start();
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is TeamTelemetry.Name or ModelTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == parent.TraceId)
                    spans.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Fail(500));
        server.Otherwise = LiveMembers.Answer;
        var services = new ServiceCollection().AddLogging();
        services.AddBackendAgents(options =>
        {
            options.Models.UseEnvironment = false;
            options.Models.Services["main"] = Live.Service(server, "live-model");
            options.Models.Resilience.BaseDelay = TimeSpan.FromMilliseconds(1);
        });
        await using var provider = services.BuildServiceProvider();

        var result = await provider
            .GetRequiredService<BackendBuilder>()
            .BuildAsync(new BuildRequest { Brief = "People publish posts and comment on them.", Verify = false });

        var calls = spans.Where(static span => span.OperationName == "chat live-model").ToList();
        var turns = spans
            .Where(static span => span.OperationName.StartsWith("invoke_agent ", StringComparison.Ordinal))
            .ToDictionary(static span => span.SpanId);
        Assert.That(calls, Has.Count.EqualTo(result.Team.Usage.ModelCalls), "the retry is part of its call");
        Assert.That(server.Requests, Has.Count.EqualTo(calls.Count + 1));
        Assert.That(calls, Is.All.Matches<Activity>(call => Above(call).Any(turns.ContainsKey)));
        Assert.That(calls.Select(static call => call.GetTagItem("gen_ai.request.model")), Is.All.EqualTo("live-model"));
        Assert.That(
            calls
                .SelectMany(static call => call.TagObjects)
                .Where(static tag => tag.Value is string text && text.Contains("posts", StringComparison.Ordinal)),
            Is.Empty,
            "never what was said"
        );

        static IEnumerable<ActivitySpanId> Above(Activity span)
        {
            for (var at = span; at is not null; at = at.Parent)
                yield return at.ParentSpanId;
        }
    }

    private sealed class Recorder : IProgress<TeamEvent>
    {
        public List<TeamEvent> Events { get; } = [];

        public void Report(TeamEvent value) => Events.Add(value);
    }
}
