using System.Globalization;
using System.Text;
using BackendAgents.Engineering.Storage;

namespace BackendAgents.Engineering.Capabilities.Databases.PostgreSql;

/// <summary>
/// The one place that turns names and values into SQL text. Whatever comes in, what goes out is one identifier or one constant.
/// </summary>
internal static class SqlText
{
    private const char Replacement = '\uFFFD';

    /// <summary>A quoted identifier. Control characters, which no name needs, become U+FFFD, because a name cannot hold U+0000.</summary>
    public static string Identifier(string name)
    {
        var text = new StringBuilder("\"");
        foreach (var rune in name.EnumerateRunes())
            text.Append(
                IsHidden(rune) ? Replacement.ToString()
                : rune.Value == '"' ? "\"\""
                : rune.ToString()
            );
        return text.Append('"').ToString();
    }

    /// <summary>Quoted identifiers, separated by commas.</summary>
    public static string Identifiers(IEnumerable<string> names) => string.Join(", ", names.Select(Identifier));

    /// <summary>
    /// A text constant on one line. With a backslash or a character that does not show, it takes the escape form, which reads the same
    /// whatever
    /// <c>standard_conforming_strings</c> says and keeps newlines and bidirectional marks out of the file. U+0000 becomes U+FFFD.
    /// </summary>
    public static string Text(string value)
    {
        var text = new StringBuilder();
        var escaped = false;
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.Value == 0)
                text.Append(Replacement);
            else if (rune.Value == '\'')
                text.Append("''");
            else if (rune.Value == '\\' || IsHidden(rune))
            {
                escaped = true;
                text.Append(rune.Value == '\\' ? @"\\" : string.Create(CultureInfo.InvariantCulture, $@"\U{rune.Value:X8}"));
            }
            else
                text.Append(rune.ToString());
        }

        return (escaped ? "E'" : "'") + text + "'";
    }

    /// <summary>A number in invariant notation.</summary>
    public static string Number(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A typed constant; for dates and times, <see cref="LiteralKind.Now"/> is the moment in UTC.</summary>
    public static string Constant(Literal literal, ColumnKind column) =>
        literal.Kind switch
        {
            LiteralKind.Number => Checked(literal.Text),
            LiteralKind.Boolean => literal.Text == "true" ? "true" : "false",
            LiteralKind.Date => "DATE " + Text(literal.Text),
            LiteralKind.Time => "TIME " + Text(literal.Text),
            LiteralKind.Timestamp => "TIMESTAMPTZ " + Text(literal.Text),
            LiteralKind.Uuid => Text(literal.Text) + "::uuid",
            LiteralKind.Json => Text(literal.Text) + "::jsonb",
            LiteralKind.Binary => $"decode({Text(literal.Text)}, 'hex')",
            LiteralKind.Now => column switch
            {
                ColumnKind.Date => "(now() AT TIME ZONE 'UTC')::date",
                ColumnKind.Time => "(now() AT TIME ZONE 'UTC')::time",
                _ => "now()",
            },
            _ => Text(literal.Text),
        };

    // A literal is a public record, so that its text is not taken at its word.
    private static string Checked(string number) =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? number.Trim()
            : Text(number);

    private static bool IsHidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
