using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessageContent = Microsoft.SemanticKernel.ChatMessageContent;

namespace BackendAgents.Models.Replies;

/// <summary>Reads the token counts that connectors leave in the metadata of a message.</summary>
internal static class UsageReading
{
    public static UsageDetails? Sum(IEnumerable<ChatMessageContent> contents)
    {
        UsageDetails? sum = null;
        foreach (ChatMessageContent content in contents)
            Add(ref sum, Of(content.Metadata));
        return sum;
    }

    public static void Add(ref UsageDetails? sum, UsageDetails? one)
    {
        if (one is null)
            return;
        sum ??= new UsageDetails();
        sum.Add(one);
    }

    public static UsageDetails? Of(IReadOnlyDictionary<string, object?>? metadata) =>
        metadata is not null && metadata.TryGetValue("Usage", out object? value)
            ? value switch
            {
                UsageDetails details => details,
                ChatTokenUsage usage => new UsageDetails
                {
                    InputTokenCount = usage.InputTokenCount,
                    OutputTokenCount = usage.OutputTokenCount,
                    TotalTokenCount = usage.TotalTokenCount,
                    CachedInputTokenCount = usage.InputTokenDetails?.CachedTokenCount,
                    ReasoningTokenCount = usage.OutputTokenDetails?.ReasoningTokenCount,
                },
                _ => null,
            }
            : null;
}
