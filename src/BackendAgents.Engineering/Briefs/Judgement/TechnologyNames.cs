using System.Text.RegularExpressions;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Judgement;

/// <summary>Technologies that a sentence names and doesn't refuse, as lists of which one is enough: 'MySQL or Postgres'.</summary>
internal static partial class TechnologyNames
{
    private const int MostWords = 5;
    private const int Reach = 4;
    private static readonly char[] s_separators = [' ', '(', ')', '!', '?', '"', '\'', '*', '`'];

    public static IReadOnlyList<IReadOnlyList<string>> Read(string text)
    {
        // What stands between parts of a sentence is a word of its own.
        var words = Between()
            .Replace(text, " , ")
            .Split(s_separators, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(static word => KnowledgeBase.Instance.Technology(Bare(word)) is null ? Parts(word) : [word])
            .Select(static word => word.TrimEnd('.'))
            .ToList();
        List<List<string>> found = [];
        for (var i = 0; i < words.Count; i++)
        {
            for (var length = Math.Min(MostWords, words.Count - i); length > 0; length--)
            {
                var name = string.Join(' ', words.Skip(i).Take(length).Select(Bare));
                if (KnowledgeBase.Instance.Technology(name) is null)
                    continue;
                if (length == 1 && KnowledgeBase.Instance.IsEveryday(name) && (i == 0 || !words[i].Any(char.IsUpper)))
                    break;
                var before = i > 0 ? Bare(words[i - 1]) : "";
                if (found.Count > 0 && (before == "or" || before == "/" && TechnologyWish.AreAlike(found[^1][0], name)))
                    found[^1].Add(name);
                else if (!Refused().IsMatch(Before(words, i)))
                    found.Add([name]);
                i += length - 1;
                break;
            }
        }

        return found;
    }

    // 'SQLite/PostgreSQL' leaves a choice, 'Docker/Kubernetes' names two.
    private static string[] Parts(string word) =>
        word.Replace("/", " / ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    // The words just before, as far back as a refusal reaches: 'instead of', 'do not use'.
    private static string Before(List<string> words, int index) =>
        string.Join(
            ' ',
            words.Take(index).Reverse().Take(Reach).Select(Bare).TakeWhile(static word => word is not ("," or "but")).Reverse()
        );

    [GeneratedRegex("[,;:]", RegexOptions.CultureInvariant)]
    private static partial Regex Between();

    [GeneratedRegex(
        @"(?:^| )(?:(?:instead of|not|never|than|t|\w+n’t)(?: (?!only\b)\S+){0,2}|(?:no|without|avoid)(?: an?| any| the)?)$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Refused();

    private static string Bare(string word) => word.ToLowerInvariant();
}
