// Generated from backend.yaml: what is done by the clock. Change the blueprint, not this file.
#nullable enable

using SampleService.Infrastructure;

namespace SampleService.Features;

internal static class JobList
{
    /// <summary>All jobs.</summary>
    public static IReadOnlyList<ScheduledJob> All { get; } =
        [new CloseDueJob()];
}
