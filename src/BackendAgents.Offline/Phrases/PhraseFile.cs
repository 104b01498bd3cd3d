using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Phrases;

/// <summary>Phrases of one purpose.</summary>
internal sealed class PhraseFile
{
    /// <summary>Parts of expressions by name: <c>{who}</c>.</summary>
    public Dictionary<string, string> Parts { get; set; } = [];

    public List<Phrase> Phrases { get; set; } = [];

    /// <summary>What asks for nothing that could be built.</summary>
    public static PhraseFile Remarks { get; } = LexiconFiles.Read<PhraseFile>("remarks.yaml");

    /// <summary>What only people can do.</summary>
    public static PhraseFile Declined { get; } = LexiconFiles.Read<PhraseFile>("declined.yaml");

    /// <summary>What the whole is, and nothing of what it does.</summary>
    public static PhraseFile Scopes { get; } = LexiconFiles.Read<PhraseFile>("scopes.yaml");
}
