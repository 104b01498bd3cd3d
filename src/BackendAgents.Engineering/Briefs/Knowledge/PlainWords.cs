using System.Text.RegularExpressions;

namespace BackendAgents.Engineering.Briefs.Knowledge;

/// <summary>Says turns of phrase in plainer words, neither more nor less. Pure; linear in the length of a sentence.</summary>
internal sealed class PlainWords
{
    // Longer sentences are left as they are.
    private const int MaxLength = 400;

    private static readonly PlainWords s_file = KnowledgeFiles.Read<PlainWords>("rewrites.yaml");

    /// <summary>Parts of expressions by name: <c>{may}</c>.</summary>
    public Dictionary<string, string> Parts { get; set; } = [];

    public List<Phrase> Phrases { get; set; } = [];

    /// <summary>The sentence in plainer words; the same where no phrase is in it.</summary>
    public static string Of(string sentence)
    {
        if (sentence.Length > MaxLength)
            return sentence;
        if (TechnologyWish.Of(sentence) is { } wish)
            return wish;
        foreach (var phrase in s_file.Phrases)
        {
            var end = sentence[sentence.TrimEnd(' ', '.', '!', ';', '?', ':').Length..];
            if (phrase.Match(sentence[..^end.Length], s_file.Parts) is { } match)
                sentence = Filled(phrase.To, match) + end;
        }

        return sentence;
    }

    /// <summary>A text with the groups of a match in it: <c>${x}</c>.</summary>
    public static string Filled(string to, Match match)
    {
        foreach (Group group in match.Groups)
            to = to.Replace("${" + group.Name + "}", group.Value.Trim(), StringComparison.Ordinal);
        return to.Trim();
    }
}
