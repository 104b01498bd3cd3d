using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>
/// Says whether the session of an access token goes on. The database knows: it has a refresh token that may be used. What it has said is
/// kept for a moment.
/// </summary>
internal sealed class SessionCheck(ISessionMarks marks, IServiceScopeFactory scopes, TimeProvider clock) : ISessionWatch
{
    /// <summary>Refuses a token whose session has ended, and one that names none.</summary>
    public async Task CheckAsync(TokenValidatedContext context)
    {
        if (
            !Guid.TryParse(context.Principal?.FindFirstValue(TokenService.SessionClaim), out var session)
            || !await IsLiveAsync(session, context.HttpContext.RequestAborted)
        )
            context.Fail("The session has ended.");
    }

    /// <summary>Whether a session goes on.</summary>
    public async ValueTask<bool> IsLiveAsync(Guid session, CancellationToken cancellationToken)
    {
        if (await marks.FindAsync(session) is { } known)
            return known;
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.GetUtcNow();
        var isLive = await scope
            .ServiceProvider.GetRequiredService<AppDb>()
            .RefreshTokens.AnyAsync(
                found => found.FamilyId == session && found.RevokedAt == null && found.ExpiresAt > now,
                cancellationToken
            );
        await marks.KeepAsync(session, isLive);
        return isLive;
    }

    public ValueTask EndedAsync(Guid session) => marks.KeepAsync(session, isLive: false);
}
