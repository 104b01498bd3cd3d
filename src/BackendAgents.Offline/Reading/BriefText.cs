using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace BackendAgents.Offline.Reading;

/// <summary>Makes any text safe to read: one kind of quote, dash, space and newline, no control or format characters.</summary>
internal static partial class BriefText
{
    public static string Normalise(string brief)
    {
        var text = new StringBuilder(brief.Length);
        foreach (var character in brief.ReplaceLineEndings("\n"))
        {
            switch (character)
            {
                case '\n':
                    text.Append('\n');
                    break;
                case '\u2018' or '\u2019' or '\u02BC' or '`' or '\u00B4':
                    text.Append('\'');
                    break;
                case '\u201C' or '\u201D' or '\u201E' or '\u00AB' or '\u00BB':
                    text.Append('"');
                    break;
                case '\u2013' or '\u2014' or '\u2012' or '\u2015':
                    text.Append('\u2014');
                    break;
                case '\u2010' or '\u2011':
                    text.Append('-');
                    break;
                default:
                    if (char.IsWhiteSpace(character))
                        text.Append(' ');
                    else if (
                        char.GetUnicodeCategory(character)
                        is not (
                            UnicodeCategory.Control
                            or UnicodeCategory.Format
                            or UnicodeCategory.PrivateUse
                            or UnicodeCategory.OtherNotAssigned
                        )
                    )
                        text.Append(character);
                    break;
            }
        }

        var plain = text.ToString();
        // The expression is made only for a text that has links.
        if (plain.Contains("](http", StringComparison.OrdinalIgnoreCase))
            plain = Link().Replace(plain, "$1");
        return Plural().Replace(plain, "$1");
    }

    // Where a link leads says nothing of what is wanted.
    [GeneratedRegex(@"\[([^\[\]]{1,200})\]\(https?://[^\s()]{1,500}\)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    // 'Pet(s)' are pets.
    [GeneratedRegex(@"(?<=[a-z])\((e?s)\)")]
    private static partial Regex Plural();

    /// <summary>Lower case, without marks over letters: <c>Café</c> to <c>cafe</c>.</summary>
    public static string Fold(string word)
    {
        if (Ascii.IsValid(word))
            return word.ToLowerInvariant();
        var folded = new StringBuilder(word.Length);
        foreach (var character in word.Replace("\uFFFD", "", StringComparison.Ordinal))
        {
            // Lone surrogates cannot be decomposed.
            if (char.IsSurrogate(character))
                folded.Append(character);
            else
                folded.Append(character.ToString().Normalize(NormalizationForm.FormD)[0]);
        }

        return folded.ToString().ToLowerInvariant();
    }
}
