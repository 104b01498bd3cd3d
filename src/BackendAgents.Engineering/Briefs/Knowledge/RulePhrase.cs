using System.Text.RegularExpressions;

namespace BackendAgents.Engineering.Briefs.Knowledge;

/// <summary>How English asks for a mail, over a whole sentence.</summary>
internal sealed class RulePhrase
{
    private Regex? _pattern;

    public string Rule { get; set; } = "";
    public string Sentence { get; set; } = "";

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
