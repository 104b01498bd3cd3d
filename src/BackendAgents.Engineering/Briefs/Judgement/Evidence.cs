using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Judgement;

/// <summary>
/// What elements of a blueprint hold: the words of their names and values, and their numbers. Titles and descriptions hold nothing, since
/// nothing is done by them.
/// </summary>
internal sealed partial class Evidence
{
    private const int MaxDepth = 12;

    private static readonly HashSet<string> s_told = new(StringComparer.Ordinal)
    {
        "Title",
        "Description",
        "Example",
        "Id",
        "Proves",
        "EqualityContract",
    };

    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly HashSet<decimal> _numbers = [];

    /// <summary>Texts as they are, by which an element refers to others.</summary>
    public HashSet<string> References { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a word, or one that stands for the same, is in a name or value.</summary>
    public bool Says(string word) =>
        // 'To-dos' are todos, and a check-in is checked in.
        word.Split('-')
            is { Length: > 1 } parts
            ? SaysOne(string.Concat(parts))
                || parts.All(part => ClaimWords.Instance.Stop.Contains(part.ToLowerInvariant()) || SaysOne(part))
            : SaysOne(word);

    private bool SaysOne(string word) =>
        ClaimWords
            .Instance.For(word.ToLowerInvariant())
            .Concat(ClaimWords.Instance.For(Vocabulary.Instance.Singular(word.ToLowerInvariant())))
            .Any(same => _words.Contains(same) || _words.Contains(ClaimWords.Plain(same)));

    /// <summary>Whether a figure is among the numbers.</summary>
    public bool Holds(Figure figure) => figure.Values.Any(_numbers.Contains);

    /// <summary>Adds the words of a name: <c>lastName</c>, <c>overdue-mail</c>.</summary>
    public void Name(string name)
    {
        foreach (Match match in Word().Matches(name))
        {
            var word = match.Value.ToLowerInvariant();
            _words.Add(word);
            _words.Add(ClaimWords.Plain(word));
        }

        // 'lastName' is a last name and a lastname.
        _words.Add(name.ToLowerInvariant());
    }

    /// <summary>Adds a number.</summary>
    public void Number(decimal number) => _numbers.Add(number);

    /// <summary>Adds all of what another holds.</summary>
    public void Add(Evidence other)
    {
        _words.UnionWith(other._words);
        _numbers.UnionWith(other._numbers);
    }

    /// <summary>Adds what an element holds, at any depth.</summary>
    public void Element(object? value) => Element(value, 0);

    private void Element(object? value, int depth)
    {
        switch (value)
        {
            case null or bool:
                break;
            case string text:
                Text(text);
                break;
            case Enum kind:
                Name(kind.ToString());
                break;
            case JsonElement json:
                Json(json);
                break;
            case IDictionary map:
                foreach (DictionaryEntry entry in map)
                {
                    Element(entry.Key, depth + 1);
                    Element(entry.Value, depth + 1);
                }

                break;
            case IEnumerable all:
                foreach (var one in all)
                    Element(one, depth + 1);
                break;
            case IConvertible number:
                Number(number.ToDecimal(CultureInfo.InvariantCulture));
                break;
            default:
                if (depth < MaxDepth && value.GetType().Namespace?.StartsWith("BackendAgents", StringComparison.Ordinal) == true)
                    Members(value, depth);
                break;
        }
    }

    private void Members(object element, int depth)
    {
        foreach (var member in element.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (s_told.Contains(member.Name) || member.GetIndexParameters().Length > 0 || !member.CanWrite)
                continue;
            if (member.GetValue(element) is not { } value || value is false)
                continue;
            // 'unique: true' says that it is unique.
            if (value is true || value is not (string or ICollection { Count: 0 }))
                Name(member.Name);
            Element(value, depth + 1);
        }
    }

    private void Json(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject())
                {
                    Name(member.Name);
                    Json(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray())
                    Json(item);
                break;
            case JsonValueKind.Number when json.TryGetDecimal(out var number):
                Number(number);
                break;
            case JsonValueKind.String:
                Text(json.GetString()!);
                break;
        }
    }

    private void Text(string text)
    {
        References.Add(text);
        Name(text);
        foreach (Match match in Figures().Matches(text))
        {
            if (decimal.TryParse(match.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
                Number(number);
        }

        if (!TimeSpan.TryParse(text.TrimStart('+'), CultureInfo.InvariantCulture, out var time))
            return;
        foreach (var length in (double[])[time.TotalSeconds, time.TotalMinutes, time.TotalHours, time.TotalDays])
            Number((decimal)length);
    }

    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"\d{1,15}(?:\.\d{1,6})?", RegexOptions.CultureInvariant)]
    private static partial Regex Figures();
}
