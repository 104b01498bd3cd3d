using System.Globalization;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Reading.Formal;

/// <summary>
/// Reads what stands behind the name of a field: <c>string, required, unique</c>, <c>30 characters max</c>, <c>NEW, DONE</c>.
/// </summary>
internal static partial class FieldDetailReader
{
    private static readonly Dictionary<string, FieldType> s_types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["string"] = FieldType.String,
        ["varchar"] = FieldType.String,
        ["char"] = FieldType.String,
        ["text"] = FieldType.String,
        ["int"] = FieldType.Int,
        ["integer"] = FieldType.Int,
        ["number"] = FieldType.Int,
        ["smallint"] = FieldType.Int,
        ["serial"] = FieldType.Int,
        ["bigint"] = FieldType.Long,
        ["long"] = FieldType.Long,
        ["decimal"] = FieldType.Decimal,
        ["numeric"] = FieldType.Decimal,
        ["float"] = FieldType.Double,
        ["double"] = FieldType.Double,
        ["real"] = FieldType.Double,
        ["date"] = FieldType.Date,
        ["datetime"] = FieldType.Timestamp,
        ["timestamp"] = FieldType.Timestamp,
        ["timestamptz"] = FieldType.Timestamp,
        ["time"] = FieldType.Time,
        ["bool"] = FieldType.Bool,
        ["boolean"] = FieldType.Bool,
        ["flag"] = FieldType.Bool,
        ["yes-no"] = FieldType.Bool,
        ["whole number"] = FieldType.Int,
    };

    private static readonly HashSet<string> s_conditions = new(StringComparer.OrdinalIgnoreCase)
    {
        "required",
        "unique",
        "optional",
        "mandatory",
        "not null",
        "nullable",
        "primary key",
        "foreign key",
    };

    /// <summary>Whether words alone say of what kind a value is, and name none: <c>string</c>, <c>required</c>.</summary>
    public static bool IsDetail(string words) =>
        Array.TrueForAll(
            words.Trim().TrimEnd('.', ';').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            static word =>
                s_conditions.Contains(word) || s_types.ContainsKey(word) && word is not ("date" or "time" or "text" or "number" or "flag")
        );

    // A longer remark says something.
    private const int MostPlain = 4;

    /// <summary>Reads the parts in their order. What is neither a type, a bound nor a list of values is a remark.</summary>
    public static FieldDetail Read(IEnumerable<string> parts) => Read(parts, []);

    /// <summary>Reads what stands in the place of a type, and remarks, of which only an enumeration takes values.</summary>
    public static FieldDetail Read(IEnumerable<string> parts, IEnumerable<string> remarks)
    {
        var reading = new Reading();
        foreach (var part in parts.Where(static part => !Example().IsMatch(part)))
        {
            if (!reading.TakeWhole(part))
                Array.ForEach(Pieces(part), reading.Take);
        }

        foreach (var remark in remarks.Where(static remark => !Example().IsMatch(remark)))
        {
            if (!reading.TakeWhole(remark))
                Array.ForEach(Pieces(remark), reading.Remark);
        }

        return reading.Done();
    }

    private static string[] Pieces(string part) =>
        part.Replace(" or ", ",", StringComparison.Ordinal)
            .Split([',', ';', '|', '/'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(static piece => !Example().IsMatch(piece))
            .ToArray();

    private sealed class Reading
    {
        private readonly List<string> _rest = [];
        private readonly List<string> _remarks = [];
        private FieldType? _type;
        private Bounds? _bounds;
        private bool _enumerated;

        // What has commas or slashes of its own.
        public bool TakeWhole(string part)
        {
            var text = part.Trim('"', '\'', '.', ' ').ToLowerInvariant();
            if (text is "yes/no" or "y/n" or "true/false" or "yes or no" && _type is null)
                _type = FieldType.Bool;
            else if (text is "date/time" or "date, time" or "date and time" && _type is null)
                _type = FieldType.Timestamp;
            else if (Scaled().IsMatch(text) && _type is null)
                _type = FieldType.Decimal;
            else if (Range().Match(text) is { Success: true } range)
            {
                var (min, max) = (Number(range.Groups["min"].Value), Number(range.Groups["max"].Value));
                if (min > max || _type is FieldType.String)
                    return false;
                _type ??= text.Contains('.', StringComparison.Ordinal) ? FieldType.Decimal : FieldType.Int;
                Add(new Bounds { Min = min, Max = max });
            }
            else if (Least().Match(text) is { Success: true } least && _type is not FieldType.String)
            {
                _type ??= FieldType.Int;
                Add(new Bounds { Min = Whole(least.Groups["n"].Value) });
            }
            else
                return false;
            return true;
        }

        // Of a remark flags and bounds are taken; values only where it is said that there are some.
        public void Remark(string piece)
        {
            var known = _rest.Count;
            Take(piece);
            if (_rest.Count == known || _enumerated)
                return;
            _remarks.AddRange(_rest[known..]);
            _rest.RemoveRange(known, _rest.Count - known);
        }

        public void Take(string piece)
        {
            var text = piece.Trim('"', '\'', '.', ' ');
            if (Sized().Match(text) is { Success: true } sized && s_types.ContainsKey(sized.Groups[1].Value))
            {
                Take(sized.Groups[1].Value);
                Take(sized.Groups[2].Value);
            }
            else if (s_types.TryGetValue(text, out var type) && _type is null && !_enumerated)
                _type = type;
            else if (
                text.Equals("enum", StringComparison.OrdinalIgnoreCase) || text.Equals("enumeration", StringComparison.OrdinalIgnoreCase)
            )
                _enumerated = true;
            else if (Flag(text) is { } flag)
                Add(flag);
            else if (Length().Match(text) is { Success: true } length)
                Add(new Bounds { MaxLength = Whole(length.Groups["n"].Value) });
            else if (Digits().Match(text) is { Success: true } digits && _type is null or FieldType.String or FieldType.Int)
            {
                _type = FieldType.String;
                Add(new Bounds { Digits = Whole(digits.Groups["n"].Value) });
            }
            else if (Most().Match(text) is { Success: true } most)
                Add(
                    _type is FieldType.String
                        ? new Bounds { MaxLength = Whole(most.Groups["n"].Value) }
                        : new Bounds { Max = Whole(most.Groups["n"].Value) }
                );
            else if (text.Length > 0 && text.All(char.IsAsciiDigit) && text.Length <= 5 && _type is FieldType.String)
                Add(new Bounds { MaxLength = Whole(text) });
            else if (text.Length > 0)
                _rest.Add(text);
        }

        public FieldDetail Done()
        {
            var values = _rest
                .Where(static value => value.Split(' ').Length <= 3 && char.IsAsciiLetter(value[0]) && value.All(IsOfValue))
                .ToList();
            if (_rest.Count > 0 && values.Count == _rest.Count && (_enumerated || _rest.Count > 1 && !AreParts(values)))
                return new FieldDetail(
                    FieldType.Enum,
                    _bounds,
                    [.. values.Select(static value => Conventions.Camel(value.ToLowerInvariant().Replace('_', ' '))).Distinct()],
                    Unread(_remarks)
                );
            if (_rest.Count > 1 && values.Count == _rest.Count && AreParts(values))
                return new FieldDetail(_type, _bounds, [], string.Join(", ", _rest));
            return new FieldDetail(_type, _bounds, [], Unread([.. _rest, .. _remarks]));
        }

        // 'Code (capitals, digits)' says of what it is written, 'address (street, city)' what it is made of: neither lists values.
        private static bool AreParts(List<string> values) =>
            values.Exists(static value => LexiconFiles.Honesty.Instance.CharacterClasses.Contains(value.ToLowerInvariant()))
            || values.TrueForAll(static value => FieldTypes.IsFieldName(value.ToLowerInvariant()));

        // A remark that only names things explains the field, and says nothing of its own; figures, signs and every other kind of word ask
        // for more than a value being kept.
        private static string? Unread(List<string> rest) =>
            rest.Exists(static remark =>
                remark.Split([' ', '(', ')'], StringSplitOptions.RemoveEmptyEntries) is var words
                && (words.Length > MostPlain || !words.All(IsPlain))
            )
                ? string.Join(", ", rest)
                : null;

        private static bool IsPlain(string word) =>
            word.All(static c => char.IsAsciiLetter(c) || c is '-' or '\'')
            && char.IsAsciiLetter(word[0])
            && (word.Length > 1 || word == "a")
            && (Lexicon.Instance.Closed(word.ToLowerInvariant()) is null or Tag.Det or Tag.Prep or Tag.And or Tag.Poss)
            && word.ToLowerInvariant()
                is not ("unique" or "if" or "no" or "not" or "without" or "auto" or "never" or "after" or "before" or "until" or "from")
            && (
                Lexicon.Instance.VerbOf(word.ToLowerInvariant()) is not { } form
                || form.Form == VerbForm.Base
                || Lexicon.Instance.AlsoNoun(form.Verb)
            );

        private void Add(Bounds bounds) => _bounds = _bounds?.Merge(bounds) ?? bounds;
    }

    private static bool IsOfValue(char c) => char.IsAsciiLetterOrDigit(c) || c is ' ' or '_' or '-';

    private static decimal Number(string digits) => decimal.Parse(digits, CultureInfo.InvariantCulture);

    private static int Whole(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static Bounds? Flag(string text) =>
        text.ToLowerInvariant() switch
        {
            "required" or "mandatory" or "needed" or "not null" or "non-null" => new Bounds { Required = true },
            "optional" or "nullable" or "null" => new Bounds { Required = false },
            "unique" or "globally unique" or "must be unique" => new Bounds { Unique = true, Required = true },
            "bool" or "boolean" => new Bounds { Flag = true },
            _ => null,
        };

    [GeneratedRegex(@"^(?:numeric|decimal)\s?\(\s?\d{1,2}\s?,\s?\d{1,2}\s?\)$", RegexOptions.NonBacktracking)]
    private static partial Regex Scaled();

    [GeneratedRegex(
        @"^(?:between )?(?<min>-?\d{1,7}(?:\.\d{1,3})?) ?(?:-|to|and|\.\.\.?|\u2013|\u2014) ?(?<max>-?\d{1,7}(?:\.\d{1,3})?)$",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Range();

    [GeneratedRegex(@"^(\w+)\s?\(\s?(\d{1,5})\s?\)$", RegexOptions.NonBacktracking)]
    private static partial Regex Sized();

    [GeneratedRegex(
        @"^(?:at most |up to |max(?:imum)?\.? )?(?<n>\d{1,5}) ?(?:characters?|chars?|letters)(?: max(?:imum)?| at most)?$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Length();

    [GeneratedRegex(@"^(?:exactly )?(?<n>\d{1,2})[- ]digits?$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Digits();

    [GeneratedRegex(
        @"^(?:(?<n>\d{1,7}) or (?:later|more|higher|above|greater|older)|(?:at least|min(?:imum)?\.?|>=|\u2265) ?(?<n>\d{1,7}))$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Least();

    [GeneratedRegex(
        @"^(?:max(?:imum)?\.?(?: length)?:? ?(?<n>\d{1,7})|(?<n>\d{1,7}) ?[a-z%]{0,3} max(?:imum)?)$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Most();

    [GeneratedRegex(@"^(?:e\.?g\.?|for example|such as|like|example)[ :,]", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Example();
}
