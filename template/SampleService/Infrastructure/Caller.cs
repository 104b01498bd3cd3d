using System.Security.Claims;

namespace SampleService.Infrastructure;

/// <summary>Who calls: an account with its role, or nobody in particular.</summary>
public sealed record Caller(Guid Id, string? Role)
{
    /// <summary>Who isn't logged in, and who works without being called.</summary>
    public static Caller Nobody { get; } = new(Guid.Empty, null);

    /// <summary>Whether the caller is logged in.</summary>
    public bool IsKnown => Id != Guid.Empty;

    /// <summary>The caller of a request, from its access token.</summary>
    public static Caller Of(HttpContext http) =>
        Guid.TryParse(http.User.FindFirstValue("sub"), out var id) ? new Caller(id, http.User.FindFirstValue("role")) : Nobody;

    /// <summary>The answer to a caller without access: 401 when a login could help, else 403.</summary>
    public IResult Refused() => IsKnown ? Problems.Forbidden() : Problems.Unauthorized();
}
