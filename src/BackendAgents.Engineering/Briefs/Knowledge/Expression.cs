using System.Text.RegularExpressions;

namespace BackendAgents.Engineering.Briefs.Knowledge;

/// <summary>
/// A regular expression without backtracking, so that no sentence takes long, that is made when a text may match it. Most of hundreds never
/// are: to make one takes some ten milliseconds, and to see that a word is missing none. Safe on any thread.
/// </summary>
internal sealed class Expression(string pattern, RegexOptions options = RegexOptions.None)
{
    private readonly IReadOnlyList<string> _literals = RequiredLiterals.Of(pattern);
    private Regex? _regex;

    /// <summary>The first match in a text; null when there is none.</summary>
    public Match? Match(string text) => MayMatch(text) && Made().Match(text) is { Success: true } match ? match : null;

    private bool MayMatch(string text)
    {
        if (_literals.Count == 0)
            return true;
        foreach (var literal in _literals)
        {
            if (text.Contains(literal, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private Regex Made() => _regex ??= new Regex(pattern, options | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
