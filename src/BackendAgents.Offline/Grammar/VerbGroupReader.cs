using BackendAgents.Offline.Reading;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Grammar;

/// <summary>Reads helpers, negations and the verb that they belong to.</summary>
internal static class VerbGroupReader
{
    /// <summary>Moves past the group. Null when helpers stand alone and say nothing.</summary>
    public static Item? Read(List<Token> tokens, ref int at, bool only, bool infinitive = false)
    {
        bool modal = false,
            must = false,
            negated = false,
            be = false,
            aux = false;
        Token? main = null;
        for (; at < tokens.Count && tokens[at].Tag is Tag.Modal or Tag.Aux or Tag.Verb or Tag.Adv; at++)
        {
            var token = tokens[at];
            // 'has booked', 'have been booked': the helper is no verb of its own.
            if (main is { Verb: "have" } && token is { Tag: Tag.Verb, Form: VerbForm.Past } or { Tag: Tag.Aux, Lower: "been" })
                (main, aux) = (null, true);
            if (main is not null && (token.Tag != Tag.Adv || token.Lower == "only"))
                break;
            negated |= Lexicon.Instance.Negations.Contains(token.Lower);
            only |= token.Lower == "only";
            modal |= token.Tag == Tag.Modal;
            must |= token.Lower is "must" or "shall" or "should";
            aux |= token.Tag == Tag.Aux;
            be |=
                token.Tag == Tag.Aux
                && token.Lower
                    is "is"
                        or "are"
                        or "was"
                        or "were"
                        or "be"
                        or "been"
                        or "isn't"
                        or "aren't"
                        or "being"
                        or "am"
                        or "get"
                        or "gets";
            if (token.Tag == Tag.Verb)
                main = token;
        }

        // 'can do everything'.
        if (
            main is null
            && !be
            && modal
            && at > 0
            && tokens[at - 1].Lower == "do"
            && at < tokens.Count
            && tokens[at].Tag is Tag.Noun or Tag.Pron or Tag.Det
        )
            main = new Token
            {
                Text = "do",
                Lower = "do",
                IsWord = true,
                Tag = Tag.Verb,
                Verb = "do",
                Form = VerbForm.Base,
            };
        if (main is null && !be)
            return modal ? new Item(ItemKind.Gap) : null;

        var passive = main?.Form == VerbForm.Past && be;
        var reduced =
            main?.Form == VerbForm.Past
            && !be
            && !modal
            && !aux
            && (at >= tokens.Count || tokens[at].Tag is Tag.Prep or Tag.Open or Tag.Comma);
        return new Item(ItemKind.Verb)
        {
            Verb = new VerbGroup
            {
                Verb = main?.Verb ?? "be",
                Form = main?.Form ?? VerbForm.None,
                Modal = modal,
                Must = must,
                Negated = negated,
                Passive = passive || reduced,
                Only = only,
                Reduced = reduced,
                Infinitive = infinitive,
            },
        };
    }
}
