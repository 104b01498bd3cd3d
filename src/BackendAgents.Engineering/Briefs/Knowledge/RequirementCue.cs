using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Briefs.Knowledge;

/// <summary>Words by which a sentence asks for more than that its nouns are kept.</summary>
internal sealed class RequirementCue
{
    private Expression? _pattern;

    public RequirementKind Kind { get; set; }
    public string Reason { get; set; } = "";
    public List<string> Words { get; set; } = [];

    // What the sentence may have said in a form that the blueprint holds: bounds, order, denied, own, target.
    public List<string> Unless { get; set; } = [];

    // Whether a person has to do it: what it asks for is known, and the team delivers nothing of the kind.
    public bool IsDeclined { get; set; }

    /// <summary>The cue by which a sentence asks for what a person has to do, with its words; null when it doesn't.</summary>
    public static (RequirementCue Cue, string Words)? Declined(string text)
    {
        foreach (var cue in All.Where(static cue => cue.IsDeclined))
        {
            if (cue.Find(text) is { } words)
                return (cue, words);
        }

        return null;
    }

    public static IReadOnlyList<RequirementCue> All { get; } = KnowledgeFiles.Read<List<RequirementCue>>("requirements.yaml");

    /// <summary>The words that a text has of these; null when it has none.</summary>
    public string? Find(string text) =>
        (_pattern ??= new Expression($@"(?:^|[^\w])({string.Join('|', Words)})(?:$|[^\w])", RegexOptions.IgnoreCase))
            .Match(text)
            ?.Groups[1]
            .Value;
}
