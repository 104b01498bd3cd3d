namespace SampleService.Tests;

/// <summary>A clock that a test puts forward.</summary>
internal sealed class Shifted : TimeProvider
{
    /// <summary>By how much it is ahead.</summary>
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
}
