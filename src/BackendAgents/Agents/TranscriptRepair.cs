using Microsoft.Extensions.AI;

namespace BackendAgents.Agents;

/// <summary>Services refuse a conversation in which a function call has no result; a run that ended early leaves such calls.</summary>
internal static class TranscriptRepair
{
    public static void AnswerEveryCall(List<ChatMessage> messages)
    {
        // Some servers begin to count their calls anew in each reply, so only the results that follow a reply are its own.
        for (int i = 0; i < messages.Count; i++)
        {
            int after = i + 1;
            HashSet<string> answered = [];
            for (; after < messages.Count && messages[after].Role == ChatRole.Tool; after++)
                answered.UnionWith(messages[after].Contents.OfType<FunctionResultContent>().Select(r => r.CallId));

            List<AIContent> missing =
            [
                .. messages[i]
                    .Contents.OfType<FunctionCallContent>()
                    .Where(c => !answered.Contains(c.CallId))
                    .Select(c => new FunctionResultContent(c.CallId, "Not run: the run ended before.")),
            ];
            if (missing.Count > 0)
                messages.Insert(after, new ChatMessage(ChatRole.Tool, missing));
        }
    }
}
