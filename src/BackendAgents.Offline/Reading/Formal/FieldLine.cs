using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Reading.Formal;

/// <summary>An item of a list of fields: <c>barcode (30 characters max)</c>, <c>email - the address</c>, <c>weight in kg</c>.</summary>
internal static partial class FieldLine
{
    private const int MaxWords = 4;

    /// <summary>The field that an item names; null when it says something else.</summary>
    public static FieldPart? Read(string owner, string item)
    {
        if (Key().Match(item) is { Success: true } key)
            return Keyed(owner, item.Remove(key.Index, key.Length).Trim(), key.Value.Contains("FK", StringComparison.OrdinalIgnoreCase));
        if (Shape().Match(item.TrimEnd('.', ';', ',')) is not { Success: true } shape)
            return null;
        var name = shape.Groups["name"].Value;
        var unit = name.Split(" in ") is [_, var measure] && Units.All.Contains(Vocabulary.Instance.Singular(measure)) ? measure : null;
        if (Words(unit is null ? name : name[..^(unit.Length + 4)]) is not { } words)
            return null;
        var detail = FieldDetailReader.Read(
            new[] { shape.Groups["detail"].Value, shape.Groups["remark"].Value }.Where(static part => part.Length > 0)
        );
        if (unit is not null)
            detail = detail with { Bounds = (detail.Bounds ?? new Bounds()).Merge(new Bounds { Unit = unit }) };
        return new FieldPart(owner, words) { Detail = detail };
    }

    // '(PK) room_id' is the row's own id, '(FK) room_id' leads to a room.
    private static FieldPart? Keyed(string owner, string item, bool leads)
    {
        if (Read(owner, item) is not { } field)
            return null;
        if (!leads)
            return field with { Words = ["id"], Detail = FieldDetail.None };
        return field.Words is [.., "id"] and { Count: > 1 } && FieldOwner.Noun(string.Join(' ', field.Words.SkipLast(1))) is { } other
            ? field with
            {
                Reference = other,
            }
            : null;
    }

    /// <summary>The words of a name of a field, lower case; null when it is none.</summary>
    public static IReadOnlyList<string>? Words(string name)
    {
        var words = Conventions
            .Phrase(name.Trim(' ', '\'', '"', '*'))
            .ToLowerInvariant()
            .Split([' ', '_'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > MaxWords || !words.All(static word => word.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-')))
            return null;
        if (!char.IsAsciiLetter(words[0][0]) || words[0] is "a" or "an" or "the" && words.Length > 3)
            return null;
        words = [.. words.SkipWhile(static word => word is "a" or "an" or "the" or "its")];
        // A deed or a sentence is no name.
        if (
            words.Length == 0
            || words.Length > 1 && words[0] is "to" or "can" or "get" or "create" or "update" or "delete" or "list" or "add" or "view"
            || words.Any(static word => Lexicon.Instance.Closed(word) is Tag.Modal or Tag.Aux or Tag.Rel or Tag.Sub or Tag.Pron)
        )
            return null;
        return words;
    }

    /// <summary>Whether a field may be meant where nothing but the form says so.</summary>
    public static bool IsSure(FieldPart field) =>
        field.Reference is not null
        || field.Words is ["id"]
        || field.Detail.Type is not null
        || field.Detail.Values.Count > 0
        || FieldTypes.IsFieldName(string.Join(' ', field.Words))
        || FieldTypes.IsFieldName(Vocabulary.Instance.Singular(field.Words[^1]));

    [GeneratedRegex(
        @"^\((?:PK|FK|PK ?[,/&] ?FK|FK ?[,/&] ?PK)\) ?| \(?(?:PK|FK|PK ?[,/&] ?FK|FK ?[,/&] ?PK)\)?$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Key();

    [GeneratedRegex(
        @"^(?<name>[A-Za-z'""*][\w '""*-]{0,48}?) ?(?:\((?<detail>[^()]{1,200}(?:\([^()]*\))?[^()]*)\))?(?: ?"
            + @"(?:[:\u2013\u2014]| -) ?(?<remark>.{1,300}))?$"
    )]
    private static partial Regex Shape();
}
