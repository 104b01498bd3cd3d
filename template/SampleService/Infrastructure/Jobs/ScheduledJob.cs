using Cronos;

namespace SampleService.Infrastructure;

/// <summary>Something that is done by the clock, for each row that is due. Stateless: one instance serves all runs.</summary>
public abstract class ScheduledJob
{
    /// <summary>Its name in the blueprint, by which its runs are kept.</summary>
    public abstract string Name { get; }

    /// <summary>When it runs: five fields of cron.</summary>
    public abstract string Schedule { get; }

    /// <summary>Whose clock the schedule is told by: an IANA name such as Europe/Berlin.</summary>
    public virtual string Zone => "UTC";

    /// <summary>Ids of the rows that are due, so many at most.</summary>
    public abstract Task<List<Guid>> DueAsync(Work work, int most, CancellationToken cancellationToken);

    /// <summary>
    /// Does it for one row, in a transaction of its own; the row may have changed since it was found due. A problem undoes it.
    /// </summary>
    public abstract Task<IResult?> DoAsync(Guid id, Work work, CancellationToken cancellationToken);

    /// <summary>When it runs next. An hour that summer time skips is made up for, and one that comes twice counts once.</summary>
    public DateTimeOffset? Next(DateTimeOffset after) =>
        CronExpression.Parse(Schedule).GetNextOccurrence(after, TimeZoneInfo.FindSystemTimeZoneById(Zone))?.ToUniversalTime();
}
