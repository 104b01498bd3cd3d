using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Reading;

/// <summary>
/// Decides for each word of a sentence what it is. Nouns are the default; words that are verbs as often as nouns are told apart by their
/// neighbours.
/// </summary>
internal static class Tagger
{
    /// <summary>Gives each word its possible readings, from the lexicon alone.</summary>
    public static void Look(List<Token> tokens)
    {
        foreach (var token in tokens.Where(static token => token.IsWord))
            Look(token, Lexicon.Instance);
    }

    /// <summary>Chooses between a verb and a noun by what stands around. Call <see cref="Look(List{Token})"/> first.</summary>
    public static void Apply(List<Token> tokens)
    {
        var lexicon = Lexicon.Instance;
        Token? lastVerb = null;
        var sawVerb = false;
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];

            // 'subscribe to podcasts and like episodes': no example follows.
            if (
                token is { Lower: "like", Tag: Tag.Prep, Consumed: false }
                && i > 0
                && i + 1 < tokens.Count
                && (
                    tokens[i - 1].Tag is Tag.And or Tag.Modal
                    || tokens[i - 1].Lower == "to"
                    || tokens[i - 1].Tag is Tag.Comma
                        && lastVerb is { Form: VerbForm.Base }
                        && i + 3 < tokens.Count
                        && tokens[i + 2].Tag is Tag.And or Tag.Comma
                        && tokens[i + 3].Verb is not null
                )
                && (tokens[i + 1].Plural || tokens[i + 1].Tag is Tag.Det or Tag.Poss)
            )
            {
                (token.Tag, token.Verb, token.Form) = (Tag.Verb, "like", VerbForm.Base);
                (lastVerb, sawVerb) = (token, true);
                continue;
            }

            // 'cast one vote per ballot': a number.
            if (
                token is { Lower: "one", Tag: Tag.Pron, Consumed: false }
                && i + 1 < tokens.Count
                && tokens[i + 1] is { IsWord: true, Consumed: false } counted
                && (
                    counted.Tag == Tag.Noun && counted.Verb is null
                    || counted.Verb is { } either && lexicon.AlsoNoun(either) && counted.Form == VerbForm.Base
                )
            )
                (token.Tag, token.Number) = (Tag.Num, 1);
            if (token.Consumed)
            {
                token.Tag = Tag.Other;
                continue;
            }

            if (!token.IsWord || token.Verb is null)
            {
                if (token.Tag is Tag.Sub or Tag.Colon)
                    (lastVerb, sawVerb) = (null, false);
                if (token.Tag is Tag.Modal or Tag.Aux)
                    sawVerb = true;
                continue;
            }

            var verb = IsVerb(tokens, i, lastVerb, sawVerb, lexicon);
            token.Tag = verb ? Tag.Verb : Tag.Noun;
            if (verb)
                (lastVerb, sawVerb) = (token.Form == VerbForm.Past && lastVerb is { Form: VerbForm.Base } ? lastVerb : token, true);
        }
    }

    private static void Look(Token token, Lexicon lexicon)
    {
        if (token.Sure || token.Lower.Contains(' ', StringComparison.Ordinal))
            return;
        var word = token.Lower;
        if (lexicon.VerbOf(word) is var (verb, form))
            (token.Verb, token.Form) = (verb, form);
        token.Singular = lexicon.Singular(word);
        token.Plural = token.Singular != word;
        if (token.Verb is not null && (lexicon.Closed(word) is null || word is "list"))
            return;
        if (lexicon.Closed(word) is { } closed)
        {
            (token.Tag, token.Verb, token.Form) = (closed, null, VerbForm.None);
        }
        else if (lexicon.Words.Numbers.TryGetValue(word, out var number))
        {
            (token.Tag, token.Number) = (Tag.Num, number);
        }
        else if (
            word.Length > 4
            && word.EndsWith("ly", StringComparison.Ordinal)
            && word
                is not (
                    "family"
                    or "assembly"
                    or "supply"
                    or "reply"
                    or "anomaly"
                    or "monthly"
                    or "weekly"
                    or "daily"
                    or "nightly"
                    or "hourly"
                    or "yearly"
                    or "butterfly"
                    or "july"
                )
        )
        {
            token.Tag = Tag.Adv;
        }
        else
        {
            token.Tag = Tag.Noun;
        }
    }

    private static bool IsVerb(List<Token> tokens, int at, Token? lastVerb, bool sawVerb, Lexicon lexicon)
    {
        var token = tokens[at];
        var before = Neighbour(tokens, at, -1);
        var after = Neighbour(tokens, at, 1);
        var previous = before?.Tag;
        var next = after?.Tag;
        var noun = lexicon.AlsoNoun(token.Verb!);
        if (token.Sure)
            return true;
        switch (token.Form)
        {
            case VerbForm.Ing:
                return Gerund(token, before, after, lexicon);
            case VerbForm.Past:
                return Participle(tokens, at, before, after, lexicon);
            case VerbForm.S when previous is Tag.Modal:
                return false;
            case VerbForm.S when !noun:
                return previous is not (Tag.Det or Tag.Poss or Tag.Num)
                    && !(previous is Tag.Verb && before!.Form == VerbForm.Base && !lexicon.Is(token.Verb, "has"));
            case VerbForm.S:
                return previous is Tag.Close && !sawVerb && next is Tag.Det or Tag.Poss
                    || previous is Tag.Pron or Tag.Rel && Objectlike(after)
                    || previous is Tag.Noun && !sawVerb && !before!.Plural && StartsSingular(tokens, at) && Objectlike(after)
                    || previous is Tag.Noun && sawVerb && !before!.Plural && OpensClause(tokens, at) && Objectlike(after)
                    || previous is Tag.And && lastVerb is { Form: VerbForm.S } && next is Tag.Det or Tag.Poss or Tag.Pron;
        }

        // Base forms.
        if (
            previous is Tag.Modal
            || before is { Lower: "to" } && !(noun && next is Tag.Prep or Tag.Comma or Tag.And or null && !IsPurpose(tokens, at))
        )
            return true;
        if (previous is Tag.Aux && before!.Lower is "do" or "does" or "did" or "don't" or "doesn't")
            return true;
        if (previous is Tag.Det or Tag.Poss or Tag.Num || previous is Tag.Prep && before!.Lower != "to")
            return false;
        // 'has a title, publish date and transcript': a date, not a deed.
        if (
            previous is Tag.And or Tag.Comma
            && lastVerb is not null
            && lexicon.Is(lastVerb.Verb, "has")
            && after
                is {
                    Tag: Tag.Noun,
                    Plural: false,
                    Lower: "date"
                        or "time"
                        or "status"
                        or "type"
                        or "name"
                        or "number"
                        or "code"
                        or "count"
                        or "price"
                        or "address"
                        or "limit"
                        or "rate"
                }
        )
            return false;
        if (!noun)
            return !(
                    previous is Tag.Noun
                    && !before!.Plural
                    && before.Lower is not ("staff" or "people")
                    && sawVerb
                    && lastVerb?.Form == VerbForm.S
                ) && !(previous is Tag.Verb && before!.Form is VerbForm.Base or VerbForm.S && !lexicon.Is(before.Verb, "need"));
        if (previous is Tag.Pron or Tag.Rel)
            return true;
        // 'have a title and an end date and show many objects': no noun stands before a determiner.
        if (
            previous is Tag.And
            && sawVerb
            && lastVerb is { Form: VerbForm.Base }
            && after is { Tag: Tag.Det }
            && lexicon.Words.ManyWords.Contains(after.Lower)
        )
            return true;
        if (
            previous is Tag.And or Tag.Comma
            && lastVerb is { Form: VerbForm.Base or VerbForm.Past }
            && sawVerb
            && !(lexicon.Is(lastVerb.Verb, "has"))
        )
        {
            return next is Tag.Det or Tag.Poss or Tag.Pron
                || next is Tag.Prep && after!.Lower is "on" or "for" or "to" or "from" or "at"
                || next is Tag.Noun
                    && (after!.Plural || lastVerb.Form == VerbForm.Base && PluralAhead(tokens, IndexAfter(tokens, at), lexicon))
                || next is Tag.And or Tag.Comma && ReferenceEquals(Neighbour(tokens, IndexBefore(tokens, at), -1), lastVerb);
        }

        // 'have accounts with a name and a balance, record transactions with …': the list is over, and a new doing begins.
        if (
            previous is Tag.Comma
            && sawVerb
            && lastVerb is { Form: VerbForm.Base }
            && lexicon.Is(lastVerb.Verb, "has")
            && next is Tag.Noun
            && after!.Plural
            && Closed(tokens, at, lastVerb)
        )
            return true;
        if (previous is null or Tag.Colon or Tag.Other or Tag.Sub)
        {
            return next is Tag.Det or Tag.Poss
                || next is Tag.Noun
                    && after!.Plural
                    && Neighbour(tokens, IndexAfter(tokens, at), 1) is not { Tag: Tag.Aux or Tag.Modal or Tag.Verb }
                || next is Tag.Noun
                    && after!.Verb is null
                    && ListHeadPlural(tokens, IndexAfter(tokens, at))
                    && !Vocabulary.Instance.Activities.Contains(after.Lower)
                    && !ThenVerb(tokens, IndexAfter(tokens, at));
        }

        if (previous is Tag.Noun && (before!.Plural || before.Lower is "people" or "staff" or "public") && !sawVerb)
            return next is Tag.Det or Tag.Poss or Tag.Pron or Tag.Prep or Tag.Noun or Tag.Num or Tag.And;
        if (previous is Tag.Noun && (before!.Plural || before.Lower is "people" or "staff") && IsPersonWord(before))
            return next is Tag.Det or Tag.Poss or Tag.Pron or Tag.Prep || next is Tag.Noun && (after!.Plural || true);
        return false;
    }

    // Whether an 'and' has ended the list that began behind the verb.
    private static bool Closed(List<Token> tokens, int at, Token verb)
    {
        var i = at - 2;
        for (; i > 0 && !ReferenceEquals(tokens[i], verb); i--)
        {
            if (tokens[i].Tag is Tag.And)
                return true;
            if (tokens[i].Tag is Tag.Comma)
                return false;
        }

        // 'have a plan, book desks': one thing with an article, and no list.
        return i > 0 && tokens[i + 1].Lower is "a" or "an";
    }

    private static bool IsPersonWord(Token token) => KnowledgeBase.Instance.Person(token.Singular) != PersonKind.None;

    // 'to order' at the end of a clause is a verb after 'want to', 'able to'; 'to order' in 'payment to order' hardly occurs.
    private static bool IsPurpose(List<Token> tokens, int at) => at >= 2 && tokens[at - 2].Tag is Tag.Verb or Tag.Modal or Tag.Adv;

    private static bool Gerund(Token token, Token? before, Token? after, Lexicon lexicon)
    {
        if (before is { Tag: Tag.Aux })
            return true;
        if (token.Lower is "having" or "containing" or "including")
            return true;
        var objectFollows = after is { Tag: Tag.Det or Tag.Poss } or { Tag: Tag.Noun, Plural: true };
        if (lexicon.GerundNouns.Contains(token.Lower))
            return objectFollows && before is null or { Tag: Tag.Prep or Tag.And or Tag.Comma or Tag.Colon };
        return before is null or { Tag: Tag.Prep or Tag.And or Tag.Comma or Tag.Colon or Tag.Noun or Tag.Pron or Tag.Sub or Tag.Verb }
            && after is { Tag: Tag.Det or Tag.Poss or Tag.Noun or Tag.Pron or Tag.Prep };
    }

    private static bool Participle(List<Token> tokens, int at, Token? before, Token? after, Lexicon lexicon)
    {
        if (before is { Tag: Tag.Det or Tag.Poss or Tag.Num } && after is { Tag: Tag.Noun })
            return false;
        if (before is { Tag: Tag.Aux })
            return after is not { Tag: Tag.Noun }
                || after.Verb is not null
                || tokens[at].Verb is "give"
                || lexicon.Is(tokens[at].Verb, "assign") && after.Plural;
        if (after is { Tag: Tag.Prep })
            return before is { Tag: Tag.Noun or Tag.Close or Tag.Pron or Tag.Rel or Tag.And or Tag.Comma or Tag.Adv or Tag.Modal };
        if (after is { Tag: Tag.Det or Tag.Poss })
            return true;
        return before is { Tag: Tag.Rel or Tag.Pron } && after is not null
            || before is { Tag: Tag.Noun, Plural: true }
                && after is { Tag: Tag.Noun }
                && !tokens.Take(at).Any(static token => token.Tag is Tag.Verb or Tag.Aux or Tag.Modal)
                && false;
    }

    private static bool Objectlike(Token? token) => token is { Tag: Tag.Det or Tag.Poss or Tag.Noun or Tag.Pron or Tag.Prep or Tag.Num };

    // 'Each customer orders …', 'A member books …': a determiner of one opens the subject.
    private static bool StartsSingular(List<Token> tokens, int at)
    {
        for (var i = at - 1; i >= 0 && i >= at - 5; i--)
        {
            if (tokens[i].Tag is Tag.Det or Tag.Poss)
                return Lexicon.Instance.Each.Contains(tokens[i].Lower)
                    || tokens[i].Lower is "the" or "our" or "my"
                    || i == 0 && at + 1 < tokens.Count && tokens[at + 1] is { Plural: true, Tag: Tag.Noun };
            if (tokens[i].Tag is not (Tag.Noun or Tag.Adv))
                return false;
        }

        return false;
    }

    // '…, and each lesson links a class': 'each' behind a joint opens a clause of its own.
    private static bool OpensClause(List<Token> tokens, int at)
    {
        for (var i = at - 1; i > 0 && i >= at - 4; i--)
        {
            if (tokens[i].Lower is "each" or "every")
                return tokens[i - 1].Tag is Tag.And or Tag.Comma;
            if (tokens[i].Tag != Tag.Noun)
                return false;
        }

        return false;
    }

    private static bool ListHeadPlural(List<Token> tokens, int at)
    {
        var i = at;
        while (i + 1 < tokens.Count && i < at + 4 && tokens[i + 1].Tag == Tag.Noun && tokens[i + 1].IsWord && tokens[i + 1].Verb is null)
            i++;
        return i < tokens.Count && tokens[i].Plural;
    }

    // 'post short messages', 'upload product images'.
    private static bool PluralAhead(List<Token> tokens, int at, Lexicon lexicon)
    {
        for (var i = at; i < tokens.Count && i < at + 3 && tokens[i].IsWord && tokens[i].Tag == Tag.Noun; i++)
        {
            if (tokens[i].Plural && (tokens[i].Verb is null || lexicon.AlsoNoun(tokens[i].Verb!)))
                return true;
        }

        return false;
    }

    // 'Rent payments are recorded': what follows the nouns is a verb, so the first word is none.
    private static bool ThenVerb(List<Token> tokens, int at)
    {
        var i = at;
        while (i < tokens.Count && i < at + 4 && tokens[i].Tag == Tag.Noun)
            i++;
        return i < tokens.Count && tokens[i].Tag is Tag.Aux or Tag.Modal;
    }

    private static int IndexBefore(List<Token> tokens, int at)
    {
        var i = at - 1;
        while (i >= 0 && tokens[i].Tag == Tag.Adv)
            i--;
        return i;
    }

    private static int IndexAfter(List<Token> tokens, int at)
    {
        var i = at + 1;
        while (i < tokens.Count && tokens[i].Tag == Tag.Adv)
            i++;
        return i;
    }

    private static Token? Neighbour(List<Token> tokens, int at, int step)
    {
        var i = at + step;
        while (i >= 0 && i < tokens.Count && tokens[i].Tag == Tag.Adv)
            i += step;
        return i >= 0 && i < tokens.Count && !tokens[i].Consumed ? tokens[i] : null;
    }
}
