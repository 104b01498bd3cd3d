using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Reading;

/// <summary>
/// Finds limits of values and lengths ('from 1 to 5', 'up to 500 characters') and hangs them on the noun that they follow.
/// </summary>
internal static class BoundsReader
{
    private static readonly HashSet<string> s_lengths = new(StringComparer.Ordinal) { "character", "char", "letter", "digit", "symbol" };

    private static readonly HashSet<string> s_units = [.. Units.All, "g", "m", "gbp", "star", "point"];

    public static List<Token> Read(List<Token> tokens)
    {
        if (
            !tokens.Exists(static token => token.Number is not null)
            && !tokens.Exists(static token => token.Lower is "non-negative" or "positive" or "nonnegative")
        )
            return tokens;
        var result = new List<Token>(tokens.Count);
        for (var i = 0; i < tokens.Count; )
        {
            var (bounds, length) = Match(tokens, i);
            if (length == 0)
            {
                result.Add(tokens[i++]);
                continue;
            }

            if (bounds is null)
            {
                // A quantity of things: 'up to five addresses'.
                result.Add(
                    new Token
                    {
                        Text = "many",
                        Lower = "many",
                        IsWord = true,
                        Tag = Tag.Det,
                    }
                );
                i += length;
            }
            else if (Holder(result) is { } holder)
            {
                holder.Bounds = holder.Bounds?.Merge(bounds) ?? bounds;
                i += length;
            }
            else
            {
                result.Add(tokens[i++]);
            }
        }

        return result;
    }

    private static (Bounds? Bounds, int Length) Match(List<Token> tokens, int at)
    {
        string Lower(int offset) => at + offset < tokens.Count ? tokens[at + offset].Lower : "";
        decimal? Number(int offset) =>
            at + offset < tokens.Count && !tokens[at + offset].Consumed
                ? tokens[at + offset].Number ?? (tokens[at + offset].Lower == "zero" ? 0 : null)
                : null;

        if (
            Lower(0) is "from" or "between"
            && Number(1) is { } low
            && Lower(2) is "to" or "and" or "-" or "\u2014"
            && Number(3) is { } high
            && low < high
        )
            return Sized(tokens, at, 4, low, high);
        if (Number(0) is { } first && Lower(1) is "-" or "\u2014" or "to" && Number(2) is { } last && first < last)
            return Sized(tokens, at, 3, first, last);
        foreach (var (words, isMax) in s_cues)
        {
            if (!StartsWith(tokens, at, words) || Number(words.Length) is not { } limit)
                continue;
            var strict = words[^1] is "than" or "over" or "above" or "below" or "under";
            if (words is ["less", "than"] or ["below"] or ["under"] or ["over"] or ["above"] or ["more", "than"] or ["greater", "than"])
                limit +=
                    strict && limit % 1 == 0
                        ? isMax
                            ? -1
                            : limit == 0
                                ? 0
                                : 1
                        : 0;
            var sized = Sized(tokens, at, words.Length + 1, isMax ? null : limit, isMax ? limit : null);
            return sized.Length == 0 && isMax ? (null, words.Length + 1) : sized;
        }

        if (Number(0) is { } number && at + 1 < tokens.Count && s_lengths.Contains(tokens[at + 1].Singular))
        {
            var tail = Lower(2) is "long" or "max" or "maximum" ? 3 : 2;
            return (new Bounds { MaxLength = (int)Math.Clamp(number, 1, 100_000) }, tail);
        }

        return Lower(0) switch
        {
            "non-negative" or "nonnegative" when at + 1 >= tokens.Count || tokens[at + 1].Tag != Tag.Noun => (new Bounds { Min = 0 }, 1),
            _ => (null, 0),
        };
    }

    private static readonly (string[] Words, bool IsMax)[] s_cues =
    [
        (["up", "to"], true),
        (["at", "most"], true),
        (["a", "maximum", "of"], true),
        (["maximum", "of"], true),
        (["max"], true),
        (["maximum"], true),
        (["no", "more", "than"], true),
        (["not", "more", "than"], true),
        (["no", "longer", "than"], true),
        (["not", "exceed"], true),
        (["limited", "to"], true),
        (["less", "than"], true),
        (["below"], true),
        (["under"], true),
        (["at", "least"], false),
        (["a", "minimum", "of"], false),
        (["minimum", "of"], false),
        (["min"], false),
        (["minimum"], false),
        (["no", "less", "than"], false),
        (["not", "less", "than"], false),
        (["more", "than"], false),
        (["greater", "than"], false),
        (["over"], false),
        (["above"], false),
    ];

    private static (Bounds? Bounds, int Length) Sized(List<Token> tokens, int at, int length, decimal? min, decimal? max)
    {
        var end = at + length;
        if (end < tokens.Count && tokens[end].IsWord && s_lengths.Contains(tokens[end].Singular))
        {
            length++;
            if (end + 1 < tokens.Count && tokens[end + 1].Lower is "long")
                length++;
            return (new Bounds { MinLength = Int(min), MaxLength = Int(max) }, length);
        }

        if (end < tokens.Count && tokens[end].IsWord && s_units.Contains(tokens[end].Singular))
            return (
                new Bounds
                {
                    Min = min,
                    Max = max,
                    Unit = tokens[end].Singular,
                },
                length + 1
            );
        return end < tokens.Count && tokens[end].Tag == Tag.Noun && tokens[end].IsWord
            ? (null, 0)
            : (new Bounds { Min = min, Max = max }, length);
    }

    private static int? Int(decimal? value) => value is { } number ? (int)Math.Clamp(number, 1, 100_000) : null;

    private static bool StartsWith(List<Token> tokens, int at, string[] words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (at + i >= tokens.Count || tokens[at + i].Lower != words[i] || tokens[at + i].Consumed)
                return false;
        }

        return true;
    }

    private static Token? Holder(List<Token> tokens)
    {
        for (var i = tokens.Count - 1; i >= 0 && i >= tokens.Count - 12; i--)
        {
            if (
                tokens[i] is { IsWord: true, Tag: Tag.Noun, Consumed: false } token
                && (token.Verb is null || Lexicon.Instance.AlsoNoun(token.Verb))
            )
                return token;
        }

        return null;
    }
}
