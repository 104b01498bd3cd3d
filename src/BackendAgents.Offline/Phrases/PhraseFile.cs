using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Phrases;

/// <summary>Phrases of one purpose.</summary>
internal sealed class PhraseFile
{
    private HashSet<string>? _common;

    /// <summary>Parts of expressions by name: <c>{who}</c>.</summary>
    public Dictionary<string, string> Parts { get; set; } = [];

    public List<Phrase> Phrases { get; set; } = [];

    /// <summary>Words that any sentence of the sets may have.</summary>
    public string Common { get; set; } = "";

    /// <summary>The same by the words of a sentence, where no expression could foresee it.</summary>
    public List<WordSet> Sets { get; set; } = [];

    /// <summary>Of which set a sentence is, and says nothing besides; null when it is of none.</summary>
    public WordSet? Set(string sentence) =>
        SentenceWords.Of(sentence, anySign: true) is { } words
            ? Sets.Find(set => set.IsNamed(words) && WordSet.Cover([set], _common ??= WordSet.List(Common), words))
            : null;

    /// <summary>What asks for nothing that could be built.</summary>
    public static PhraseFile Remarks { get; } = LexiconFiles.Read<PhraseFile>("remarks.yaml");

    /// <summary>What only people can do.</summary>
    public static PhraseFile Declined { get; } = LexiconFiles.Read<PhraseFile>("declined.yaml");

    /// <summary>What the whole is, and nothing of what it does.</summary>
    public static PhraseFile Scopes { get; } = LexiconFiles.Read<PhraseFile>("scopes.yaml");
}
