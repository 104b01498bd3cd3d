using System.Globalization;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Judgement;

/// <summary>A number of a sentence, with all the numbers by which a blueprint may hold it: in other units, or one beyond it.</summary>
/// <param name="Words">The number with its unit, as it was written.</param>
/// <param name="Values">What it may be.</param>
internal sealed partial record Figure(string Words, IReadOnlySet<decimal> Values)
{
    private const int FirstStatus = 200;
    private const int LastStatus = 599;
    private const decimal Percent = 100;
    private const decimal Thousand = 1000;
    private static readonly ClaimWords s_words = ClaimWords.Instance;

    /// <summary>The status of HTTP that it may be.</summary>
    public int? Status { get; private init; }

    /// <summary>The figures of a sentence that bound, time or count something. Those of names, versions and standards are none.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="isThing">Whether a word names something that is kept: '14 garages' says how many there are, and bounds nothing.</param>
    public static IEnumerable<Figure> Read(string text, Func<string, bool> isThing)
    {
        foreach (Match match in Number().Matches(text))
        {
            var (before, unit) = (LastWord(text[..match.Index]), match.Groups["unit"].Value.ToLowerInvariant());
            var plain = Vocabulary.Instance.Singular(unit);
            var written = match.Groups["number"].Value;
            var isWord = !char.IsAsciiDigit(written[0]);
            if (isWord && !IsMeasured(plain) && !s_words.Limits.Contains(before.ToLowerInvariant()))
                continue;
            // The 95th, and 95 % of the answers within a time.
            if (plain is "th" or "st" or "nd" or "rd" || plain is "%" or "percent" && Time().IsMatch(text))
                continue;
            if (!isWord && (IsNumbering(text, match) || IsName(before) || IsYear(written, before)))
                continue;
            if (!s_words.Limits.Contains(before.ToLowerInvariant()) && Following(text, match).Any(isThing))
                continue;
            var value = isWord
                ? s_words.Numbers[written.ToLowerInvariant()]
                : decimal.Parse(written.Replace(",", "", StringComparison.Ordinal), NumberStyles.Number, CultureInfo.InvariantCulture);
            yield return new Figure(match.Value.Trim(), All(value, plain).ToHashSet())
            {
                Status =
                    written.Length == 3 && value is >= FirstStatus and <= LastStatus && IsStatus(before, match.Groups["unit"].Value)
                        ? (int)value
                        : null,
            };
        }
    }

    private static IEnumerable<decimal> All(decimal value, string unit)
    {
        // 'More than five' is at least six.
        foreach (var near in (decimal[])[value, value - 1, value + 1])
            yield return near;
        if (unit is "k" or "thousand")
            yield return value * Thousand;
        if (unit is "million" or "m")
            yield return value * Thousand * Thousand;
        if (unit is "%" or "percent")
            yield return value / Percent;
        if (s_words.Units.TryGetValue(unit, out var seconds))
        {
            // A month is no sign of 30 days: one of something is everywhere.
            foreach (var other in s_words.Units.Values.Where(other => value * seconds / other is not (0 or 1)))
                yield return value * seconds / other;
        }

        if (s_words.Sizes.TryGetValue(unit, out var bytes))
        {
            yield return value * bytes;
            yield return value * (decimal)Math.Pow((double)Thousand, Math.Round(Math.Log((double)bytes, 1024)));
        }
    }

    private static bool IsMeasured(string unit) => s_words.Units.ContainsKey(unit) || s_words.Sizes.ContainsKey(unit) || unit == "time";

    // '404', '404 Not Found', '404 if it is unknown', 'status 404', but not '500 requests'.
    private static bool IsStatus(string before, string after) =>
        after.Length == 0
        || char.IsAsciiLetterUpper(after[0])
        || s_words.AfterStatus.Contains(after)
        || s_words.BeforeStatus.Contains(before.ToLowerInvariant()) && !IsMeasured(Vocabulary.Instance.Singular(after.ToLowerInvariant()));

    // '1. Users write notes.'
    private static bool IsNumbering(string text, Match match) =>
        match.Index == 0 && match.Length < text.Length && text[match.Length] is '.' or ')';

    // 'RFC 9457', 'PostgreSQL 16', 'Java 17'.
    private static bool IsName(string before) =>
        before.Length > 1
        && (
            char.IsAsciiLetterUpper(before[^1])
            || char.IsAsciiLetterUpper(before[0]) && KnowledgeBase.Instance.Technology(before.ToLowerInvariant()) is not null
        );

    private static bool IsYear(string number, string before) =>
        before.ToLowerInvariant() is "in" or "since" or "year" && number.Length == 4 && number[0] is '1' or '2';

    private static string LastWord(string text)
    {
        var trimmed = text.TrimEnd(' ', '(', '~', '<', '>', '=', '$', '€');
        return trimmed[(trimmed.LastIndexOfAny([' ', '(', ',', ':', '\t']) + 1)..].Trim('"', '\'', '*', '`');
    }

    private static IEnumerable<string> Following(string text, Match match) =>
        text[(match.Groups["number"].Index + match.Groups["number"].Length)..]
            .Split([' ', ',', '.', ';', ':'], StringSplitOptions.RemoveEmptyEntries)
            .Take(3);

    [GeneratedRegex(@"\d ?(?:ms|milliseconds?|s|sec|seconds?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Time();

    [GeneratedRegex(
        @"(?<![\w./:#{-]|[a-z]\(|\(\d{1,3},)"
            + @"(?<number>\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?(?!\d|,\d)|\d{1,15}(?:\.\d{1,6})?(?!\d)"
            + @"|(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|fifty|hundred)\b)"
            + @"(?![/:])(?:[ -]?(?<unit>%|[A-Za-z]+))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Number();
}
