using System.Text.RegularExpressions;

namespace BackendAgents.Engineering.Briefs.Knowledge;

/// <summary>How English asks for a mail, over a whole sentence.</summary>
internal sealed class RulePhrase
{
    private Expression? _pattern;

    public string Rule { get; set; } = "";
    public string Sentence { get; set; } = "";

    /// <summary>How it asks for mails.</summary>
    public static IReadOnlyList<RulePhrase> Messages { get; } = KnowledgeFiles.Read<List<RulePhrase>>("messages.yaml");

    /// <summary>What a sentence asks for; null when it asks for no mail.</summary>
    public Match? Match(string sentence) =>
        (_pattern ??= new Expression($"^(?:{Sentence})$", RegexOptions.ExplicitCapture)).Match(sentence);
}
