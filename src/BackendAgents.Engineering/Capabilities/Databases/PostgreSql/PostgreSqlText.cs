using System.Globalization;
using System.Text;

namespace BackendAgents.Engineering.Capabilities.Databases.PostgreSql;

/// <summary>
/// Names and texts as PostgreSQL reads them. Whatever comes in, what goes out is one identifier or one constant.
/// </summary>
internal static class PostgreSqlText
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

    /// <summary>
    /// A text constant on one line. With a backslash or a character that does not show, it takes the escape form, which reads the same
    /// whatever <c>standard_conforming_strings</c> says, and keeps newlines and bidirectional marks out of the file. U+0000 becomes U+FFFD.
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

    private static bool IsHidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
