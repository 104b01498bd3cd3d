using BackendAgents.Engineering.Briefs.Grammar;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Engineering.Briefs.Reading;

namespace BackendAgents.Engineering.Briefs.Facts;

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
    public static string Name(NounPhrase noun) => Name(noun.Words);

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
        if (words.Count > 1 && Reading.ValuesReader.States.Contains(words[0]))
        {
            var rest = knowledge.Canonical(string.Join(' ', words.Skip(1)));
            if (knowledge.Entity(rest) is { } plain)
                return plain.Name;
        }

        var count = words.Count;
        while (count > 1 && Lexicon.Instance.Activities.Contains(words[count - 1]))
        {
            count--;
            var parts = words.Take(count).ToList();
            parts[^1] = Lexicon.Instance.Singular(parts[^1]);
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

    /// <summary>Whether a noun stands for the software itself, or for those who write the brief.</summary>
    public static bool IsSystem(NounPhrase noun) => noun.Pronoun is "we" or "i" or "you" or "us" || !IsPerson(noun.Key) && IsService(noun);

    private static bool IsService(NounPhrase noun) =>
        (noun.Words.Count > 0 && s_systems.Contains(noun.Head) && !IsKnownAsWhole(noun) && !noun.Each)
        || (noun.Words.Count == 1 && Lexicon.Instance.ServiceWords.Contains(noun.Head) && !noun.Plural && !noun.Each && !IsKnown(noun.Key));

    /// <summary>Whether a noun may become an entity by itself.</summary>
    public static bool CanBeThing(string name) =>
        name.Length > 0
        && (
            IsKnown(name)
            || !Lexicon.Instance.Generic.Contains(name)
                && !(name.Contains(' ', StringComparison.Ordinal) && s_systems.Contains(name[(name.LastIndexOf(' ') + 1)..]))
        );

    private static bool IsKnownAsWhole(NounPhrase noun) => IsKnown(Name(noun)) && noun.Plural;
}
