using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Reading;

/// <summary>
/// Rewrites turns of phrase whose words stand apart: 'check guests in', 'whether the absence is excused', 'the duration in minutes',
/// 'a number that is unique', 'its status moves from received to ready'. Call <see cref="Tagger.Look(List{Token})"/> first.
/// </summary>
internal static class IdiomReader
{
    private const int MaxApart = 5;

    public static List<Token> Read(List<Token> tokens)
    {
        var result = new List<Token>(tokens.Count);
        for (var i = Story(tokens, result); i < tokens.Count; )
        {
            var used =
                tokens[i].Consumed ? 0
                : Separable(tokens, i, result) is var separated and > 0 ? separated
                : Whether(tokens, i, result) is var asked and > 0 ? asked
                : When(tokens, i, result) is var dated and > 0 ? dated
                : InUnit(tokens, i, result) is var measured and > 0 ? measured
                : That(tokens, i, result) is var bounded and > 0 ? bounded
                : StateMoves.Read(tokens, i, result);
            if (used > 0)
                i += used;
            else
                result.Add(tokens[i++]);
        }

        return result;
    }

    // 'As a recruiter I want to publish jobs' says that recruiters can.
    private static int Story(List<Token> tokens, List<Token> result)
    {
        if (tokens.Count < 6 || tokens[0].Lower is not "as" || tokens[1].Tag != Tag.Det)
            return 0;
        var i = 2;
        while (i < tokens.Count && i < 6 && tokens[i].Tag == Tag.Noun && tokens[i].IsWord)
            i++;
        var role = tokens.GetRange(1, i - 1);
        if (i < tokens.Count && tokens[i].Tag == Tag.Comma)
            i++;
        if (role.Count < 2 || Lower(tokens, i) is not ("i" or "we") || i + 2 >= tokens.Count)
            return 0;
        i++;
        while (
            i < tokens.Count
            && Lower(tokens, i)
                is "would"
                    or "like"
                    or "want"
                    or "wish"
                    or "need"
                    or "must"
                    or "should"
                    or "to"
                    or "be"
                    or "able"
                    or "can"
                    or "also"
        )
            i++;
        result.AddRange(role);
        result.Add(
            new Token
            {
                Text = "can",
                Lower = "can",
                IsWord = true,
                Tag = Tag.Modal,
            }
        );
        return i;
    }

    private static Token Noun(string lower, Bounds? bounds = null) =>
        new()
        {
            Text = lower,
            Lower = lower,
            IsWord = true,
            Tag = Tag.Noun,
            Singular = lower,
            Bounds = bounds,
        };

    internal static string Lower(List<Token> tokens, int at) => at < tokens.Count && !tokens[at].Consumed ? tokens[at].Lower : "";

    // 'check guests in and out', 'take returned copies back'.
    private static int Separable(List<Token> tokens, int at, List<Token> result)
    {
        var verbs = Lexicon.Instance.Words.Separable;
        if (
            !tokens[at].IsWord
            || tokens[at].Verb is not { } verb
            || !verbs.TryGetValue(verb, out var particles)
            || at > 0 && tokens[at - 1].Tag is Tag.Det or Tag.Poss
        )
            return 0;
        for (var i = at + 2; i < tokens.Count && i <= at + MaxApart; i++)
        {
            if (tokens[i - 1] is not { Tag: Tag.Noun or Tag.Det or Tag.Poss or Tag.Pron } inner || inner.Consumed)
                return 0;
            if (
                !particles.TryGetValue(tokens[i].Lower, out var joined)
                || i + 1 < tokens.Count && tokens[i].Tag == Tag.Prep && tokens[i + 1].Tag is Tag.Noun or Tag.Det or Tag.Poss or Tag.Num
            )
                continue;
            result.Add(VerbToken(joined, tokens[at].Form));
            var end = i + 1;
            if (Lower(tokens, end) is "and" or "or" && particles.TryGetValue(Lower(tokens, end + 1), out var second))
            {
                result.Add(
                    new Token
                    {
                        Text = "and",
                        Lower = "and",
                        IsWord = true,
                        Tag = Tag.And,
                    }
                );
                result.Add(VerbToken(second, tokens[at].Form));
                end += 2;
            }

            result.AddRange(tokens.GetRange(at + 1, i - at - 1));
            return end - at;
        }

        return 0;
    }

    private static Token VerbToken(string verb, VerbForm form) =>
        new()
        {
            Text = verb,
            Lower = verb,
            IsWord = true,
            Tag = Tag.Verb,
            Verb = verb,
            Form = form,
            Singular = verb,
            Sure = true,
        };

    // '(a flag) whether it is available', 'if they are billable'.
    private static int Whether(List<Token> tokens, int at, List<Token> result)
    {
        if (
            tokens[at].Lower is not ("whether" or "if")
            || at == 0
            || tokens[at].Lower == "if" && tokens[at - 1].Lower is not ("flag" or "and" or "saying" or "indicating")
        )
            return 0;
        var i = at + 1;
        while (
            i < tokens.Count
            && i < at + 5
            && tokens[i].Tag is Tag.Det or Tag.Poss or Tag.Pron or Tag.Noun
            && tokens[i].Lower is not ("is" or "are")
        )
            i++;
        while (
            i < tokens.Count
            && i < at + 8
            && Lower(tokens, i) is "is" or "are" or "was" or "were" or "has" or "have" or "been" or "can" or "be" or "already"
        )
            i++;
        if (
            i <= at + 1
            || i >= tokens.Count
            || !tokens[i].IsWord
            || tokens[i - 1].Lower is not ("is" or "are" or "was" or "were" or "be" or "been")
            || i + 1 < tokens.Count && tokens[i + 1].Tag is not (Tag.Comma or Tag.And or Tag.Other or Tag.Close or Tag.Sub or Tag.Prep)
        )
        {
            return 0;
        }

        while (
            result.Count > 0
            && result[^1].Lower is "flag" or "indicator" or "saying" or "indicating" or "telling" or "a" or "the" or "information"
        )
            result.RemoveAt(result.Count - 1);
        result.Add(Noun(tokens[i].Lower, new Bounds { Flag = true }));
        return i + 1 - at;
    }

    // 'records when it was borrowed, when it is due'.
    private static int When(List<Token> tokens, int at, List<Token> result)
    {
        if (
            tokens[at].Lower != "when"
            || !result.Exists(static token =>
                token.Verb is { } verb && (Lexicon.Instance.Is(verb, "store") || Lexicon.Instance.Is(verb, "has"))
            )
        )
            return 0;
        var i = at + 1;
        while (
            i < tokens.Count
            && i < at + 5
            && (
                tokens[i].Tag is Tag.Det or Tag.Poss or Tag.Pron
                || tokens[i].Tag == Tag.Noun && tokens[i].Form != VerbForm.Past && tokens[i].Lower is not "due"
            )
        )
            i++;
        var helpers = 0;
        while (
            i < tokens.Count
            && helpers < 3
            && Lower(tokens, i) is "is" or "are" or "was" or "were" or "has" or "have" or "been" or "must" or "be"
        )
        {
            i++;
            helpers++;
        }

        if (helpers == 0 || i >= tokens.Count)
            return 0;
        if (tokens[i].Lower == "due")
            result.Add(Noun("due date"));
        else if (tokens[i].Form == VerbForm.Past)
            result.Add(Noun(tokens[i].Lower + " at"));
        else
            return 0;
        return i + 1 - at;
    }

    // 'the duration in minutes', 'a size in hectares'.
    private static int InUnit(List<Token> tokens, int at, List<Token> result)
    {
        if (
            tokens[at].Lower is not "in"
            || result.Count == 0
            || result[^1] is not { Tag: Tag.Noun, IsWord: true } holder
            || holder.Bounds?.Flag == true
        )
            return 0;
        var i = at + 1;
        if (Lower(tokens, i) is "square" or "cubic")
            i++;
        if (
            i >= tokens.Count
            || !tokens[i].IsWord
            || !Units.All.Contains(tokens[i].Singular)
            || i + 1 < tokens.Count && tokens[i + 1].Tag == Tag.Noun
        )
            return 0;
        var unit = string.Join(' ', tokens.GetRange(at + 1, i - at).Select(static token => token.Lower));
        holder.Bounds = (holder.Bounds ?? new Bounds()).Merge(new Bounds { Unit = unit });
        return i + 1 - at;
    }

    // 'a number that is unique', 'an email which must be unique'.
    private static int That(List<Token> tokens, int at, List<Token> result)
    {
        if (tokens[at].Lower is not ("that" or "which") || result.Count == 0 || result[^1] is not { Tag: Tag.Noun, IsWord: true } holder)
            return 0;
        var i = at + 1;
        while (Lower(tokens, i) is "is" or "are" or "must" or "be" or "should" or "always")
            i++;
        if (i == at + 1)
            return 0;
        var words = Lexicon.Instance.Words;
        var word = Lower(tokens, i);
        var bounds =
            words.UniqueWords.Contains(word) ? new Bounds { Unique = true, Required = true }
            : words.OptionalWords.Contains(word) ? new Bounds { Required = false }
            : words.RequiredWords.Contains(word) ? new Bounds { Required = true }
            : null;
        if (bounds is null || i + 1 < tokens.Count && tokens[i + 1].Tag == Tag.Noun)
            return 0;
        holder.Bounds = holder.Bounds?.Merge(bounds) ?? bounds;
        return i + 1 - at;
    }
}
