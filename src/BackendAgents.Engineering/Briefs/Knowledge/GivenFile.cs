namespace BackendAgents.Engineering.Briefs.Knowledge;

/// <summary>
/// What every delivered service has, however it is asked for: a sentence that names a feature, and says nothing beside that the feature
/// or any such sentence could not say. Pure; safe on any thread.
/// </summary>
internal sealed class GivenFile
{
    private static readonly Lazy<GivenFile> s_instance = new(static () => KnowledgeFiles.Read<GivenFile>("given.yaml"));

    private readonly Lazy<HashSet<string>> _common;
    private readonly Lazy<HashSet<string>> _technology;

    public GivenFile() =>
        (_common, _technology) = (new(() => WordSet.List(Common)), new(() => [.. WordSet.List(Technologies), .. WordSet.List(Common)]));

    public static GivenFile Instance => s_instance.Value;

    /// <summary>Words that change nothing of what is asked for.</summary>
    public string Common { get; set; } = "";

    /// <summary>Words beside names of technologies that say nothing more of them.</summary>
    public string Technologies { get; set; } = "";

    public List<WordSet> Features { get; set; } = [];

    /// <summary>The features for which a sentence asks, and for nothing else; empty when it says more, or something else.</summary>
    public IReadOnlyList<WordSet> Read(string sentence)
    {
        if (SentenceWords.Of(sentence) is not { } words)
            return [];
        var asked = Features.FindAll(feature => feature.IsNamed(words));
        return asked.Count > 0 && WordSet.Cover(asked, _common.Value, words) ? asked : [];
    }

    /// <summary>Whether a sentence asks for nothing else than features, and all of them are among some elements.</summary>
    public bool IsMet(string sentence, IReadOnlyList<string> elements) =>
        Read(sentence) is { Count: > 0 } asked && asked.All(feature => elements.Contains(feature.Element));

    /// <summary>How many words from one on say nothing more of technologies; 0 for none.</summary>
    public int TechnologyWords(SentenceWords words, int at) => words.Longest(at, _technology.Value.Contains);

    /// <summary>The words by which a sentence asks for features; a thing of one of these names is meant where there is one.</summary>
    public IEnumerable<string> Own(IReadOnlyList<WordSet> asked, string sentence) =>
        SentenceWords.Of(sentence) is { } words ? asked.SelectMany(feature => feature.Own(words, _common.Value)).Distinct() : [];
}
