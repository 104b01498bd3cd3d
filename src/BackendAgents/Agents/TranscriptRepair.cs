using Microsoft.Extensions.AI;

namespace BackendAgents.Agents;

/// <summary>Services refuse a conversation in which a function call has no result; a run that ended early leaves such calls.</summary>
internal static class TranscriptRepair
{
    public static void AnswerEveryCall(List<ChatMessage> messages)
    {
        HashSet<string> answered = [.. messages.SelectMany(m => m.Contents).OfType<FunctionResultContent>().Select(r => r.CallId)];
        for (int i = 0; i < messages.Count; i++)
        {
            List<AIContent> missing = [.. messages[i].Contents.OfType<FunctionCallContent>()
                .Where(c => !answered.Contains(c.CallId))
                .Select(c => new FunctionResultContent(c.CallId, "Not run: the run ended before."))];
            if (missing.Count == 0)
                continue;

            int after = i + 1;
            while (after < messages.Count && messages[after].Role == ChatRole.Tool)
                after++;
            messages.Insert(after, new ChatMessage(ChatRole.Tool, missing));
        }
    }
}
