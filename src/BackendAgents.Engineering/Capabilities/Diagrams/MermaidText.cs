using System.Globalization;
using System.Text;

namespace BackendAgents.Engineering.Capabilities.Diagrams;

/// <summary>
/// Makes text safe within a Mermaid diagram. Mermaid has no escape that all renderers honour, and reads directives anywhere, so only
/// characters that mean nothing to it pass; every other becomes a space.
/// </summary>
internal static class MermaidText
{
    private const int MaxLength = 100;
    private const string Harmless = " .,:()'/-_+=?!";

    /// <summary>Text for use between double quotes; may be empty.</summary>
    public static string Quoted(string text)
    {
        var kept = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var visible =
                Rune.IsLetterOrDigit(rune)
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                || (rune.IsAscii && Harmless.Contains((char)rune.Value));
            kept.Append(visible ? rune.ToString() : " ");
        }

        var words = string.Join(' ', kept.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return words.Length <= MaxLength ? words : Shorten(words);
    }

    /// <summary>A word for use without quotes; other characters become underscores.</summary>
    public static string Word(string name)
    {
        var word = string.Concat(name.Select(static c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return word.Length > 0 && !char.IsAsciiDigit(word[0]) ? word : "_" + word;
    }

    private static string Shorten(string text)
    {
        var cut = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return text[..cut].TrimEnd() + "...";
    }
}
