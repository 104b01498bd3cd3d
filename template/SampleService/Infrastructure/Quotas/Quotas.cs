using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure;

/// <summary>Keeps callers within their quotas. One statement decides, so of many calls at once as many pass as are left.</summary>
internal static class Quotas
{
    private const int Attempts = 3;

    /// <summary>Answers 429 where a caller has used a quota up. Whoever isn't logged in is refused by others.</summary>
    public static RouteHandlerBuilder WithQuotas(this RouteHandlerBuilder endpoint, params Quota[] quotas) =>
        endpoint.AddEndpointFilter(
            async (context, next) =>
            {
                var http = context.HttpContext;
                var caller = Caller.Of(http);
                if (!caller.IsKnown)
                    return await next(context);
                var db = http.RequestServices.GetRequiredService<AppDb>();
                foreach (var quota in quotas)
                {
                    var holder = quota.ByKey && Guid.TryParse(http.User.FindFirstValue("key"), out var key) ? key : caller.Id;
                    if (await TakeAsync(db, quota, holder, http.RequestAborted))
                        continue;
                    var wait = Math.Ceiling((End(quota.Period, db.Now) - db.Now).TotalSeconds);
                    http.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
                    var words = $"There are {quota.Calls} calls to a {quota.Period.ToString().ToLowerInvariant()}, and all are used.";
                    return Problems.Of(StatusCodes.Status429TooManyRequests, words, "quota-exceeded");
                }

                return await next(context);
            }
        );

    /// <summary>When the period of a time began.</summary>
    public static DateTimeOffset Start(QuotaPeriod period, DateTimeOffset time) =>
        period switch
        {
            QuotaPeriod.Minute => new(time.Year, time.Month, time.Day, time.Hour, time.Minute, 0, TimeSpan.Zero),
            QuotaPeriod.Hour => new(time.Year, time.Month, time.Day, time.Hour, 0, 0, TimeSpan.Zero),
            QuotaPeriod.Day => new(time.Year, time.Month, time.Day, 0, 0, 0, TimeSpan.Zero),
            _ => new(time.Year, time.Month, 1, 0, 0, 0, TimeSpan.Zero),
        };

    private static DateTimeOffset End(QuotaPeriod period, DateTimeOffset time)
    {
        var start = Start(period, time);
        return period switch
        {
            QuotaPeriod.Minute => start.AddMinutes(1),
            QuotaPeriod.Hour => start.AddHours(1),
            QuotaPeriod.Day => start.AddDays(1),
            _ => start.AddMonths(1),
        };
    }

    // The first call of a holder makes the counter; of two first ones at once the second finds it.
    private static async Task<bool> TakeAsync(AppDb db, Quota quota, Guid holder, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await db.InTransactionAsync(
                    () => TakeOnceAsync(db, quota, holder, cancellationToken),
                    static _ => true,
                    cancellationToken
                );
            }
            catch (DbUpdateException problem) when (attempt < Attempts && Databases.IsDuplicate(problem.InnerException!)) { }
        }
    }

    private static async Task<bool> TakeOnceAsync(AppDb db, Quota quota, Guid holder, CancellationToken cancellationToken)
    {
        var start = Start(quota.Period, db.Now);
        var counter = db.Set<QuotaCounter>().Where(found => found.HolderId == holder && found.Name == quota.Name);
        await counter
            .Where(found => found.PeriodStart < start)
            .ExecuteUpdateAsync(
                set => set.SetProperty(found => found.PeriodStart, start).SetProperty(found => found.Used, 0),
                cancellationToken
            );
        var taken = await counter
            .Where(found => found.Used < quota.Calls)
            .ExecuteUpdateAsync(set => set.SetProperty(found => found.Used, found => found.Used + 1), cancellationToken);
        if (taken > 0)
            return true;
        if (await counter.AnyAsync(cancellationToken))
            return false;
        db.Add(
            new QuotaCounter
            {
                HolderId = holder,
                Name = quota.Name,
                PeriodStart = start,
                Used = 1,
            }
        );
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return true;
    }
}
