using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Requirements;

/// <summary>
/// Finds sentences of a brief that no requirement notes: what nobody notes nobody proves. Pure; work grows with sentences times
/// requirements.
/// </summary>
internal static class BriefCoverage
{
    // Who notes a sentence may divide it or leave out words that say nothing, and no more.
    private const double LeastShare = 0.6;

    /// <summary>The sentences that stand in no requirement, in their order.</summary>
    /// <param name="sentences">What the brief asks for, sentence by sentence.</param>
    /// <param name="noted">The requirements of the blueprint.</param>
    public static IReadOnlyList<string> Unnoted(IReadOnlyList<string> sentences, IReadOnlyList<Requirement> noted)
    {
        var texts = noted.Select(static requirement => requirement.Text).ToHashSet(StringComparer.Ordinal);
        var left = sentences.Where(sentence => !texts.Contains(sentence)).ToList();
        if (left.Count == 0)
            return [];
        var known = noted.Select(static requirement => Words(requirement.Text)).ToList();
        return [.. left.Where(sentence => !IsNoted(Words(sentence), known))];
    }

    // What is noted in parts counts together, where each part is of this sentence.
    private static bool IsNoted(HashSet<string> words, List<HashSet<string>> noted)
    {
        if (words.Count == 0)
            return true;
        var parts = noted.Where(part => part.Count > 0 && part.Count(words.Contains) >= LeastShare * part.Count);
        var said = parts.SelectMany(static part => part).ToHashSet(StringComparer.Ordinal);
        return said.Count(words.Contains) >= LeastShare * words.Count
            || noted.Exists(whole => words.Count(whole.Contains) >= (words.Count + whole.Count) * LeastShare / 2);
    }

    private static HashSet<string> Words(string text) =>
        text.Split(s_between, StringSplitOptions.RemoveEmptyEntries)
            .Select(static word => word.ToLowerInvariant())
            .Where(static word => !ClaimWords.Instance.Stop.Contains(word))
            .ToHashSet(StringComparer.Ordinal);

    private static readonly char[] s_between = [.. " \t\r\n.,;:!?\"'`*_()[]{}|/\\<>-–—"];
}
