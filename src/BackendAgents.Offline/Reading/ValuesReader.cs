using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Reading;

/// <summary>
/// Finds closed lists of values, 'status (pending, confirmed or cancelled)', 'a priority that is low, medium or high',
/// 'an order can be open, paid or shipped', and hangs them on their noun. Works on words, because values are of any word class.
/// </summary>
internal static class ValuesReader
{
    private const int MaxValues = 40;

    // What people do with rows, said in the passive.
    private static readonly HashSet<string> s_deeds = new(StringComparer.Ordinal)
    {
        "created",
        "added",
        "edited",
        "updated",
        "changed",
        "deleted",
        "removed",
        "viewed",
        "listed",
        "searched",
        "filtered",
        "sorted",
        "managed",
        "uploaded",
        "downloaded",
        "exported",
        "imported",
        "shared",
        "grouped",
        "linked",
        "required",
        "based",
        "used",
        "called",
        "named",
    };

    public static List<Token> Read(List<Token> tokens)
    {
        var result = new List<Token>(tokens.Count);
        for (var i = 0; i < tokens.Count; )
        {
            var holder = result.Count > 0 && result[^1] is { IsWord: true, Tag: Tag.Noun, Consumed: false } last ? last : null;
            if (
                holder is { Values: null }
                && Start(tokens, i, holder) is var (start, bracket, sure)
                && start > 0
                && List(tokens, start, bracket) is var (values, end, or)
                && values.Count >= 2
                && (sure || or)
                && values.Count <= MaxValues
            )
            {
                holder.Values = values;
                // The copula stays, so that the sentence keeps its verb.
                if (!bracket && tokens[i].Tag is Tag.Aux or Tag.Modal)
                    result.Add(
                        new Token
                        {
                            Text = "is",
                            Lower = "is",
                            IsWord = true,
                            Tag = Tag.Aux,
                        }
                    );
                i = end;
                continue;
            }

            if (Passage(tokens, i, result) is var (stages, behind) && behind > 0)
            {
                result.RemoveAt(result.Count - 1);
                result.Add(
                    new Token
                    {
                        Text = "has",
                        Lower = "has",
                        IsWord = true,
                        Tag = Tag.Verb,
                        Verb = "have",
                        Form = VerbForm.S,
                        Sure = true,
                    }
                );
                result.Add(
                    new Token
                    {
                        Text = "status",
                        Lower = "status",
                        IsWord = true,
                        Tag = Tag.Noun,
                        Singular = "status",
                        Values = stages,
                    }
                );
                i = behind;
                continue;
            }

            if (Predicate(tokens, i, result) is var (states, after) && after > 0)
            {
                result.Add(
                    new Token
                    {
                        Text = "have",
                        Lower = "have",
                        IsWord = true,
                        Tag = Tag.Verb,
                        Verb = "have",
                        Form = VerbForm.Base,
                    }
                );
                var name =
                    Kinds(tokens, i) ? "type"
                    : states.Contains("private") ? "visibility"
                    : "status";
                result.Add(
                    new Token
                    {
                        Text = name,
                        Lower = name,
                        IsWord = true,
                        Tag = Tag.Noun,
                        Singular = name,
                        Values = states,
                    }
                );
                i = after;
                continue;
            }

            result.Add(tokens[i++]);
        }

        return result;
    }

    // Where the list begins, whether it stands in brackets, and whether the noun alone says that it is one.
    private static (int Start, bool Bracket, bool Sure) Start(List<Token> tokens, int at, Token holder)
    {
        string Lower(int offset) => at + offset < tokens.Count ? tokens[at + offset].Lower : "";
        var enumeration = KnowledgeBase.Instance.EnumHeads.Contains(holder.Singular);
        if (tokens[at].Tag == Tag.Open)
        {
            var example = Lower(1) is "e.g" or "like";
            return (at + (example || Lower(1) is "either" ? 2 : 1), true, enumeration && !holder.Plural);
        }

        if (!enumeration && Kinds(tokens, at))
            return (0, false, false);
        // 'Channels are public or private' says how each of them is.
        if (enumeration && holder.Plural && Lower(0) is "are" && Predicate(tokens, at, [holder]) is { After: > 0 })
            return (0, false, false);
        if (!enumeration)
            return Lower(0) is "is" or "can" or "must" or "may" && IsOneOf(tokens, at) is > 0 and var one
                ? (one, false, true)
                : (0, false, false);
        if (tokens[at].Tag == Tag.Colon || Lower(0) is "like")
            return (at + 1, false, true);
        // 'a status of open, filed or late'.
        if (Lower(0) is "of" && !holder.Plural)
            return (at + 1, false, false);
        if (IsOneOf(tokens, at) is > 0 and var begin)
            return (begin, false, true);
        if (Lower(0) is "is" or "are")
            return (at + (Lower(1) is "either" ? 2 : 1), false, false);
        if (Lower(0) is "can" or "may" or "must" or "will" or "should" && Lower(1) == "be")
            return (at + (Lower(2) is "either" ? 3 : 2), false, false);
        if (Lower(0) is "that" or "which" && Lower(1) is "is" or "can" && IsOneOf(tokens, at + 1) is var relative)
            return relative > 0 ? (relative, false, true) : (at + (Lower(1) == "can" ? 3 : 2), false, false);
        return Lower(0) is "either" ? (at + 1, false, false) : (0, false, false);
    }

    // 'is one of', 'can be one of', 'must be either'.
    private static int IsOneOf(List<Token> tokens, int at)
    {
        for (var i = at; i + 1 < tokens.Count && i < at + 5; i++)
        {
            if (tokens[i].Lower == "one" && tokens[i + 1].Lower == "of")
                return i + 2;
            if (tokens[i].Lower == "either" && i > at)
                return i + 1;
            if (tokens[i].Lower is not ("is" or "be" or "can" or "must" or "may" or "will" or "should" or "always"))
                return 0;
        }

        return 0;
    }

    // 'can be pending, confirmed or cancelled' said of the thing itself.
    private static (List<string> Values, int After) Predicate(List<Token> tokens, int at, List<Token> result)
    {
        if (tokens[at].Lower is not ("is" or "are" or "be") || tokens[at].Consumed)
            return ([], 0);
        var start = at + 1;
        while (start < tokens.Count && tokens[start].Lower is "either" or "in" or "then" or "first" && start < at + 3)
            start++;
        var (values, end, or) = List(tokens, start, bracket: false);
        // 'are approved or rejected by managers' says who does it.
        if (end < tokens.Count && tokens[end].Lower == "by")
            return ([], 0);
        if (
            or
            && values.Count >= 2
            && Kinds(tokens, at)
            && result.Count > 0
            && result[^1] is { Tag: Tag.Noun, IsWord: true } subject
            && !KnowledgeBase.Instance.EnumHeads.Contains(subject.Singular)
        )
            return (values, end);
        return
            or
                && values.Count >= 2
                && values.Count(value => Vocabulary.Instance.StateWords.Contains(Conventions.Phrase(value).Split(' ')[^1])) * 2
                    >= values.Count
            || or && values.Count >= 3 && AreStates(values)
            ? (values, end)
            : ([], 0);
    }

    // 'is draft, ordered or received': what has been done to it. 'Can be created, edited or deleted' says what people do.
    private static bool AreStates(List<string> values)
    {
        var words = values.Select(static value => Conventions.Phrase(value).Split(' ')[^1]).ToList();
        return !words.Exists(s_deeds.Contains)
            && words.Count(static word => Vocabulary.Instance.StateWords.Contains(word) || word.EndsWith("ed", StringComparison.Ordinal))
                * 3
                >= words.Count * 2;
    }

    // 'goes through draft, review and published', 'moves through the stages applied, screening and hired'.
    private static (List<string> Values, int End) Passage(List<Token> tokens, int at, List<Token> result)
    {
        if (
            tokens[at].Lower is not ("through" or "from")
            || result.Count == 0
            || result[^1].Lower
                is not ("go" or "goes" or "move" or "moves" or "pass" or "passes" or "progress" or "progresses" or "run" or "runs")
        )
            return ([], 0);
        var start = at + 1;
        var named = false;
        while (
            start < tokens.Count
            && start < at + 6
            && (
                tokens[start].Lower
                    is "the"
                        or "these"
                        or "following"
                        or "several"
                        or "stages"
                        or "states"
                        or "statuses"
                        or "steps"
                        or "phases"
                        or "status"
                || tokens[start].Tag == Tag.Colon
            )
        )
            named |= tokens[start++].Lower is "stages" or "states" or "statuses" or "steps" or "phases" or "status";
        var (values, end, _) = List(tokens, start, bracket: tokens.Count > start && tokens[start].Tag == Tag.Open);
        return values.Count >= 2 && (named || values.Count >= 3) && tokens[at].Lower == "through" ? (values, end) : ([], 0);
    }

    // 'A client is either a person or a company'.
    private static bool Kinds(List<Token> tokens, int at)
    {
        var start = at + 1 < tokens.Count && tokens[at + 1].Lower == "either" ? at + 2 : at + 1;
        if (start >= tokens.Count || tokens[start].Lower is not ("a" or "an"))
            return false;
        for (var i = start + 1; i + 1 < tokens.Count && i < start + 5; i++)
        {
            if (tokens[i].Lower == "or")
                return tokens[i + 1].Lower is "a" or "an";
        }

        return false;
    }

    private static (List<string> Values, int End, bool Or) List(List<Token> tokens, int start, bool bracket)
    {
        var values = new List<string>();
        var words = new List<string>();
        var or = false;
        var i = start;
        var joint = start;
        var last = false;
        for (; i < tokens.Count && values.Count <= MaxValues; i++)
        {
            var token = tokens[i];
            if (token.Tag is Tag.Comma || token.Lower is "or" or "and" or "/" or "&")
            {
                var named = words.Count > 0;
                if (named)
                    joint = i;
                if (!Take(values, words))
                    break;
                // 'open, paid or closed, and …': what stands behind 'or' is the last value.
                if (last && named && !bracket && token.Lower is not ("or" or "/"))
                    break;
                or |= token.Lower is "or" or "/";
                last |= token.Lower is "or";
                continue;
            }

            if (token.Consumed || token.Tag is Tag.Close or Tag.Open or Tag.Colon or Tag.Other || !token.IsWord)
                break;
            if (token.Lower is "a" or "an" or "the" && words.Count == 0)
                continue;
            var closed = Lexicon.Instance.Closed(token.Lower);
            if (
                closed is Tag.Modal or Tag.Aux or Tag.Pron or Tag.Rel or Tag.Sub or Tag.Poss or Tag.Det
                || (closed is Tag.Prep && token.Lower is not ("in" or "on" or "to" or "under"))
                || words.Count == 3
            )
                break;
            words.Add(token.Lower);
        }

        // A last item that runs on is a clause and no value: 'open or closed and customers see …'.
        var bounded = bracket
            ? i < tokens.Count && tokens[i].Tag == Tag.Close
            : i >= tokens.Count || tokens[i].Tag is Tag.Other or Tag.Sub or Tag.Close or Tag.Colon;
        if (words.Count > 0 && bounded)
            Take(values, words);
        else if (words.Count > 0)
            Take(values, [words[0]]);
        // 'on hold or closed, and is led by': the last joint belongs to what follows.
        var end =
            bracket && i < tokens.Count && tokens[i].Tag == Tag.Close ? i + 1
            : i > start && i <= tokens.Count && Joint(tokens, i - 1) && joint > start ? joint
            : i;
        return (bracket && !bounded ? [] : values, end, or);
    }

    private static bool Joint(List<Token> tokens, int at) => tokens[at].Tag is Tag.Comma or Tag.And;

    private static bool Take(List<string> values, List<string> words)
    {
        var text = string.Join(
            ' ',
            words.Select(static word =>
                word switch
                {
                    "checkedin" => "checked in",
                    "checkedout" => "checked out",
                    _ => word,
                }
            )
        );
        words.Clear();
        if (text.Length == 0)
            return values.Count > 0;
        var value = Conventions.Camel(text);
        if (value.Length is 0 or > 40 || !char.IsAsciiLetter(value[0]) || values.Contains(value))
            return value.Length > 0 && values.Contains(value);
        values.Add(value);
        return true;
    }
}
