using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Grammar;

/// <summary>Joins 'X of Y': 'list of books' is books, 'number of guests' a number, 'date of purchase' a purchase date.</summary>
internal static class OfPhrases
{
    public static List<Item> Merge(List<Item> items)
    {
        var result = new List<Item>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            if (
                items[i] is { Kind: ItemKind.Prep, Word: "of" }
                && i + 1 < items.Count
                && items[i + 1].Noun is { } right
                && right.Words.Count > 0
                && result.Count > 0
                && result[^1].Noun is { } left
                && left.Words.Count > 0
            )
            {
                result[^1] = new Item(ItemKind.Noun) { Noun = Join(left, right) };
                i++;
            }
            else
            {
                result.Add(items[i]);
            }
        }

        return result;
    }

    private static NounPhrase Join(NounPhrase left, NounPhrase right)
    {
        if (left.Head is "number" or "count" or "amount" or "quantity" && right.Plural && left.Words.Count <= 2)
        {
            var limit = left.Words[0] switch
            {
                "maximum" or "max" or "maximal" => "max",
                "minimum" or "min" or "minimal" => "min",
                _ => null,
            };
            if (left.Words.Count == 1 || limit is not null)
                return Named(
                    left,
                    limit is null ? ["number", "of", .. right.Words.Take(3)] : [limit, "number", "of", .. right.Words.Take(2)],
                    right
                );
        }

        if (Lexicon.Instance.Wrappers.Contains(left.Head) && left.Words.Count == 1 && (right.Plural || left.Plural))
        {
            right.Plural = true;
            right.Only |= left.Only;
            return right;
        }

        if (
            !right.Definite
            && !right.Indefinite
            && !right.Each
            && !right.Own
            && right.Possessor is null
            && !left.Plural
            && left.Words.Count + right.Words.Count <= 4
            && !right.Plural
        )
            return Named(left, [.. right.Words, .. left.Words], right);
        left.Of = right.Of is null ? right : left.Of;
        if (right.Parts.Count > 0 && left.Parts.Count == 0)
        {
            left.Parts = right.Parts;
            left.Alternatives = right.Alternatives;
            // 'the status of applications (received, rejected)'.
            if (KnowledgeBase.Instance.EnumHeads.Contains(left.Head))
                right.Parts = [];
        }

        left.Bounds ??= right.Bounds;
        if (left.Values.Count == 0)
            left.Values = right.Values;
        return left;
    }

    private static NounPhrase Named(NounPhrase left, IReadOnlyList<string> words, NounPhrase right) =>
        new()
        {
            Words = words,
            Plural = left.Plural,
            Many = left.Many,
            Each = left.Each,
            Any = left.Any,
            Own = left.Own,
            Definite = left.Definite,
            Indefinite = left.Indefinite,
            Only = left.Only,
            Possessor = left.Possessor,
            Dropped = left.Dropped,
            Bounds =
                left.Bounds is null ? right.Bounds
                : right.Bounds is null ? left.Bounds
                : left.Bounds.Merge(right.Bounds),
            Parts = left.Parts.Count > 0 ? left.Parts : right.Parts,
            Alternatives = left.Alternatives || right.Alternatives,
            Values = left.Values.Count > 0 ? left.Values : right.Values,
        };
}
