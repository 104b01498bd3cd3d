using BackendAgents.Offline.Grammar;
using BackendAgents.Offline.Honesty;
using BackendAgents.Offline.Reading;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Interpretation;

/// <content>Keeps the words of each sentence, to be held against the blueprint.</content>
internal sealed partial class Interpreter
{
    private static readonly LexiconFiles.Honesty s_honesty = LexiconFiles.Honesty.Instance;

    private readonly List<SaidWords> _said = [];

    /// <summary>What sentences of prose say, word by word.</summary>
    public IReadOnlyList<SaidWords> Said => _said;

    // '(Do a soft delete)': what a bracket orders, and no noun has taken up.
    private static IEnumerable<string> Asides(List<Token> tokens, List<Item> items)
    {
        var open = tokens.FindIndex(static token => token.Tag == Tag.Open);
        var close = tokens.FindIndex(static token => token.Tag == Tag.Close);
        if (open < 0 || close < open || tokens[open..close].TrueForAll(static token => token.Tag is not (Tag.Verb or Tag.Rel)))
            return [];
        var taken = items
            .Select(static item => item.Noun)
            .OfType<NounPhrase>()
            .SelectMany(static noun => noun.Parts.SelectMany(static part => part.Words).Concat(noun.Values))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return tokens[open..close]
            .Where(token => token.Tag is Tag.Verb or Tag.Noun && !taken.Contains(token.Lower))
            .Select(static token => token.Lower);
    }

    private void Remember(List<Token> tokens, List<Item> items)
    {
        var nouns = items.Select(static item => item.Noun).OfType<NounPhrase>().ToList();
        var loose = tokens
            .Where(token =>
                !token.Consumed
                && !nouns.Exists(noun => noun.Words.Contains(token.Lower))
                && (
                    token.Tag == Tag.Adv && !s_honesty.NeutralAdverbs.Contains(token.Lower)
                    || token.Tag == Tag.Sub && s_honesty.Conditions.Contains(token.Lower)
                    || token.Tag == Tag.Num && token.Number > 1
                    || token.Lower is "than" or "per"
                    // 'one vote per ballot' allows no second.
                    || token is { Tag: Tag.Num, Number: 1 } && tokens.Exists(static other => other.Lower is "per" or "only")
                )
            )
            .Select(static token => token.Lower)
            .ToList();
        // 'Who he is', 'who's in it': what is asked for is named by no noun.
        loose.AddRange(
            tokens
                .Zip(tokens.Skip(1))
                .Where(static pair =>
                    pair.First.Tag == Tag.Rel && pair.Second.Tag == Tag.Pron || pair.First.Tag == Tag.Colon && pair.Second.Tag == Tag.Rel
                )
                .Select(static pair => pair.First.Tag == Tag.Rel ? pair.First.Lower : pair.Second.Lower)
        );
        loose.AddRange(Asides(tokens, items));
        _said.Add(
            new SaidWords(_sentence, nouns, [.. items.Select(static item => item.Verb).OfType<VerbGroup>()], loose)
            {
                HasColon = tokens.Exists(static token => token.Tag == Tag.Colon),
            }
        );
    }
}
