using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace BackendAgents.Benchmarks.Coordination;

/// <summary>
/// A member of either side: answers at once with messages that were made beforehand, so that neither side pays for them, and counts
/// what it was sent. For one run.
/// </summary>
internal sealed class ScriptedMember(string name, IReadOnlyList<string> texts, Action<int>? onTurn = null) : AIAgent
{
    private readonly AgentResponse[] _replies =
    [
        .. texts.Select(text => new AgentResponse(new ChatMessage(ChatRole.Assistant, text) { AuthorName = name })
        {
            AgentId = name,
            Usage = new UsageDetails { InputTokenCount = 1_000, OutputTokenCount = text.Length / 4 },
        }),
    ];

    private int _turn;

    public override string Name => name;

    protected override string IdCore => name;

    /// <summary>Characters that all members together were sent.</summary>
    public long Sent { get; private set; }

    public int Turns => _turn;

    protected override ValueTask<AgentSession> CreateSessionCoreAsync(CancellationToken cancellationToken = default) => new(new Session());

    protected override ValueTask<JsonElement> SerializeSessionCoreAsync(
        AgentSession session,
        JsonSerializerOptions? jsonSerializerOptions = null,
        CancellationToken cancellationToken = default
    ) => new(((Session)session).Serialize());

    protected override ValueTask<AgentSession> DeserializeSessionCoreAsync(
        JsonElement serializedState,
        JsonSerializerOptions? jsonSerializerOptions = null,
        CancellationToken cancellationToken = default
    ) => new(new Session());

    protected override Task<AgentResponse> RunCoreAsync(
        IEnumerable<ChatMessage> messages,
        AgentSession? session = null,
        AgentRunOptions? options = null,
        CancellationToken cancellationToken = default
    )
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
        var reply = _replies[_turn];
        if (own is not null)
            own.Characters += fresh + texts[_turn].Length;
        _turn++;
        return Task.FromResult(reply);
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

    /// <summary>What a session has said so far, by its length.</summary>
    private sealed class Session : AgentSession
    {
        public long Characters { get; set; }

        public JsonElement Serialize() => JsonSerializer.SerializeToElement(new { characters = Characters });
    }
}
