using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Quotas in tests.</summary>
internal static class QuotaClients
{
    /// <summary>Leaves an account so many calls of a quota, in a period that does not end while the test runs.</summary>
    public static Task<int> LeaveAsync(this TestHost host, Guid account, string quota, int calls, int left) =>
        host.WithDbAsync(db =>
        {
            db.Add(
                new QuotaCounter
                {
                    HolderId = account,
                    Name = quota,
                    PeriodStart = db.Now.AddDays(1),
                    Used = calls - left,
                }
            );
            return db.SaveChangesAsync();
        });
}
