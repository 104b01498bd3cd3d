using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Reading.Formal;

/// <summary>How lines say that rows are managed, as data.</summary>
internal sealed class KeepsFile
{
    public static KeepsFile Instance { get; } = LexiconFiles.Read<KeepsFile>("keeps.yaml");

    /// <summary>Parts of expressions by name: <c>{deeds}</c>.</summary>
    public Dictionary<string, string> Parts { get; set; } = [];

    /// <summary>What is no rows of the service, though it stands where things do.</summary>
    public HashSet<string> Never { get; set; } = [];

    /// <summary>What lines that name a path say of what its method does anyhow, by method.</summary>
    public Dictionary<string, HashSet<string>> Usual { get; set; } = [];

    /// <summary>Those that leave no doubt about rows.</summary>
    public List<Phrase> Phrases { get; set; } = [];

    /// <summary>Those that say it of other things, too.</summary>
    public List<Phrase> Weak { get; set; } = [];

    /// <summary>Those that say what is done with rows, and not that there are any.</summary>
    public List<Phrase> Single { get; set; } = [];

    /// <summary>Those that name who does it.</summary>
    public List<Phrase> Named { get; set; } = [];
}
