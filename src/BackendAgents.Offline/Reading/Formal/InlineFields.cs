using System.Text.RegularExpressions;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Reading.Formal;

/// <summary>
/// Reads a thing with its fields in one line: <c>Owner: id, name, country (2 letters)</c>, <c>Book (title, isbn, year)</c>. Pure.
/// </summary>
internal static partial class InlineFields
{
    private const int Fewest = 3;
    private const int MaxParts = 40;

    private static readonly LexiconFiles.Honesty s_words = LexiconFiles.Honesty.Instance;

    /// <summary>The fields that a line gives a thing; null when it says something else.</summary>
    public static FieldsPart? Read(string line)
    {
        if (Shape().Match(line.Trim().TrimEnd('.')) is not { Success: true } shape)
            return null;
        if (
            FieldOwner.Noun(Thing(shape.Groups["noun"].Value)) is not { } owner
            || Parts(owner, shape.Groups["parts"].Value) is not { } parts
        )
            return null;
        // 'Pain points: lost keys, double work' names no rows.
        if (
            !Naming.IsKnown(owner)
            && owner != "user"
            && parts[0].Words is not ["id"]
            && s_words.Vague.Contains(owner[(owner.LastIndexOf(' ') + 1)..])
        )
            return null;
        // 'Report: date, total, count' says what is shown, and is no row.
        if (s_words.WorkedOut.Contains(owner))
            return null;
        // 'User types: guest, host' are kinds of people.
        if (parts.All(static part => Naming.IsPerson(Naming.Name(part.Words))))
            return null;
        var sure = parts.Count(static part => part.Words is ["id"] || FieldLine.IsSure(part) || Naming.IsKnown(Naming.Name(part.Words)));
        // 'Designation: office, team lead, driver' lists what it may be.
        if (!parts.Any(static part => part.Words is ["id"] || FieldLine.IsSure(part)))
            return null;
        return parts.Count >= Fewest && sure * 2 > parts.Count ? new FieldsPart(owner, parts) : null;
    }

    /// <summary>
    /// The fields of a thing in a list of the tables of a service, which may be called as it likes; null when there are none.
    /// </summary>
    public static FieldsPart? Defined(string line) =>
        Shape().Match(line.Trim().TrimEnd('.')) is { Success: true } shape
        && FieldOwner.Model(shape.Groups["noun"].Value) is { } owner
        && Parts(owner, shape.Groups["parts"].Value) is { Count: > 1 } parts
            ? new FieldsPart(owner, parts) { IsModel = true }
            : null;

    /// <summary>Whether an item of a list says nothing else than which fields a thing has: <c>Harvest - date, weight in kg</c>.</summary>
    public static bool AreSure(FieldsPart fields) =>
        RowNouns.Are(fields.Owner)
        && fields.Fields.All(static part => part.Words is ["id"] || FieldLine.IsSure(part) || Naming.IsKnown(Naming.Name(part.Words)));

    // 'Product model' is the product; a model alone is a thing.
    private static string Thing(string noun) =>
        noun.LastIndexOf(' ') is > 0 and var space && s_words.ThingWords.Contains(noun[(space + 1)..].ToLowerInvariant())
            ? noun[..space]
            : noun;

    /// <summary>The fields of a list with commas between them; null when one of them is none.</summary>
    public static IReadOnlyList<FieldPart>? Parts(string owner, string list)
    {
        var parts = new List<FieldPart>();
        foreach (var text in Commas(list))
        {
            if (parts.Count == MaxParts || FieldLine.Read(owner, text) is not { } part)
                return null;
            // 'kyc_ok bool'; 'DateTime' and 'startLong' are one name.
            if (
                text.Contains(' ', StringComparison.Ordinal)
                && part.Detail == FieldDetail.None
                && part.Words.Count > 1
                && part.Words is not ["date", "time"]
                && part.Words[^1] is not ("number" or "date" or "time" or "text" or "flag" or "serial")
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
        @"^['""]?(?<noun>[A-Za-z][\w-]*(?: [A-Za-z][\w-]*){0,2})['""]?"
            + @" ?(?:[:\u2014] ?(?<parts>[^{].*)| - (?<parts>[^{].*)|\((?<parts>.+)\)|:? ?\{ ?(?<parts>[^{}]+) ?\})$",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Shape();
}
