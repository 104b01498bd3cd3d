using System.Diagnostics;
using System.Text;
using BackendAgents.Coordination;
using BackendAgents.Models;
using BackendAgents.Models.Resilience;
using BackendAgents.Tests.Agents;
using BackendAgents.Tests.Coordination.Events;
using Microsoft.Agents.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace BackendAgents.Tests.Models;

[NonParallelizable]
[CancelAfter(60_000)]
public sealed class ModelTelemetryTests
{
    private const string Apple = """{"article":"apple"}""";

    [Test]
    public async Task A_call_says_which_model_answered_what_it_spent_and_why_it_ended(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Call("Shop-price", Apple),
            ScriptedReply.Say("five")
        );
        using Live live = Live.Over(server);
        using Watcher watcher = new();

        await live.Agent.RunAsync("Apple?", cancellationToken: cancellation);

        List<Activity> calls = [.. watcher.Spans];
        Assert.That(calls.Select(static call => call.DisplayName), Is.EqualTo(new[] { "chat scripted", "chat scripted" }));
        Assert.That(calls.Select(static call => call.GetTagItem("gen_ai.usage.input_tokens")), Is.All.EqualTo(11L));
        Assert.That(calls.Select(static call => call.GetTagItem("gen_ai.usage.output_tokens")), Is.All.EqualTo(7L));
        Assert.That(
            calls.Select(static call => ((string[])call.GetTagItem("gen_ai.response.finish_reasons")!).Single()),
            Is.EqualTo(new[] { "tool_calls", "stop" })
        );
        Assert.That(calls.Select(static call => call.GetTagItem("gen_ai.response.id")), Has.None.Null);
        Assert.That(calls.Select(static call => call.GetTagItem("gen_ai.response.model")), Has.None.Null);
        Assert.That(
            watcher.Of("gen_ai.client.operation.duration").Select(static measured => measured.Keys),
            Is.EqualTo(Enumerable.Repeat("gen_ai.operation.name gen_ai.provider.name gen_ai.request.model gen_ai.response.model", 2))
        );
        Assert.That(watcher.Texts(), Has.None.Match("five|apple"));
    }

    [Test]
    public async Task A_refusal_and_a_fallback_are_told(CancellationToken cancellation)
    {
        await using ScriptedModelServer refusing = await ScriptedModelServer.StartAsync();
        refusing.Otherwise = static _ => ScriptedReply.Fail(401);
        await using ScriptedModelServer failing = await ScriptedModelServer.StartAsync();
        failing.Otherwise = static _ => ScriptedReply.Fail(500);
        await using ScriptedModelServer spare = await ScriptedModelServer.StartAsync(ScriptedReply.Say("hello"));
        using Live refused = Live.Over(refusing);
        using Live fallen = Live.Over(failing, options =>
        {
            options.Services["main"] = Live.Service(failing, "scripted", "spare");
            options.Services["spare"] = Live.Service(spare, "other");
            options.Resilience.MaxRetries = 1;
        });
        using Watcher watcher = new();

        Assert.ThrowsAsync<ModelCallException>(() => refused.Agent.RunAsync("Who?", cancellationToken: cancellation));
        await fallen.Agent.RunAsync("Who?", cancellationToken: cancellation);

        List<Activity> calls = [.. watcher.Spans];
        Assert.That(calls, Has.Count.EqualTo(2));
        Assert.That((calls[0].Status, calls[0].GetTagItem("error.type")), Is.EqualTo((ActivityStatusCode.Error, "401")));
        Assert.That((calls[1].Status, calls[1].GetTagItem("gen_ai.request.model")), Is.EqualTo((ActivityStatusCode.Unset, "scripted")));
        Assert.That(
            watcher.Of("gen_ai.client.operation.duration").Select(static measured => measured.Tags.GetValueOrDefault("error.type")),
            Is.EqualTo(new[] { "401", null })
        );
        Assert.That(
            watcher.Of("backend_agents.model.events").Select(static measured => measured.Tags["kind"]),
            Is.SupersetOf(new[] { "Retry", "Fallback" })
        );
    }

    [Test]
    public async Task The_offline_model_tells_each_of_its_calls_within_the_turn(CancellationToken cancellation)
    {
        ServiceCollection services = new();
        services.AddBackendAgents(static options => options.Models.UseEnvironment = false);
        await using ServiceProvider provider = services.BuildServiceProvider();
        using Watcher watcher = new();

        BuildResult built = await provider
            .GetRequiredService<BackendBuilder>()
            .BuildAsync(new BuildRequest { Brief = "A library keeps books.", Verify = false }, cancellationToken: cancellation);

        List<Activity> calls = [.. watcher.Named("chat ")];
        List<ActivitySpanId> turns =
        [
            .. watcher
                .Named("invoke_agent ")
                .Where(static span => span.GetTagItem("backend_agents.task.id") is not null)
                .Select(static span => span.SpanId),
        ];
        Assert.That(built.Team.Stop.Kind, Is.EqualTo(StopKind.Approved));
        Assert.That(calls.Select(static call => call.DisplayName), Is.All.EqualTo("chat offline"));
        Assert.That(calls, Has.Count.EqualTo(built.Team.Usage.ModelCalls));
        Assert.That(calls.Concat(watcher.Named("execute_tool ")).Select(static span => span.ParentSpanId).Distinct(), Is.SubsetOf(turns));
        Assert.That(
            watcher.Named("execute_tool ").Count(),
            Is.EqualTo(built.Team.Transcript.Sum(static turn => turn.ToolCalls.Count)),
            "each tool call once"
        );
        Assert.That(
            watcher.Of("gen_ai.client.token.usage").Select(static measured => measured.Tags["gen_ai.provider.name"]),
            Is.All.EqualTo("backend_agents")
        );
        Assert.That(
            watcher.Of("gen_ai.client.token.usage").Select(static measured => measured.Tags["gen_ai.request.model"]),
            Is.All.EqualTo("offline")
        );
        Assert.That(watcher.Texts(), Has.None.Contain("book").IgnoreCase);
    }

    [Test]
    public async Task A_wrapped_service_is_told_once([Values] bool streaming, CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Call("Shop-price", Apple),
            ScriptedReply.Say("five"),
            ScriptedReply.Fail(401)
        );
        IKernelBuilder foreign = Kernel.CreateBuilder();
        foreign.AddOpenAIChatCompletion("m", server.Endpoint, "key", httpClient: new HttpClient());
        IChatCompletionService wrapped = new ResilientChatCompletionService([
            KeyValuePair.Create("foreign", foreign.Build().GetRequiredService<IChatCompletionService>()),
        ]);
        using Watcher watcher = new();

        await AskAsync(wrapped, streaming, cancellation);
        Assert.ThrowsAsync<ModelCallException>(() => AskAsync(wrapped, streaming, cancellation));

        List<Activity> calls = [.. watcher.Spans];
        Assert.That(calls.Select(static call => call.DisplayName), Is.EqualTo(new[] { "chat m", "chat m" }));
        Assert.That(calls.Select(static call => call.GetTagItem("error.type")), Is.EqualTo(new[] { null, "Unauthorized" }));
        Assert.That(
            calls[0].GetTagItem("gen_ai.usage.input_tokens"),
            streaming ? Is.Null : Is.EqualTo(22L),
            "both requests that the service made"
        );
        Assert.That(watcher.Texts(), Has.None.Match("five|apple"));
    }

    [Test]
    public async Task What_tells_of_itself_is_not_told_again_around_it(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(ScriptedReply.Say("five"));
        using Live live = Live.Over(server);
        using Watcher watcher = new();

        await AskAsync(
            new ResilientChatCompletionService([KeyValuePair.Create("own", live.Kernel.GetRequiredService<IChatCompletionService>())]),
            false,
            cancellation
        );
        await AskAsync(new ResilientChatCompletionService([KeyValuePair.Create("offline", OfflineModel.AsService())]), false, cancellation);

        Assert.That(watcher.Spans.Select(static call => call.DisplayName), Is.All.AnyOf("chat scripted", "chat offline"));
        Assert.That(watcher.Named("chat scripted").Count(), Is.EqualTo(1));
        Assert.That(watcher.Spans.Select(static call => call.Parent?.OperationName), Is.All.EqualTo("test"));
    }

    [TestCase("", null, null, null, null, "")]
    [TestCase("[1]", null, null, null, null, "")]
    [TestCase(
        """
            {"id":"a","model":"m","choices":[{"finish_reason":"stop","message":{"finish_reason":"no"}},{"finish_reason":"length"}],
            "usage":{"prompt_tokens":3,"completion_tokens":4}}
            """,
        "a",
        "m",
        3L,
        4L,
        "stop,length"
    )]
    [TestCase("""{"usage":null,"choices":{},"id":7,"model":["m"]}""", null, null, null, null, "")]
    [TestCase(
        """
            {"usage":{"prompt_tokens":-1,"completion_tokens":1.5,"other":{"prompt_tokens":9}},
            "choices":[1,"x",{"finish_reason":{"a":[]}},{"finish_reason":null}],"id":"\ud800"}
            """,
        null,
        null,
        null,
        null,
        ""
    )]
    [TestCase("""{"id":"a","choices":[{"finish_reason":"stop""", "a", null, null, null, "")]
    public void A_reply_is_read_as_far_as_it_is_one(string body, string? id, string? model, long? input, long? output, string reasons)
    {
        ModelReply reply = ReplyReading.Read(Encoding.UTF8.GetBytes(body));

        Assert.That(
            (reply.Id, reply.Model, reply.InputTokens, reply.OutputTokens, string.Join(',', reply.FinishReasons ?? [])),
            Is.EqualTo((id, model, input, output, reasons))
        );
    }

    private static Task<AgentResponse> AskAsync(IChatCompletionService service, bool streaming, CancellationToken cancellation)
    {
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton(service);
        BackendAgents.Agents.KernelAgent clerk = new(
            builder.Build(),
            new BackendAgents.Agents.KernelAgentOptions { Name = "clerk", Functions = new Shop().Select("price") }
        );
        return streaming
            ? clerk.RunStreamingAsync("Apple?", cancellationToken: cancellation).ToAgentResponseAsync(cancellation)
            : clerk.RunAsync("Apple?", cancellationToken: cancellation);
    }
}
