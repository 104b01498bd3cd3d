using System.Globalization;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Reading;

/// <summary>
/// Splits a sentence into words, numbers and marks, and rewrites fixed phrases. What could never be a name becomes a gap.
/// </summary>
internal static class Tokenizer
{
    private const int MaxWord = 40;
    private const int MaxPhrase = 6;

    private static readonly Dictionary<string, (string[] From, string[] To)[]> s_phrases = Lexicon
        .Instance.Words.Phrases.Select(static pair => (From: pair.Key.Split(' '), To: pair.Value.Split(' ')))
        .GroupBy(static pair => pair.From[0], StringComparer.Ordinal)
        .ToDictionary(
            static group => group.Key,
            static group => group.OrderByDescending(static pair => pair.From.Length).ToArray(),
            StringComparer.Ordinal
        );

    public static List<Token> Tokenize(string sentence)
    {
        var tokens = new List<Token>();
        for (var i = 0; i < sentence.Length; )
        {
            var character = sentence[i];
            if (char.IsLetter(character) || character == '.' && i + 1 < sentence.Length && char.IsLetter(sentence[i + 1]))
                i = Word(sentence, i, tokens);
            else if (char.IsAsciiDigit(character))
                i = Number(sentence, i, tokens);
            else
            {
                Mark(character, tokens);
                i++;
            }
        }

        return Rewrite(tokens);
    }

    private static int Word(string text, int start, List<Token> tokens)
    {
        var end = start + 1;
        while (
            end < text.Length
            && (
                char.IsLetterOrDigit(text[end])
                || (text[end] is '-' or '\'' or '.' or '_') && end + 1 < text.Length && char.IsLetterOrDigit(text[end + 1])
            )
        )
        {
            end++;
        }

        var word = text[start..end];
        if (end < text.Length && text[end] == '#' && end - start == 1)
            word = text[start..++end];
        var possessive = false;
        if (word.EndsWith("'s", StringComparison.OrdinalIgnoreCase))
        {
            word = word[..^2];
            possessive = true;
        }
        else if (end < text.Length && text[end] == '\'' && word.EndsWith('s'))
        {
            possessive = true;
            end++;
        }

        var lower = BriefText.Fold(word);
        if (lower.Length > MaxWord || !lower.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '\'' or '.' or '_' or '#'))
        {
            tokens.Add(Gap(word));
            return end;
        }

        if (KnowledgeBase.Instance.Technology(lower) is null && (lower.Contains('_', StringComparison.Ordinal) || IsCamel(word)))
        {
            foreach (var part in Conventions.Phrase(word).Split(' '))
                tokens.Add(WordToken(part, part, possessive: false));
            return end;
        }

        tokens.Add(
            lower.Contains('.', StringComparison.Ordinal)
            && lower is not ("e.g" or "i.e")
            && KnowledgeBase.Instance.Technology(lower) is null
                ? Gap(word)
                : WordToken(word, lower, possessive)
        );
        return end;
    }

    private static int Number(string text, int start, List<Token> tokens)
    {
        var end = start;
        while (
            end < text.Length
            && end - start < 24
            && (char.IsAsciiDigit(text[end]) || text[end] is ',' or '.' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))
        )
        {
            end++;
        }

        var digits = text[start..end].Replace(",", "", StringComparison.Ordinal);
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
        {
            tokens.Add(Gap(digits));
            return end;
        }

        var unit = end;
        while (unit < text.Length && char.IsAsciiLetterOrDigit(text[unit]))
            unit++;
        var suffix = text[end..unit].ToLowerInvariant();
        if (suffix is "k" && value < 1_000_000)
            (value, suffix) = (value * 1000, "");
        else if (suffix is "m" && unit > end && value < 1_000_000 && (unit == text.Length || text[unit] is ' '))
            (value, suffix) = (value * 1_000_000, "");
        tokens.Add(
            new Token
            {
                Text = digits,
                Lower = digits,
                IsWord = false,
                Tag = Tag.Num,
                Number = value,
            }
        );
        if (suffix.Length is > 0 and <= MaxWord)
            tokens.Add(WordToken(suffix, suffix, possessive: false));
        return unit;
    }

    private static void Mark(char character, List<Token> tokens)
    {
        Tag? tag = character switch
        {
            ',' => Tag.Comma,
            ':' => Tag.Colon,
            '(' or '[' or '{' => Tag.Open,
            ')' or ']' or '}' => Tag.Close,
            '/' or '&' => Tag.And,
            '\u2014' => Tag.Other,
            '-' => Tag.Other,
            '%' => Tag.Noun,
            '<' or '>' or '=' or '|' or '\\' or '*' or '@' or '~' or '^' or '#' => Tag.Other,
            _ => char.IsLetterOrDigit(character) || char.IsSurrogate(character) ? Tag.Other : null,
        };
        if (tag is null)
            return;
        tokens.Add(
            character == '%'
                ? WordToken("percent", "percent", possessive: false)
                : new Token
                {
                    Text = character.ToString(),
                    Lower = character.ToString(),
                    IsWord = false,
                    Tag = tag.Value,
                }
        );
    }

    private static List<Token> Rewrite(List<Token> tokens)
    {
        var result = new List<Token>(tokens.Count);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (
                tokens[i].IsWord
                && s_phrases.TryGetValue(tokens[i].Lower, out var candidates)
                && candidates.FirstOrDefault(candidate => Matches(tokens, i, candidate.From)) is { From: { } from, To: { } to }
            )
            {
                result.AddRange(to.Select(static word => WordToken(word, word, possessive: false)));
                i += from.Length - 1;
            }
            else
            {
                result.Add(tokens[i]);
            }
        }

        return result;
    }

    private static bool Matches(List<Token> tokens, int at, string[] words)
    {
        if (words.Length > MaxPhrase || at + words.Length > tokens.Count)
            return false;
        for (var i = 0; i < words.Length; i++)
        {
            if (tokens[at + i].Lower != words[i])
                return false;
        }

        // 'who has booked a class' has nothing: the verb is 'booked'.
        var next = at + words.Length;
        return !(
            words[^1] is "has" or "have"
            && next + 1 < tokens.Count
            && tokens[next].Lower.EndsWith("ed", StringComparison.Ordinal)
            && tokens[next + 1].Lower is "the" or "a" or "an" or "their" or "his" or "her" or "this" or "it" or "them"
        );
    }

    private static Token Gap(string text) =>
        new()
        {
            Text = text,
            Lower = "\0",
            IsWord = false,
            Tag = Tag.Other,
        };

    private static Token WordToken(string text, string lower, bool possessive) =>
        Plain(text, Lexicon.Instance.Corrected(lower), possessive);

    private static Token Plain(string text, string lower, bool possessive) =>
        new()
        {
            Text = text,
            Lower = lower,
            IsWord = true,
            Possessive = possessive,
        };

    private static bool IsCamel(string word) => char.IsLower(word[0]) && word.Skip(1).Any(char.IsUpper);
}
