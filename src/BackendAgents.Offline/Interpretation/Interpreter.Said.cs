using BackendAgents.Offline.Grammar;
using BackendAgents.Offline.Honesty;
using BackendAgents.Offline.Reading;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Interpretation;

/// <content>Keeps the words of each sentence, to be held against the blueprint.</content>
internal sealed partial class Interpreter
{
    private static readonly LexiconFiles.Honesty s_honesty = LexiconFiles.Read<LexiconFiles.Honesty>("honesty.yaml");

    private readonly List<SaidWords> _said = [];

    /// <summary>What sentences of prose say, word by word.</summary>
    public IReadOnlyList<SaidWords> Said => _said;

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
        _said.Add(
            new SaidWords(_sentence, nouns, [.. items.Select(static item => item.Verb).OfType<VerbGroup>()], loose)
            {
                HasColon = tokens.Exists(static token => token.Tag == Tag.Colon),
            }
        );
    }
}
