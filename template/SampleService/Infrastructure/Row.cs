namespace SampleService.Infrastructure;

/// <summary>What every stored row has. Id, times and version are set by the service, never by callers.</summary>
public abstract class Row
{
    /// <summary>UUID version 7: ordered by the time of creation.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>When it was created, in UTC.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was last changed, in UTC.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Counts changes from 1; its ETag, and the token against lost updates.</summary>
    public int Version { get; set; }
}
