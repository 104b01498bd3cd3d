namespace BackendAgents.Engineering.Briefs.Knowledge;

/// <summary>
/// Finds texts of which every match of a regular expression has one, by a walk over the expression: of <c>(?:mail|letters?) to</c> each
/// has 'mail'
/// or 'letter'. Says less than it could, and never more.
/// </summary>
/// <remarks>
/// For expressions without lookarounds, back references and inline options. A text that has none of the literals can't match, which is
/// known without making the automaton for it.
/// </remarks>
internal sealed class RequiredLiterals
{
    private const int Shortest = 3;

    private readonly string _pattern;
    private int _at;

    private RequiredLiterals(string pattern) => _pattern = pattern;

    /// <summary>The literals, of which each match has at least one; empty where nothing can be said.</summary>
    public static IReadOnlyList<string> Of(string pattern) => new RequiredLiterals(pattern).Alternatives() is { } literals ? literals : [];

    // Each branch must need something, or the whole needs nothing.
    private List<string>? Alternatives()
    {
        var all = new List<string>();
        var isNeeded = true;
        do
        {
            if (Sequence() is { } branch)
                all.AddRange(branch);
            else
                isNeeded = false;
        } while (Takes('|'));
        return isNeeded ? all : null;
    }

    private IReadOnlyList<string>? Sequence()
    {
        IReadOnlyList<string>? best = null;
        var run = new System.Text.StringBuilder();
        while (_at < _pattern.Length && _pattern[_at] is not ('|' or ')'))
        {
            var (literal, inner) = Element();
            var (isOptional, isRepeated) = Quantifier();
            if (literal is { } c && !isOptional)
                run.Append(c);
            if (literal is not null && !isOptional && !isRepeated)
                continue;
            Keep([run.ToString()]);
            run.Clear();
            if (inner is not null && !isOptional)
                Keep(inner);
        }

        Keep([run.ToString()]);
        return best;

        // The one whose shortest is longest tells most texts apart.
        void Keep(IReadOnlyList<string> other)
        {
            if (
                other.Min(static text => text.Length) is var least
                && least >= Shortest
                && (best is null || least > best.Min(static text => text.Length))
            )
                best = other;
        }
    }

    // A letter, or what a group needs; neither for a class of letters or a place between them.
    private (char? Literal, IReadOnlyList<string>? Inner) Element()
    {
        var c = _pattern[_at++];
        switch (c)
        {
            case '(':
                if (Takes('?') && !Takes(':'))
                    _at = _pattern.IndexOf('>', _at) + 1;
                var inner = Alternatives();
                Takes(')');
                return (null, inner);
            case '[':
                for (_at++; _pattern[_at] != ']'; _at++)
                    _at += _pattern[_at] == '\\' ? 1 : 0;
                _at++;
                return (null, null);
            case '\\':
                var escaped = _pattern[_at++];
                return (char.IsAsciiLetterOrDigit(escaped) ? null : escaped, null);
            case '.' or '^' or '$':
                return (null, null);
            default:
                return (c, null);
        }
    }

    private (bool IsOptional, bool IsRepeated) Quantifier()
    {
        var (isOptional, isRepeated) = (false, false);
        if (Takes('?') || Takes('*'))
            isOptional = true;
        else if (Takes('+'))
            isRepeated = true;
        else if (_at + 1 < _pattern.Length && _pattern[_at] == '{' && char.IsAsciiDigit(_pattern[_at + 1]))
        {
            (isOptional, isRepeated) = (_pattern[_at + 1] == '0', true);
            _at = _pattern.IndexOf('}', _at) + 1;
        }

        // Lazy.
        _ = (isOptional || isRepeated) && Takes('?');
        return (isOptional, isRepeated);
    }

    private bool Takes(char c)
    {
        if (_at >= _pattern.Length || _pattern[_at] != c)
            return false;
        _at++;
        return true;
    }
}
