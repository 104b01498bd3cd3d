namespace BackendAgents.Engineering.Briefs.Knowledge;

/// <summary>What nouns refer to, before it is known which of them become entities.</summary>
internal static class Naming
{
    private static readonly HashSet<string> s_systems = new(StringComparer.Ordinal)
    {
        "system",
        "application",
        "app",
        "platform",
        "service",
        "backend",
        "api",
        "software",
        "solution",
        "tool",
        "website",
        "site",
        "portal",
        "server",
        "product owner",
        "company",
        "business",
        "product",
        "frontend",
        "startup",
        "organisation",
        "organization",
        "agency",
    };

    /// <summary>The canonical name of a thing: synonyms resolved, tails such as 'management' cut.</summary>
    public static string Name(IReadOnlyList<string> words)
    {
        // 'their favourite cooks' are cooks.
        if (words.Count > 1 && words[0] is "favourite" or "favorite")
            words = [.. words.Skip(1)];
        var knowledge = KnowledgeBase.Instance;
        var name = string.Join(' ', words);
        if (knowledge.Entity(knowledge.Canonical(name)) is { } known)
            return known.Name;
        // 'open orders' are orders.
        if (words.Count > 1 && Vocabulary.Instance.StateWords.Contains(words[0]))
        {
            var rest = knowledge.Canonical(string.Join(' ', words.Skip(1)));
            if (knowledge.Entity(rest) is { } plain)
                return plain.Name;
        }

        var count = words.Count;
        while (count > 1 && Vocabulary.Instance.Activities.Contains(words[count - 1]))
        {
            count--;
            var parts = words.Take(count).ToList();
            parts[^1] = Vocabulary.Instance.Singular(parts[^1]);
            name = string.Join(' ', parts);
            if (knowledge.Entity(knowledge.Canonical(name)) is { } shorter)
                return shorter.Name;
        }

        return knowledge.Canonical(name);
    }

    /// <summary>Whether a noun means something only as part of another thing: an item, a line.</summary>
    public static bool IsPart(string name) => name is "item" or "line" or "position" or "entry" or "row" or "line item";

    public static bool IsKnown(string name) => KnowledgeBase.Instance.Entity(name) is not null;

    public static PersonKind Person(string name) => KnowledgeBase.Instance.Person(name);

    public static bool IsPerson(string name) => Person(name) != PersonKind.None;

    /// <summary>Whether a word names software, or the business that has it made.</summary>
    public static bool IsSystemWord(string word) => s_systems.Contains(word);

    /// <summary>Whether a noun may become an entity by itself.</summary>
    public static bool CanBeThing(string name) =>
        name.Length > 0
        && (
            IsKnown(name)
            || !Vocabulary.Instance.Generic.Contains(name)
                && !(name.Contains(' ', StringComparison.Ordinal) && s_systems.Contains(name[(name.LastIndexOf(' ') + 1)..]))
        );
}
