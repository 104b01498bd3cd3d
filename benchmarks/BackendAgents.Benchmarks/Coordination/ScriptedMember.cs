using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace BackendAgents.Benchmarks.Coordination;

/// <summary>A member of either side: answers at once with a given message, and counts what it was sent.</summary>
internal sealed class ScriptedMember(string name, Func<int, string> script, Action<int>? onTurn = null) : AIAgent
{
    private int _turn;

    public override string Name => name;

    protected override string IdCore => name;

    /// <summary>Characters that all members together were sent.</summary>
    public long Sent { get; private set; }

    public int Turns => _turn;

    protected override ValueTask<AgentSession> CreateSessionCoreAsync(CancellationToken cancellationToken = default) => new(new Session());

    protected override ValueTask<JsonElement> SerializeSessionCoreAsync(AgentSession session, JsonSerializerOptions? jsonSerializerOptions = null, CancellationToken cancellationToken = default) =>
        new(((Session)session).Serialize());

    protected override ValueTask<AgentSession> DeserializeSessionCoreAsync(JsonElement serializedState, JsonSerializerOptions? jsonSerializerOptions = null, CancellationToken cancellationToken = default) =>
        new(new Session());

    protected override Task<AgentResponse> RunCoreAsync(IEnumerable<ChatMessage> messages, AgentSession? session = null, AgentRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        // A chat model is stateless: each request carries the session so far and what is new. Both sides are charged alike.
        var own = session as Session;
        long fresh = 0;
        foreach (var message in messages)
        {
            foreach (var content in message.Contents)
            {
                if (content is TextContent text)
                    fresh += text.Text.Length;
            }
        }

        Sent += fresh + (own?.Characters ?? 0);
        onTurn?.Invoke(_turn);
        var reply = script(_turn++);
        if (own is not null)
            own.Characters += fresh + reply.Length;
        return Task.FromResult(new AgentResponse(new ChatMessage(ChatRole.Assistant, reply) { AuthorName = name })
        {
            AgentId = name,
            Usage = new UsageDetails { InputTokenCount = fresh / 4, OutputTokenCount = reply.Length / 4 },
        });
    }

    protected override async IAsyncEnumerable<AgentResponseUpdate> RunCoreStreamingAsync(
        IEnumerable<ChatMessage> messages, AgentSession? session = null, AgentRunOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await RunCoreAsync(messages, session, options, cancellationToken);
        foreach (var update in response.ToAgentResponseUpdates())
            yield return update;
    }

    /// <summary>What a session has said so far, by its length.</summary>
    private sealed class Session : AgentSession
    {
        public long Characters { get; set; }

        public JsonElement Serialize() => JsonSerializer.SerializeToElement(new { characters = Characters });
    }
}
