namespace SampleService.Infrastructure;

/// <summary>Which rows a caller may use an operation on.</summary>
public enum Scope
{
    /// <summary>None: the caller may not call it.</summary>
    None,

    /// <summary>Rows that the caller owns.</summary>
    Own,

    /// <summary>All rows.</summary>
    Any,
}

/// <summary>Who may call an operation: roles, or <c>anonymous</c> for everybody and <c>authenticated</c> for every account.</summary>
public sealed class AccessTable(params (string Role, Scope Scope)[] rules)
{
    /// <summary>The widest scope that a caller has.</summary>
    public Scope For(Caller caller)
    {
        var widest = Scope.None;
        foreach (var (role, scope) in rules)
        {
            var matches = role == "anonymous" || (caller.IsKnown && (role == "authenticated" || role == caller.Role));
            if (matches && scope > widest)
                widest = scope;
        }

        // Rows have no owner whom an unknown caller could be.
        return widest == Scope.Own && !caller.IsKnown ? Scope.None : widest;
    }
}
