using System.Text.RegularExpressions;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Offline.Reading.Formal;

/// <summary>
/// Reads a thing with its fields in one line: <c>Owner: id, name, country (2 letters)</c>, <c>Book (title, isbn, year)</c>. Pure.
/// </summary>
internal static partial class InlineFields
{
    private const int Fewest = 3;
    private const int MaxParts = 40;

    /// <summary>The fields that a line gives a thing; null when it says something else.</summary>
    public static FieldsPart? Read(string line)
    {
        if (Shape().Match(line.Trim().TrimEnd('.')) is not { Success: true } shape)
            return null;
        if (FieldOwner.Noun(shape.Groups["noun"].Value) is not { } owner || Parts(owner, shape.Groups["parts"].Value) is not { } parts)
            return null;
        // 'User types: guest, host' are kinds of people.
        if (parts.All(static part => Naming.IsPerson(Naming.Name(part.Words))))
            return null;
        var sure = parts.Count(static part => part.Words is ["id"] || FieldLine.IsSure(part) || Naming.IsKnown(Naming.Name(part.Words)));
        return parts.Count >= Fewest && sure * 2 > parts.Count ? new FieldsPart(owner, parts) : null;
    }

    /// <summary>The fields of a list with commas between them; null when one of them is none.</summary>
    public static IReadOnlyList<FieldPart>? Parts(string owner, string list)
    {
        var parts = new List<FieldPart>();
        foreach (var text in Commas(list))
        {
            if (parts.Count == MaxParts || FieldLine.Read(owner, text) is not { } part)
                return null;
            // 'kyc_ok bool'; 'DateTime' is one name.
            if (
                part.Detail == FieldDetail.None
                && part.Words.Count > 1
                && part.Words is not ["date", "time"]
                && FieldDetailReader.Read([part.Words[^1]], []) is { Type: not null } typed
                && FieldLine.Words(string.Join(' ', part.Words.SkipLast(1))) is { } words
            )
                part = new FieldPart(owner, words) { Detail = typed };
            parts.Add(part);
        }

        return parts.Count == 0 ? null : parts;
    }

    /// <summary>A list split at commas outside brackets.</summary>
    public static IEnumerable<string> Commas(string list)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i <= list.Length; i++)
        {
            if (i < list.Length)
                depth +=
                    list[i] == '(' ? 1
                    : list[i] == ')' ? -1
                    : 0;
            if (i < list.Length && !(depth == 0 && list[i] is ',' or ';'))
                continue;
            if (list[start..i].Trim() is { Length: > 0 } part)
                yield return part;
            start = i + 1;
        }
    }

    [GeneratedRegex(
        @"^['""]?(?<noun>[A-Za-z][\w-]*(?: [A-Za-z][\w-]*){0,2})['""]? ?(?:[:\u2014] ?(?<parts>.+)|\((?<parts>.+)\))$",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Shape();
}
