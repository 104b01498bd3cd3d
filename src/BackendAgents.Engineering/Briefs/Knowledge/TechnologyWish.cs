using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Engineering.Briefs.Knowledge;

/// <summary>
/// Reads sentences that name technologies and say nothing else of them: <c>Database: MongoDB (or Supabase if you like it better)</c>.
/// Of alternatives one is enough, the first that is delivered. Pure; safe on any thread.
/// </summary>
internal static class TechnologyWish
{
    /// <summary>The wish in plain words, <c>Use mongodb.</c>; null when a sentence says more, or names no technology.</summary>
    public static string? Of(string sentence)
    {
        if (SentenceWords.Of(sentence) is not { } words)
            return null;
        List<List<string>> asked = [];
        for (var at = 0; at < words.Count; )
        {
            var length = GivenFile.Instance.TechnologyWords(words, at);
            string? name = null;
            var most = words.Longest(at, phrase => (name = Name(sentence, phrase)) is not null);
            if (name is not null && most >= length)
            {
                if (at > 0 && words[at - 1] == "or" && asked.Count > 0 && (IsSaid(sentence) || AreAlike(asked[^1][0], name)))
                    asked[^1].Add(name);
                else
                    asked.Add([name]);
                length = most;
            }

            if (length == 0)
                return null;
            at += length;
        }

        return asked.Count == 0 ? null : $"Use {string.Join(" and ", asked.Select(Chosen))}.";
    }

    /// <summary>Whether two technologies do the same, so that a service has one of them: databases, caches.</summary>
    public static bool AreAlike(string first, string second) => Kind(first) is { } kind && kind == Kind(second);

    private static string? Kind(string name) => CapabilityCatalog.BuiltIn.AskedForBy(name)?.Info.Exclusive;

    // 'Docker/Kubernetes' are both meant; 'Docker or Kubernetes' is one of them.
    private static bool IsSaid(string sentence) =>
        sentence.Contains(" or ", StringComparison.OrdinalIgnoreCase) || sentence.Contains("(or ", StringComparison.OrdinalIgnoreCase);

    // A slash was read as 'or'. Everyday words are names only with a capital.
    private static string? Name(string sentence, string phrase)
    {
        var name = KnowledgeBase.Instance.Technology(phrase) is null ? phrase.Replace(" or ", "/", StringComparison.Ordinal) : phrase;
        return
            KnowledgeBase.Instance.Technology(name) is null
            || KnowledgeBase.Instance.IsEveryday(name) && !sentence.Contains(Capital(name), StringComparison.Ordinal)
            ? null
            : name;
    }

    private static string Chosen(List<string> names)
    {
        var name = names.Find(static one => KnowledgeBase.Instance.Technology(one) != "requested") ?? names[0];
        return KnowledgeBase.Instance.IsEveryday(name) ? Capital(name) : name;
    }

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
