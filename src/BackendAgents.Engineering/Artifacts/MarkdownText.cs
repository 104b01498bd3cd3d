using System.Text;

namespace BackendAgents.Engineering.Artifacts;

/// <summary>Text that anybody may have written, for Markdown documents.</summary>
internal static class MarkdownText
{
    /// <summary>The text with everything escaped that could become markup, a link, an image or a table cell.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            var atStart = i is > 0 and < 10 && text.AsSpan(0, i).IndexOfAnyExceptInRange('0', '9') < 0;
            _ = character switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '\n' or '\r' => escaped.Append(' '),
                '@' => escaped.Append("&#64;"),
                // An address without brackets is made a link by many renderers.
                ':' when i + 2 < text.Length && text[i + 1] == '/' && text[i + 2] == '/' => escaped.Append("&#58;"),
                '.' when i >= 3 && text.AsSpan(i - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase) => escaped.Append("&#46;"),
                '\\' or '`' or '*' or '_' or '[' or ']' or '#' or '|' or '!' or '~' or '$' => escaped.Append('\\').Append(character),
                '-' or '+' when i == 0 => escaped.Append('\\').Append(character),
                '.' or ')' when atStart => escaped.Append('\\').Append(character),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }
}
