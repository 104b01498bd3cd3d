using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>
/// Calls things as the brief does: who speaks of meals and never of dishes gets a Meal. What is known of dishes holds for it all the same,
/// and its id stays that of the known thing.
/// </summary>
internal static class SpokenNames
{
    private static readonly char[] s_ends = [' ', ',', '.', ';', ':', '!', '?', '(', ')', '*', '"', '`', '/', '\n', '\t'];

    // No names of one row of something.
    private static readonly HashSet<string> s_masses = new(StringComparer.Ordinal)
    {
        "leave",
        "maintenance",
        "telemetry",
        "goods",
        "merchandise",
        "inventory",
        "real estate",
        "to do",
        "to-do",
        "todo item",
        "to-do item",
        "business",
        "upload",
        "lending",
        "borrowing",
        "pledge",
        "wishlist",
        "wish list",
        "watchlist",
        "watch list",
        "reading list",
    };

    public static void Apply(Draft draft, IReadOnlyList<FactSentence> sentences)
    {
        var text = Plain(string.Join(' ', sentences.Select(static sentence => sentence.Text)));
        foreach (var entity in draft.Entities)
        {
            if (
                entity.Known is not { } known
                || known.Name != entity.Noun
                || draft.Role(entity.Noun) is not null
                || Says(text, entity.Noun)
            )
                continue;
            var said = known.Synonyms.Where(name => Says(text, name)).ToList();
            said.RemoveAll(name => said.Exists(longer => longer != name && longer.Contains(name, StringComparison.Ordinal)));
            if (said is [var word] && !s_masses.Contains(word) && IsFree(draft, word))
                Call(draft, entity, word);
        }
    }

    private static bool IsFree(Draft draft, string word) =>
        !draft.Has(word)
        && draft.Role(word) is null
        && !draft.Entities.Exists(other => other.Name == Conventions.Pascal(word))
        && KnowledgeBase.Instance.Person(word) == PersonKind.None;

    private static void Call(Draft draft, DraftEntity entity, string word)
    {
        var (name, several) = (Conventions.Camel(entity.Noun), Conventions.Camel(Vocabulary.Plural(entity.Noun)));
        entity.Name = Conventions.Pascal(word);
        foreach (var relation in draft.Relations)
        {
            string As(string called) =>
                called == name ? Conventions.Camel(word)
                : called == several ? Conventions.Camel(Vocabulary.Plural(word))
                : called;
            if (relation.From == entity.Noun)
                relation.Name = As(relation.Name);
            if (relation.To == entity.Noun)
                relation.Inverse = As(relation.Inverse);
        }
    }

    private static bool Says(string text, string noun) =>
        text.Contains($" {Plain(noun).Trim()} ", StringComparison.Ordinal)
        || text.Contains($" {Plain(Vocabulary.Plural(noun)).Trim()} ", StringComparison.Ordinal);

    private static string Plain(string text) =>
        $" {string.Join(' ', text.ToLowerInvariant().Split(s_ends, StringSplitOptions.RemoveEmptyEntries))} ";
}
