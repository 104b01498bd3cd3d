using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Drafting;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Assembly;

/// <summary>Names the service after what the brief calls it, else after its first entity.</summary>
internal static class ServiceNaming
{
    private static readonly HashSet<string> s_tails = new(StringComparer.Ordinal)
    {
        "platform",
        "app",
        "application",
        "system",
        "service",
        "api",
        "backend",
        "website",
        "site",
        "portal",
        "software",
        "tool",
        "solution",
    };

    public static ServiceInfo Name(Draft draft)
    {
        var titles = draft.Facts.OfType<TitleFact>().Where(static fact => fact.Sentence <= 3).ToList();
        var fact = titles.Find(static title =>
            title.Title.Contains(' ', StringComparison.Ordinal) || title.Title.Contains('-', StringComparison.Ordinal)
        ) ?? titles.FirstOrDefault();
        var words = (fact?.Title ?? "")
            .Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries)
            .Where(static word => word.All(char.IsAsciiLetterOrDigit))
            .ToList();
        while (words.Count > 1 && s_tails.Contains(words[^1]))
            words.RemoveAt(words.Count - 1);
        if (words.Count == 0 || !char.IsAsciiLetter(words[0][0]))
            words = [.. (draft.Entities.Find(static entity => entity.Noun != Draft.Account)?.Noun ?? "backend").Split(' '), "service"];
        if (fact is not null)
            draft.Note(fact.Sentence, "service name");

        var name = string.Join('-', words);
        if (name.Length > 50)
            name = name[..50].Trim('-');
        // A namespace may not be called like one of its types.
        if (
            draft.Entities.Exists(entity =>
                entity.Name == Conventions.Pascal(name)
                || Conventions.Pascal(Vocabulary.Plural(Conventions.Phrase(entity.Name))) == Conventions.Pascal(name)
            ) || ReservedNames.Contains(Conventions.Pascal(name))
        )
            name += "-service";
        var title = string.Join(' ', name.Split('-').Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));
        var nouns = draft
            .Entities.Where(static entity => entity.Noun != Draft.Account)
            .Take(4)
            .Select(static entity => Vocabulary.Plural(entity.Noun))
            .ToList();
        var kept = nouns.Count > 1 ? string.Join(", ", nouns.SkipLast(1)) + " and " + nouns[^1] : nouns.FirstOrDefault() ?? "accounts";
        return new ServiceInfo
        {
            Name = name,
            Title = title,
            Description = $"Keeps {kept}.",
        };
    }
}
