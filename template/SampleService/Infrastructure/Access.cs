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

    /// <summary>Whether somebody who is not logged in may call.</summary>
    public bool IsForAnybody => rules.Any(static rule => rule.Role == "anonymous");
}

/// <summary>Access to endpoints.</summary>
internal static class Access
{
    /// <summary>Lets in whom one of the rules is for. Others are refused before anything is begun.</summary>
    public static RouteHandlerBuilder Allow(this RouteHandlerBuilder endpoint, params (string Role, Scope Scope)[] rules)
    {
        var table = new AccessTable(rules);
        endpoint
            .WithMetadata(table)
            .AddEndpointFilter(
                async (context, next) =>
                {
                    var caller = Caller.Of(context.HttpContext);
                    return table.For(caller) == Scope.None ? caller.Refused() : await next(context);
                }
            );
        return table.IsForAnybody ? endpoint.AllowAnonymous() : endpoint.RequireAuthorization();
    }
}
