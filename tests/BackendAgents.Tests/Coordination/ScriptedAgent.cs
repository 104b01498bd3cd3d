using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using BackendAgents.Coordination.Views;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace BackendAgents.Tests.Coordination;

/// <summary>A member that does what a test tells it: a function from what it is sent to what it answers.</summary>
internal sealed class ScriptedAgent(string name, Func<ScriptedTurn, CancellationToken, Task<string>> script) : AIAgent
{
    private int _turns;

    public ScriptedAgent(string name, Func<ScriptedTurn, string> script)
        : this(name, (turn, _) => Task.FromResult(script(turn))) { }

    public override string Name => name;

    protected override string IdCore => name;

    public int Turns => _turns;

    public ConcurrentQueue<ViewDocument> Views { get; } = new();

    public UsageDetails? Usage { get; init; } = new() { InputTokenCount = 100, OutputTokenCount = 10 };

    protected override ValueTask<AgentSession> CreateSessionCoreAsync(CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    protected override ValueTask<JsonElement> SerializeSessionCoreAsync(
        AgentSession session,
        JsonSerializerOptions? jsonSerializerOptions = null,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    protected override ValueTask<AgentSession> DeserializeSessionCoreAsync(
        JsonElement serializedState,
        JsonSerializerOptions? jsonSerializerOptions = null,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    protected override async Task<AgentResponse> RunCoreAsync(
        IEnumerable<ChatMessage> messages,
        AgentSession? session = null,
        AgentRunOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var view = ViewDocument.TryParse(messages.Single().Text) ?? throw new InvalidOperationException("Not a view.");
        Views.Enqueue(view);
        var text = await script(new ScriptedTurn(Interlocked.Increment(ref _turns), view), cancellationToken);
        return new AgentResponse(new ChatMessage(ChatRole.Assistant, text)) { Usage = Usage };
    }

    protected override async IAsyncEnumerable<AgentResponseUpdate> RunCoreStreamingAsync(
        IEnumerable<ChatMessage> messages,
        AgentSession? session = null,
        AgentRunOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var response = await RunCoreAsync(messages, session, options, cancellationToken);
        foreach (var update in response.ToAgentResponseUpdates())
            yield return update;
    }
}

/// <summary>One turn as a script sees it.</summary>
internal sealed record ScriptedTurn(int Number, ViewDocument View)
{
    public TeamTask Task => View.Task!;
}
