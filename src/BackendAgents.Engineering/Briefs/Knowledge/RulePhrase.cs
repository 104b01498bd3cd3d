using System.Text.RegularExpressions;

namespace BackendAgents.Engineering.Briefs.Knowledge;

/// <summary>How English says a rule between rows, or asks for a mail, over a whole sentence.</summary>
internal sealed class RulePhrase
{
    private Regex? _pattern;

    public string Rule { get; set; } = "";
    public string Sentence { get; set; } = "";

    public static IReadOnlyList<RulePhrase> All { get; } = KnowledgeFiles.Read<List<RulePhrase>>("behaviour.yaml");

    /// <summary>How it asks for mails.</summary>
    public static IReadOnlyList<RulePhrase> Messages { get; } = KnowledgeFiles.Read<List<RulePhrase>>("messages.yaml");

    // Without backtracking, so that no sentence takes long.
    private Regex Pattern =>
        _pattern ??= new Regex(
            $"^(?:{Sentence})$",
            RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
        );

    public Match Match(string sentence) => Pattern.Match(sentence);
}
