using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Reading.Formal;

/// <summary>How sentences say which fields a thing has, as data.</summary>
internal sealed class DescriptionFile
{
    public static DescriptionFile Instance { get; } = LexiconFiles.Read<DescriptionFile>("descriptions.yaml");

    /// <summary>Parts of expressions by name: <c>{has}</c>.</summary>
    public Dictionary<string, string> Parts { get; set; } = [];

    public List<Phrase> Phrases { get; set; } = [];

    public List<Phrase> Items { get; set; } = [];

    /// <summary>Things that are as well kept by their name.</summary>
    public HashSet<string> Names { get; set; } = [];

    public List<Phrase> Lists { get; set; } = [];

    /// <summary>A list of fields as prose says it, with names by which each tells its type.</summary>
    public string List(string text) => Rewritten(text, Lists);

    /// <summary>A field as prose says it, in the form that lists of fields have.</summary>
    public string Item(string text) => Rewritten(text, Items);

    private string Rewritten(string text, List<Phrase> phrases)
    {
        foreach (var phrase in phrases)
        {
            if (phrase.Match(text, Parts) is { } match)
                text = PlainWords.Filled(phrase.To, match);
        }

        return text;
    }
}
