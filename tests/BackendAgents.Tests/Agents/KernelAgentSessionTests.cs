using System.Text.Json;
using BackendAgents.Agents;
using BackendAgents.Models;
using BackendAgents.Tests.Models;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace BackendAgents.Tests.Agents;

[CancelAfter(30_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class KernelAgentSessionTests
{
    private readonly Shop _shop = new();

    [Test]
    public async Task A_session_survives_being_saved(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Call("Shop-price", """{"article":"apple"}"""),
            ScriptedReply.Say("5"),
            ScriptedReply.Say("An apple.")
        );
        KernelAgent clerk = new(
            KernelAgentTests.KernelOf(server),
            new KernelAgentOptions
            {
                Name = "clerk",
                Instructions = "Serve.",
                Functions = _shop.Select("price"),
            }
        );
        AgentSession session = await clerk.CreateSessionAsync(cancellation);
        session.StateBag.SetValue("customer", "Ada");

        await clerk.RunAsync("Apple?", session, cancellationToken: cancellation);
        string saved = (await clerk.SerializeSessionAsync(session, cancellationToken: cancellation)).GetRawText();
        AgentSession restored = await clerk.DeserializeSessionAsync(JsonElement.Parse(saved), cancellationToken: cancellation);
        await clerk.RunAsync("What did I ask for?", restored, cancellationToken: cancellation);

        Assert.That(
            server.Requests[2].Transcript,
            Is.EqualTo(
                new[]
                {
                    "system: Serve.",
                    "user: Apple?",
                    """assistant calls Shop-price({"article":"apple"})""",
                    "tool: 5",
                    "assistant: 5",
                    "user: What did I ask for?",
                }
            )
        );
        Assert.That(restored.StateBag.GetValue<string>("customer"), Is.EqualTo("Ada"));
    }

    [Test]
    public async Task A_failed_run_leaves_the_session_as_it_was(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Call("Shop-price", """{"article":"a"}"""),
            ScriptedReply.Fail(400),
            ScriptedReply.Say("hello")
        );
        KernelAgent clerk = new(
            KernelAgentTests.KernelOf(server),
            new KernelAgentOptions { Name = "clerk", Functions = _shop.Select("price") }
        );
        AgentSession session = await clerk.CreateSessionAsync(cancellation);

        Assert.ThrowsAsync<ModelCallException>(() => clerk.RunAsync("Fail", session, cancellationToken: cancellation));
        await clerk.RunAsync("Hello?", session, cancellationToken: cancellation);

        Assert.That(server.Requests[^1].Transcript, Is.EqualTo(new[] { "user: Hello?" }));
    }

    [Test]
    public void What_is_no_session_is_refused()
    {
        KernelAgent clerk = new(new Kernel(), new KernelAgentOptions { Name = "clerk" });

        Assert.ThrowsAsync<JsonException>(async () => await clerk.DeserializeSessionAsync(JsonElement.Parse("""{"a":1}""")));
        ArgumentException error = Assert.ThrowsAsync<ArgumentException>(() => clerk.RunAsync("Hello", new Foreign()))!;
        Assert.That(error.Message, Does.Contain("Foreign"));
    }

    [Test]
    public async Task Cancelling_is_prompt_while_the_model_is_silent([Values] bool streaming)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(ScriptedReply.Hang());
        KernelAgent clerk = new(KernelAgentTests.KernelOf(server), new KernelAgentOptions { Name = "clerk" });
        using CancellationTokenSource end = new();
        Task run = streaming
            ? clerk.RunStreamingAsync("Hello", cancellationToken: end.Token).ToAgentResponseAsync()
            : clerk.RunAsync("Hello", cancellationToken: end.Token);
        while (server.Requests.Count == 0)
            await Task.Delay(5);

        await end.CancelAsync();

        Assert.CatchAsync<OperationCanceledException>(() => run);
    }

    [Test]
    public async Task Cancelling_is_prompt_while_a_function_runs()
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Calls(("Shop-wait", "{}"), ("Shop-price", """{"article":"a"}"""))
        );
        KernelAgent clerk = new(
            KernelAgentTests.KernelOf(server),
            new KernelAgentOptions { Name = "clerk", Functions = _shop.Select("wait", "price") }
        );
        using CancellationTokenSource end = new();
        Task run = clerk.RunAsync("Wait", cancellationToken: end.Token);
        while (_shop.Lookups == 0)
            await Task.Delay(5);

        await end.CancelAsync();

        Assert.CatchAsync<OperationCanceledException>(() => run);
        await Task.Delay(50);
        Assert.That((_shop.Lookups, server.Requests.Count), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task Cancelling_is_prompt_when_the_service_ignores_it([Values] bool streaming)
    {
        Deaf deaf = new();
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.Services.Add(new Microsoft.Extensions.DependencyInjection.ServiceDescriptor(typeof(IChatCompletionService), deaf));
        KernelAgent clerk = new(builder.Build(), new KernelAgentOptions { Name = "clerk" });
        using CancellationTokenSource end = new();
        Task run = streaming
            ? clerk.RunStreamingAsync("Hello", cancellationToken: end.Token).ToAgentResponseAsync()
            : clerk.RunAsync("Hello", cancellationToken: end.Token);

        await end.CancelAsync();

        Assert.CatchAsync<OperationCanceledException>(() => run);
    }

    [Test]
    public async Task Usage_is_summed_and_images_are_sent(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(ScriptedReply.Say("A cat.").WithUsage(100, 2));
        KernelAgent clerk = new(KernelAgentTests.KernelOf(server), new KernelAgentOptions { Name = "clerk" });

        AgentResponse response = await clerk.RunAsync(
            new ChatMessage(
                ChatRole.User,
                [new Microsoft.Extensions.AI.TextContent("What?"), new DataContent(new byte[] { 1, 2 }, "image/png")]
            ),
            cancellationToken: cancellation
        );

        Assert.That(server.Requests[0].Transcript[0], Is.EqualTo("user: What?[image_url]"));
        Assert.That(response.Usage!.TotalTokenCount, Is.EqualTo(102));
    }

    private sealed class Foreign : AgentSession;

    private sealed class Deaf : IChatCompletionService
    {
        public IReadOnlyDictionary<string, object?> Attributes { get; } = new Dictionary<string, object?>();

        public async Task<IReadOnlyList<ChatMessageContent>> GetChatMessageContentsAsync(
            ChatHistory chatHistory,
            PromptExecutionSettings? executionSettings = null,
            Kernel? kernel = null,
            CancellationToken cancellationToken = default
        )
        {
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            return [];
        }

        public async IAsyncEnumerable<StreamingChatMessageContent> GetStreamingChatMessageContentsAsync(
            ChatHistory chatHistory,
            PromptExecutionSettings? executionSettings = null,
            Kernel? kernel = null,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default
        )
        {
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            yield break;
        }
    }
}
