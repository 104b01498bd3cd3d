using System.Globalization;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Verification.Load;

/// <summary>Holds what was measured against the targets. A pure function.</summary>
internal static class LoadJudgement
{
    /// <summary>What is worse than the targets allow. What was sent is not more than this machine was asked for.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="measured">What was measured.</param>
    /// <param name="memoryMebibytes">The memory that the service has where it will run; null when nothing says so.</param>
    public static IReadOnlyList<Diagnostic> Of(Targets targets, LoadMeasurement measured, int? memoryMebibytes = null)
    {
        List<Diagnostic> findings = [];
        var allowed = (double)(100 - (targets.AvailabilityPercent ?? 99.5m)) / 100;
        if (measured.Milliseconds.Count == 0)
            findings.Add(Finding("targets", "Nothing was answered under load.", "Start the service by hand and see what it prints."));
        else if (measured.ErrorRatio > allowed)
            findings.Add(
                Finding(
                    "targets.availabilityPercent",
                    $"{Percent(measured.ErrorRatio)} of requests failed under load; {Percent(allowed)} may.",
                    "Look at the service's log for what failed."
                )
            );
        if (targets.LatencyP95Milliseconds is { } limit && measured.Percentile(0.95) > limit)
            findings.Add(
                Finding(
                    "targets.latencyP95Milliseconds",
                    $"95 of 100 answers took {Number(measured.Percentile(0.95))} ms or less here; {limit} ms is the target.",
                    "Look at the slowest route, or run tests/load/k6.js where the service will run: this machine may be the slow part."
                )
            );
        if (measured.MemoryMebibytes is { } took && took > memoryMebibytes)
            findings.Add(
                Finding(
                    "capabilities",
                    $"The service took {Number(took)} MiB of memory under load; where it runs it has {memoryMebibytes}.",
                    "Give it more (memoryMebibytes), or look for what it keeps: `dotnet-gcdump` says."
                )
            );
        return findings;
    }

    /// <summary>The figures, in a sentence.</summary>
    public static string Summary(LoadMeasurement measured, int asked, string database) =>
        $"{measured.Milliseconds.Count} {(measured.Calls > 0 ? "reads and writes" : "reads")} at {Number(measured.PerSecond)} a second "
        + $"({asked} were wanted): p50 {Number(measured.Percentile(0.5))} ms, "
        + $"p95 {Number(measured.Percentile(0.95))} ms, p99 {Number(measured.Percentile(0.99))} ms, {measured.Errors} failed"
        + (measured.MemoryMebibytes is { } memory ? $", {Number(memory)} MiB of memory" : "")
        + (measured.Calls > 0 ? $"; {measured.AsSaid} of {measured.Calls} calls by role were answered as the scenarios say" : "")
        + "; on "
        + $"{Environment.ProcessorCount} cores of this machine, with {database} and few rows.";

    private static Diagnostic Finding(string element, string message, string remedy) =>
        new("LOAD001", Severity.Error, Place.Of(element), message, remedy) { Area = Area.Performance };

    private static string Percent(double share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
