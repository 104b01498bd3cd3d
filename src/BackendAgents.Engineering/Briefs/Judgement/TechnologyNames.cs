using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Judgement;

/// <summary>Technologies that a sentence names and doesn't refuse, as lists of which one is enough: 'MySQL or Postgres'.</summary>
internal static class TechnologyNames
{
    private const int MostWords = 5;
    private static readonly char[] s_separators = [' ', ',', ';', '(', ')', ':', '!', '?', '"', '\'', '*', '`'];

    public static IReadOnlyList<IReadOnlyList<string>> Read(string text)
    {
        var words = text.Split(s_separators, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(static word => KnowledgeBase.Instance.Technology(Bare(word)) is null ? word.Split('/') : [word])
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
                if (before == "or" && found.Count > 0)
                    found[^1].Add(name);
                else if (before is not ("no" or "not" or "without" or "avoid" or "than"))
                    found.Add([name]);
                i += length - 1;
                break;
            }
        }

        return found;
    }

    private static string Bare(string word) => word.ToLowerInvariant();
}
