using System.Text.RegularExpressions;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Sayings;

/// <summary>A kind of behaviour and how English says it, over whole sentences.</summary>
internal sealed class Saying
{
    private readonly Phrase _phrase = new();

    /// <summary>The kind of behaviour: <c>unique</c>, <c>report</c>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>What every delivered service has that does it; empty for other kinds.</summary>
    public string Element { get; set; } = "";

    public List<string> Sentences
    {
        get => _phrase.Sentences;
        set => _phrase.Sentences = value;
    }

    public List<string> Unless
    {
        get => _phrase.Unless;
        set => _phrase.Unless = value;
    }

    /// <summary>What a sentence says by it; null when it is none of the kind.</summary>
    public Match? Match(string sentence) => _phrase.Match(sentence, SayingFile.Instance.Parts);
}

/// <summary>All sayings.</summary>
internal sealed class SayingFile
{
    private static readonly Lazy<SayingFile> s_instance = new(static () => KnowledgeFiles.Read<SayingFile>("behaviour.yaml"));

    public static SayingFile Instance => s_instance.Value;

    /// <summary>Parts of expressions by name: <c>{not}</c>.</summary>
    public Dictionary<string, string> Parts { get; set; } = [];

    /// <summary>The record that is kept of what is taken, by the verb: <c>reserved</c>.</summary>
    public Dictionary<string, string> Records { get; set; } = [];

    public List<Saying> Sayings { get; set; } = [];
}
