using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure;

/// <summary>What a run of a job came to.</summary>
/// <param name="Name">The job.</param>
/// <param name="Done">Rows that it was done for.</param>
/// <param name="Failed">Rows for which it failed, or was refused.</param>
public sealed record JobResult(string Name, int Done, int Failed);

/// <summary>
/// Runs the jobs that are due: each once for all instances, since a run belongs to whoever got its lease; and once after a time in which
/// nobody ran, however often it was missed.
/// </summary>
public sealed class JobScheduler(IServiceScopeFactory scopes, IEnumerable<ScheduledJob> jobs, ILogger<JobScheduler> logger)
{
    private const int Batch = 1000;
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_renewal = TimeSpan.FromMinutes(1);

    /// <summary>Runs every job that is due now; a job that is new is due from its next time on.</summary>
    /// <param name="isWanted">Says which jobs run; all when null.</param>
    /// <param name="cancellationToken">Ends the runs.</param>
    public async Task<List<JobResult>> RunDueAsync(Func<string, bool>? isWanted, CancellationToken cancellationToken)
    {
        List<JobResult> results = [];
        foreach (var job in jobs)
        {
            if (isWanted?.Invoke(job.Name) != false && await LeaseAsync(job, cancellationToken) is { } lease)
                results.Add(await RunAsync(job, lease, cancellationToken));
        }

        return results;
    }

    /// <summary>Runs a job now, whenever it is due.</summary>
    public Task<JobResult> RunAsync(string name, CancellationToken cancellationToken) =>
        RunAsync(jobs.First(job => job.Name == name), null, cancellationToken);

    // The end of the lease; null when the job is not due, or belongs to another instance.
    private async Task<DateTimeOffset?> LeaseAsync(ScheduledJob job, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var (now, schedule) = (db.Now, $"{job.Schedule} {job.Zone}");
        var next = job.Next(now);
        var runs = db.Set<ScheduledRun>();
        if (await runs.AsNoTracking().FirstOrDefaultAsync(found => found.Name == job.Name, cancellationToken) is not { } run)
        {
            runs.Add(
                new ScheduledRun
                {
                    Name = job.Name,
                    Schedule = schedule,
                    NextDueAt = next,
                }
            );
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateException problem) when (problem.InnerException is { } inner && Databases.IsDuplicate(inner))
            {
                // Another instance was first.
            }

            return null;
        }

        var own = runs.Where(found => found.Name == job.Name && found.NextDueAt == run.NextDueAt);
        if (run.Schedule != schedule)
        {
            await own.ExecuteUpdateAsync(
                set => set.SetProperty(found => found.Schedule, schedule).SetProperty(found => found.NextDueAt, next),
                cancellationToken
            );
            return null;
        }

        if (run.NextDueAt is not { } due || due > now || run.LeasedUntil > now)
            return null;
        var until = now + s_lease;
        var isOurs =
            await own.Where(found => found.LeasedUntil == null || found.LeasedUntil <= now)
                .ExecuteUpdateAsync(set => set.SetProperty(found => found.LeasedUntil, until), cancellationToken) == 1;
        return isOurs ? until : null;
    }

    private async Task<JobResult> RunAsync(ScheduledJob job, DateTimeOffset? lease, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        HashSet<Guid> tried = [];
        var (done, failed) = (0, 0);
        while (true)
        {
            var due = await job.DueAsync(Work.OfNobody(scope.ServiceProvider), Batch, cancellationToken);
            var fresh = due.FindAll(tried.Add);
            foreach (var id in fresh)
            {
                if (await TryAsync(job, id, cancellationToken))
                    done++;
                else
                    failed++;
                if (lease is { } held && db.Now > held - s_lease + s_renewal)
                {
                    lease = await RenewAsync(db, job, held, cancellationToken);
                    if (lease is null)
                        return new JobResult(job.Name, done, failed);
                }
            }

            if (fresh.Count == 0 || due.Count < Batch)
                break;
        }

        logger.LogInformation("{Job} was done for {Done} rows and failed for {Failed}", job.Name, done, failed);
        if (lease is { } until)
            await EndAsync(db, job, until, done, failed);
        return new JobResult(job.Name, done, failed);
    }

    // One bad row doesn't stop the others.
    private async Task<bool> TryAsync(ScheduledJob job, Guid id, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            var work = Work.OfNobody(scope.ServiceProvider);
            var problem = await work.Db.InTransactionAsync(
                () => job.DoAsync(id, work, cancellationToken),
                static problem => problem is null,
                cancellationToken
            );
            if (problem is IStatusCodeHttpResult { StatusCode: var status })
                logger.LogWarning("{Job} is refused for {Row}: {Status}", job.Name, id, status);
            return problem is null;
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogError(problem, "{Job} failed for {Row}", job.Name, id);
            return false;
        }
    }

    // Null when another instance has taken over, since this one was too slow.
    private static async Task<DateTimeOffset?> RenewAsync(
        AppDb db,
        ScheduledJob job,
        DateTimeOffset held,
        CancellationToken cancellationToken
    )
    {
        var until = db.Now + s_lease;
        return
            await db.Set<ScheduledRun>()
                .Where(found => found.Name == job.Name && found.LeasedUntil == held)
                .ExecuteUpdateAsync(set => set.SetProperty(found => found.LeasedUntil, until), cancellationToken) == 1
            ? until
            : null;
    }

    private static Task<int> EndAsync(AppDb db, ScheduledJob job, DateTimeOffset lease, int done, int failed)
    {
        var (now, next) = (db.Now, job.Next(db.Now));
        return db.Set<ScheduledRun>()
            .Where(found => found.Name == job.Name && found.LeasedUntil == lease)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(found => found.NextDueAt, next)
                        .SetProperty(found => found.LeasedUntil, (DateTimeOffset?)null)
                        .SetProperty(found => found.FinishedAt, now)
                        .SetProperty(found => found.Done, done)
                        .SetProperty(found => found.Failed, failed),
                CancellationToken.None
            );
    }
}
