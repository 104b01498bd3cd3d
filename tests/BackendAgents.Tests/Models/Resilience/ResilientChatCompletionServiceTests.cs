using BackendAgents.Agents;
using BackendAgents.Models;
using BackendAgents.Models.Resilience;
using BackendAgents.Tests.Agents;
using Microsoft.Agents.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace BackendAgents.Tests.Models.Resilience;

/// <summary>Retries around a service of which nothing is known: never at the price of a function that runs twice.</summary>
[CancelAfter(30_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ResilientChatCompletionServiceTests
{
    private const string Apple = """{"article":"apple"}""";
    private readonly List<ModelEvent> _events = [];
    private readonly Shop _shop = new();

    [Test]
    public async Task A_failure_before_any_function_is_retried([Values] bool streaming)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Fail(500),
            ScriptedReply.Fail(429, "0"),
            ScriptedReply.Say("hello")
        );
        KernelAgent clerk = Clerk(Wrap(OpenAI(server)));

        Assert.That((await AskAsync(clerk, streaming)).Text, Is.EqualTo("hello"));
        Assert.That(_events.Select(e => e.Kind), Is.EqualTo(new[] { ModelEventKind.Retry, ModelEventKind.Retry }));
    }

    [Test]
    public async Task A_failure_after_a_function_goes_on_from_its_result([Values] bool streaming)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Call("Shop-price", Apple),
            ScriptedReply.Fail(500),
            ScriptedReply.Say("5")
        );
        KernelAgent clerk = Clerk(Wrap(OpenAI(server)));

        if (streaming)
        {
            // The pieces of the first reply have been passed on, so the stream has begun.
            Assert.ThrowsAsync<ModelCallException>(() => AskAsync(clerk, true));
            Assert.That((_shop.Lookups, server.Requests.Count), Is.EqualTo((1, 2)));
            return;
        }

        Assert.That((await AskAsync(clerk, false)).Text, Is.EqualTo("5"));
        Assert.That(_shop.Lookups, Is.EqualTo(1));
        Assert.That(server.Requests[2].Transcript, Is.EqualTo(server.Requests[1].Transcript));
    }

    [Test]
    public async Task A_service_that_keeps_no_history_is_not_repeated_after_a_function()
    {
        Forgetful forgetful = new(_shop);
        KernelAgent clerk = Clerk(Wrap(forgetful));

        ModelCallException error = Assert.ThrowsAsync<ModelCallException>(() => AskAsync(clerk, false))!;

        Assert.That((error.Failure, _shop.Lookups, forgetful.Calls), Is.EqualTo((ModelFailure.Unavailable, 1, 1)));
        await Task.CompletedTask;
    }

    [Test]
    public async Task A_fallback_goes_on_from_the_functions_result()
    {
        await using ScriptedModelServer first = await ScriptedModelServer.StartAsync(ScriptedReply.Call("Shop-price", Apple));
        first.Otherwise = _ => ScriptedReply.Fail(500);
        await using ScriptedModelServer second = await ScriptedModelServer.StartAsync(ScriptedReply.Say("5"));
        KernelAgent clerk = Clerk(Wrap(OpenAI(first), OpenAI(second)));

        Assert.That((await AskAsync(clerk, false)).Text, Is.EqualTo("5"));
        Assert.That(_shop.Lookups, Is.EqualTo(1));
        Assert.That(second.Requests.Single().Transcript[^1], Is.EqualTo("tool: 5"));
        Assert.That(_events[^1], Is.EqualTo(new ModelEvent(ModelEventKind.Fallback, "s0", "Unavailable") { TakenOverBy = "s1" }));
    }

    [Test]
    public async Task A_hang_ends_in_a_timeout_and_a_refusal_at_once([Values] bool streaming)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Hang(),
            ScriptedReply.Hang(),
            ScriptedReply.Hang(),
            ScriptedReply.Fail(401)
        );
        KernelAgent clerk = Clerk(Wrap(OpenAI(server)));

        ModelCallException hung = Assert.ThrowsAsync<ModelCallException>(() => AskAsync(clerk, streaming))!;
        ModelCallException refused = Assert.ThrowsAsync<ModelCallException>(() => AskAsync(clerk, streaming))!;

        Assert.That(
            (hung.Failure, refused.Failure, server.Requests.Count),
            Is.EqualTo((ModelFailure.Timeout, ModelFailure.Unauthorized, 4))
        );
    }

    private static Task<AgentResponse> AskAsync(KernelAgent clerk, bool streaming) =>
        streaming ? clerk.RunStreamingAsync("Apple?").ToAgentResponseAsync() : clerk.RunAsync("Apple?");

    private static IChatCompletionService OpenAI(ScriptedModelServer server)
    {
        IKernelBuilder builder = Kernel.CreateBuilder();
        // A client of one's own turns the connector's retries off.
        builder.AddOpenAIChatCompletion("m", server.Endpoint, "key", httpClient: new HttpClient());
        return builder.Build().GetRequiredService<IChatCompletionService>();
    }

    private ResilientChatCompletionService Wrap(params IChatCompletionService[] services) =>
        new(
            [.. services.Select((s, i) => KeyValuePair.Create($"s{i}", s))],
            new ModelResilienceOptions
            {
                BaseDelay = TimeSpan.FromMilliseconds(1),
                MaxRetries = 2,
                AttemptTimeout = TimeSpan.FromMilliseconds(400),
            },
            onEvent: _events.Add
        );

    private KernelAgent Clerk(IChatCompletionService service)
    {
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton(service);
        return new KernelAgent(builder.Build(), new KernelAgentOptions { Name = "clerk", Functions = _shop.Select("price") });
    }

    /// <summary>Calls a function and fails, without a word in the history, as some adapters do.</summary>
    private sealed class Forgetful(Shop shop) : IChatCompletionService
    {
        public int Calls { get; private set; }

        public IReadOnlyDictionary<string, object?> Attributes { get; } = new Dictionary<string, object?>();

        public async Task<IReadOnlyList<ChatMessageContent>> GetChatMessageContentsAsync(
            ChatHistory chatHistory,
            PromptExecutionSettings? executionSettings = null,
            Kernel? kernel = null,
            CancellationToken cancellationToken = default
        )
        {
            Calls++;
            await shop.Select("price")[0].InvokeAsync(kernel!, new KernelArguments { ["article"] = "apple" }, cancellationToken);
            throw new HttpRequestException("The connection was lost.");
        }

        public IAsyncEnumerable<StreamingChatMessageContent> GetStreamingChatMessageContentsAsync(
            ChatHistory chatHistory,
            PromptExecutionSettings? executionSettings = null,
            Kernel? kernel = null,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();
    }
}
