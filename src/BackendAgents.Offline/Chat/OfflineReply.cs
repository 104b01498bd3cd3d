using Microsoft.Extensions.AI;

namespace BackendAgents.Offline.Chat;

/// <summary>What the offline client says next: some text, some function calls, or both.</summary>
internal sealed record OfflineReply(string Text, IReadOnlyList<OfflineCall> Calls)
{
    public static OfflineReply Say(string text) => new(text, []);

    public static OfflineReply Call(string text, params OfflineCall[] calls) => new(text, calls);

    // Ids count on over the turn, so that they are unique in it and the same in every run.
    public IEnumerable<AIContent> Contents(int callsBefore)
    {
        if (Text.Length > 0)
            yield return new TextContent(Text);
        for (var i = 0; i < Calls.Count; i++)
            yield return new FunctionCallContent($"call-{callsBefore + i + 1}", Calls[i].Tool.Name, Calls[i].Arguments);
    }
}

/// <summary>One function call to make.</summary>
internal sealed record OfflineCall(AITool Tool, Dictionary<string, object?> Arguments);
