using System.Runtime.CompilerServices;
using BackendAgents.Agents;
using BackendAgents.Coordination.Views;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using FunctionCallContent = Microsoft.Extensions.AI.FunctionCallContent;
using FunctionResultContent = Microsoft.Extensions.AI.FunctionResultContent;

namespace BackendAgents.Tests.Coordination;

/// <summary>A model behind a real kernel: a pure function of the conversation, so that it goes on where a killed one stopped.</summary>
internal sealed class ScriptedModel(Func<ScriptedCall, CancellationToken, Task<ChatMessage>> script) : IChatClient
{
    private int _calls;

    public ScriptedModel(Func<ScriptedCall, ChatMessage> script)
        : this((call, _) => Task.FromResult(script(call))) { }

    public int Calls => _calls;

    /// <summary>What it says that a call took; null for a model that says nothing.</summary>
    public UsageDetails? Usage { get; init; } =
        new()
        {
            InputTokenCount = 50,
            OutputTokenCount = 5,
            TotalTokenCount = 55,
        };

    public static ChatMessage Say(string text) => new(ChatRole.Assistant, text);

    /// <summary>A reply that asks for functions, each given as its name and its arguments.</summary>
    public static ChatMessage Call(params (string Function, Dictionary<string, object?> Arguments)[] calls) =>
        new(
            ChatRole.Assistant,
            [
                .. calls.Select(call =>
                    (AIContent)new FunctionCallContent("call-" + Guid.NewGuid().ToString("n"), call.Function, call.Arguments)
                ),
            ]
        );

    /// <summary>A kernel agent that asks this model.</summary>
    public KernelAgent Agent(string name, params KernelPlugin[] plugins)
    {
        var services = new ServiceCollection();
        services.AddSingleton(this.AsBuilder().UseKernelFunctionInvocation().Build().AsChatCompletionService());
        var kernel = new Kernel(services.BuildServiceProvider());
        return new KernelAgent(
            kernel,
            new KernelAgentOptions
            {
                Name = name,
                Instructions = "You are a test.",
                Functions = [.. plugins.SelectMany(static plugin => plugin)],
            }
        );
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        Interlocked.Increment(ref _calls);
        var conversation = messages.ToList();
        var view = ViewDocument.TryParse(conversation.Last(static message => message.Role == ChatRole.User).Text)!;
        var results = conversation
            .SelectMany(static message => message.Contents)
            .OfType<FunctionResultContent>()
            .Select(static result => result.Result?.ToString() ?? "")
            .ToList();
        var steps = conversation.Count(static message => message.Role == ChatRole.Assistant);
        var reply = await script(new ScriptedCall(view, steps, results), cancellationToken);
        return new ChatResponse(reply) { Usage = Usage, ModelId = "scripted" };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() { }
}

/// <summary>A model call as a script sees it.</summary>
/// <param name="View">What the turn was sent.</param>
/// <param name="Step">Replies of the model so far in this turn.</param>
/// <param name="Results">What functions have answered so far in this turn.</param>
internal sealed record ScriptedCall(ViewDocument View, int Step, IReadOnlyList<string> Results)
{
    public TeamTask Task => View.Task!;
}
