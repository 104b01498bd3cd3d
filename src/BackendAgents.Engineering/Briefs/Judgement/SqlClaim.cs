using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Judgement;

/// <summary>
/// Lets a column or a constraint of a table definition say what it says: that <c>BIGINT PRIMARY KEY</c> is how a database writes it is no
/// claim, that a name has 80 characters is one. Pure; linear in the length of the text.
/// </summary>
internal static partial class SqlClaim
{
    /// <summary>The text without the grammar of SQL where it is a part of a table definition; the same where it is none.</summary>
    public static string Plain(string text) =>
        !Begins().IsMatch(text) && !IsColumn(text)
            ? text
            : Word()
                .Replace(
                    Widths()
                        .Replace(Exclusive().Replace(Flags().Replace(Names().Replace(Listed(text), " "), " "), " "), "$1 ")
                        .Replace('\'', ' '),
                    // 'GuestID' is a guest's id.
                    static match =>
                        ClaimWords.Instance.Sql.Contains(match.Value.ToLowerInvariant()) ? " " : Conventions.Phrase(match.Value)
                );

    /// <summary>The text without <c>GENERATED ALWAYS AS IDENTITY</c>: that the database counts is no rule of behaviour.</summary>
    public static string WithoutIdentity(string text) => Identity().Replace(text, " ");

    // None of the values that are listed is longer than what there is room for.
    private static string Listed(string text) => List().IsMatch(text) ? Lengths().Replace(text, " ") : text;

    // 'label VARCHAR(80)': a name, and the name of a type.
    private static bool IsColumn(string text) =>
        Column().Match(text) is { Success: true } column
        && ClaimWords.Instance.SqlTypes.Contains(column.Groups["type"].Value.ToLowerInvariant());

    [GeneratedRegex(
        @"^(?:create (?:temporary )?table |create unique |alter table |constraint |primary key\b|foreign key\b|unique"
            + @" (?:key|index|\()|unique\(|check ?\()",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Begins();

    [GeneratedRegex(@"^['""\[]?\w{1,60}['""\]]? +['""\[]?(?<type>[A-Za-z]\w{1,30})\b", RegexOptions.CultureInvariant)]
    private static partial Regex Column();

    [GeneratedRegex(
        @"\bgenerated (?:always|by default)(?: on null)? as identity\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Identity();

    // What a constraint or an index is called, and the schema of a table.
    [GeneratedRegex(
        @"\bconstraint\s+\S+|^create unique (?:\w+ )?index\s.{0,120}?\son\s|\busing\s+\w+|\bauto_increment\b|\bwith\s*\([^()]{0,300}\)"
            + @"|['""\[]?\b(?:public|dbo)\b['""\]]?\.",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Names();

    // How wide a number is shown says nothing of it, and money has cents.
    [GeneratedRegex(
        @"\b((?:tiny|small|medium|big)?int(?:eger)?|number|bit|float|double|year|time|timestamp|timestamptz|datetime2?)"
            + @"\]?\s?\(\s?\d{1,3}\s?\)|\bidentity\s?\([^()]*\)|\b(?:decimal|numeric)\s?\(\s?\d{1,2}\s?,\s?2\s?\)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Widths();

    // 'price > 0' is a least price of a cent: the figure itself stands nowhere.
    [GeneratedRegex(@"[<>]\s?\(?\s?-?\d{1,15}(?:\.\d{1,6})?", RegexOptions.CultureInvariant)]
    private static partial Regex Exclusive();

    [GeneratedRegex(@"\bin\s?\(\s?0\s?,\s?1\s?\)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Flags();

    [GeneratedRegex(@"\bin\s?\(\s?N?'", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex List();

    [GeneratedRegex(@"(?<=char2?['""\]]?)\s?\(\s?\d{1,4}\s?\)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Lengths();

    [GeneratedRegex("[A-Za-z][A-Za-z0-9]*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
