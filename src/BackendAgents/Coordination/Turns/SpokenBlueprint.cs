using BackendAgents.Engineering.Briefs;
using BackendAgents.Engineering.Projects;

namespace BackendAgents.Coordination.Turns;

/// <summary>
/// Takes a blueprint out of a reply, for models that can't call functions: facts in a fenced JSON block, or the document in a fenced YAML
/// block. One that is refused is kept as the draft, and the next view says what is wrong with it.
/// </summary>
internal static class SpokenBlueprint
{
    private const int MaxReply = 1024 * 1024;

    /// <summary>Takes up the last block that is one; says what was made of it, or null when there is none.</summary>
    public static string? TakeUp(BackendProject project, string reply)
    {
        if (reply.Length > MaxReply || project.Blueprint is not null)
            return null;
        foreach (var block in Blocks(reply).Reverse())
        {
            if (block.Contains("\"sentences\"", StringComparison.Ordinal))
            {
                if (!BriefFacts.TryParse(block, out var facts, out var problems))
                    return $"Its facts were refused: {problems[0].Message} {problems[0].Remedy}";
                if (facts.Draft().Blueprint is { } drafted && project.Replace(drafted).Succeeded)
                    return "The blueprint was drafted from the facts in its reply.";
            }
            else if (block.Contains("service", StringComparison.Ordinal) && block.Contains("entities", StringComparison.Ordinal))
                return project.Replace(block).Succeeded
                    ? "The blueprint was taken from its reply."
                    : "The blueprint in its reply was refused, and is kept as the draft.";
        }

        return null;
    }

    private static IEnumerable<string> Blocks(string reply)
    {
        var at = 0;
        while ((at = reply.IndexOf("```", at, StringComparison.Ordinal)) >= 0)
        {
            var start = reply.IndexOf('\n', at);
            var end = start < 0 ? -1 : reply.IndexOf("\n```", start, StringComparison.Ordinal);
            if (end < 0)
                yield break;
            yield return reply[(start + 1)..(end + 1)];
            at = end + 4;
        }
    }
}
