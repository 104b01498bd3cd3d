using System.Globalization;
using System.Text;

namespace BackendAgents.Engineering.Capabilities.Diagrams;

/// <summary>
/// Makes text safe within a Mermaid diagram, which reads directives and ends of statements anywhere, even between quotes. Characters that
/// mean nothing to it pass; those that do are written as its entity codes (<c>#59;</c> for a semicolon), which it turns back when it has
/// read the diagram. What could open HTML or a directive where a renderer turns them back too early becomes a space.
/// </summary>
internal static class MermaidText
{
    private const int MaxLength = 100;
    private const string Harmless = " .,()'/-_+=?!";
    private const string Coded = ";:#%&@*$";

    /// <summary>Text for use between double quotes; may be empty.</summary>
    public static string Quoted(string text)
    {
        var kept = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var visible =
                Rune.IsLetterOrDigit(rune)
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                || (rune.IsAscii && (Harmless.Contains((char)rune.Value) || Coded.Contains((char)rune.Value)));
            kept.Append(visible ? rune.ToString() : " ");
        }

        var words = string.Join(' ', kept.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var shown = words.Length <= MaxLength ? words : Shorten(words);
        return string.Concat(
            shown.Select(static c => Coded.Contains(c) ? string.Create(CultureInfo.InvariantCulture, $"#{(int)c};") : $"{c}")
        );
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
