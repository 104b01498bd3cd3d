using System.Globalization;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;

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
    };

    // Words by which a remark asks for more than a value being kept.
    private static readonly string[] s_demands =
    [
        "only",
        "must",
        "never",
        "cannot",
        "can't",
        "allowed",
        "automatic",
        "calculated",
        "computed",
    ];

    /// <summary>Reads the parts in their order. What is neither a type, a bound nor a list of values is a remark.</summary>
    public static FieldDetail Read(IEnumerable<string> parts)
    {
        var reading = new Reading();
        foreach (var part in parts)
        {
            if (Example().IsMatch(part))
                continue;
            foreach (var piece in Pieces(part))
                reading.Take(piece);
        }

        return reading.Done();
    }

    private static string[] Pieces(string part) =>
        part.Replace(" or ", ",", StringComparison.Ordinal)
            .Split([',', ';', '|', '/'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private sealed class Reading
    {
        private readonly List<string> _rest = [];
        private FieldType? _type;
        private Bounds? _bounds;
        private bool _enumerated;

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
            var values = _rest.Where(static value => value.Split(' ').Length <= 3 && value.All(IsOfValue)).ToList();
            if (_rest.Count > 0 && values.Count == _rest.Count && (_enumerated || _rest.Count > 1))
                return new FieldDetail(
                    FieldType.Enum,
                    _bounds,
                    [.. values.Select(static value => Conventions.Camel(value.ToLowerInvariant().Replace('_', ' '))).Distinct()],
                    null
                );
            // A remark without figures or demands explains the name, and says nothing of its own.
            var unread = _rest.Find(static rest =>
                rest.Any(char.IsAsciiDigit) || Array.Exists(s_demands, demand => rest.Contains(demand, StringComparison.OrdinalIgnoreCase))
            );
            return new FieldDetail(_type, _bounds, [], unread is null ? null : string.Join(", ", _rest));
        }

        private void Add(Bounds bounds) => _bounds = _bounds?.Merge(bounds) ?? bounds;
    }

    private static bool IsOfValue(char c) => char.IsAsciiLetterOrDigit(c) || c is ' ' or '_' or '-';

    private static int Whole(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static Bounds? Flag(string text) =>
        text.ToLowerInvariant() switch
        {
            "required" or "mandatory" or "not null" or "non-null" => new Bounds { Required = true },
            "optional" or "nullable" or "null" => new Bounds { Required = false },
            "unique" => new Bounds { Unique = true, Required = true },
            "bool" or "boolean" => new Bounds { Flag = true },
            _ => null,
        };

    [GeneratedRegex(@"^(\w+)\s?\(\s?(\d{1,5})\s?\)$", RegexOptions.NonBacktracking)]
    private static partial Regex Sized();

    [GeneratedRegex(
        @"^(?:at most |up to |max(?:imum)?\.? )?(?<n>\d{1,5}) ?(?:characters?|chars?|letters)(?: max(?:imum)?| at most)?$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Length();

    [GeneratedRegex(
        @"^(?:max(?:imum)?\.?(?: length)?:? ?(?<n>\d{1,7})|(?<n>\d{1,7}) ?[a-z%]{0,3} max(?:imum)?)$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Most();

    [GeneratedRegex(@"^(?:e\.?g\.?|for example|such as|like|example)[ :,]", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Example();
}
