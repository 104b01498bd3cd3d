using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SampleService.Infrastructure;

namespace SampleService.Features;

/// <summary>
/// The accounts of which copies have arrived. Another service has the accounts: whoever registers there and calls here at once may be
/// faster than the copy.
/// </summary>
public sealed class KnownAccounts
{
    private const int Most = 100_000;
    private readonly ConcurrentDictionary<Guid, bool> _seen = new();

    /// <summary>Whether the copy of an account is here; asks the database once for each account.</summary>
    public async Task<bool> HasAsync(Guid account, AppDb db, CancellationToken cancellationToken)
    {
        if (_seen.ContainsKey(account))
            return true;
        if (!await db.SampleAccounts.AnyAsync(found => found.Id == account, cancellationToken))
            return false;
        if (_seen.Count >= Most)
            _seen.Clear();
        _seen[account] = true;
        return true;
    }
}

internal static class KnownAccountsSetup
{
    private const int Tries = 20;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Waits a moment for the copy of the caller's account, and answers 503 <c>account-not-here-yet</c> where it has not arrived by then.
    /// </summary>
    public static IApplicationBuilder UseKnownAccounts(this IApplicationBuilder app) =>
        app.Use(
            async (http, next) =>
            {
                var caller = Caller.Of(http);
                var accounts = http.RequestServices.GetRequiredService<KnownAccounts>();
                var db = http.RequestServices.GetRequiredService<AppDb>();
                for (var attempt = 1; caller.IsKnown && !await accounts.HasAsync(caller.Id, db, http.RequestAborted); attempt++)
                {
                    if (attempt == Tries)
                    {
                        http.Response.Headers.RetryAfter = "1";
                        await Problems
                            .Of(StatusCodes.Status503ServiceUnavailable, "Your account has not arrived here yet.", "account-not-here-yet")
                            .ExecuteAsync(http);
                        return;
                    }

                    await Task.Delay(s_pause, http.RequestAborted);
                }

                await next(http);
            }
        );
}
