namespace BackendAgents.Verification.Load;

/// <summary>What came of a load run.</summary>
/// <param name="Milliseconds">How long each answer took.</param>
/// <param name="Errors">Requests that were answered with 500 or more, or not at all.</param>
/// <param name="Elapsed">How long the run took.</param>
internal sealed record LoadMeasurement(IReadOnlyList<double> Milliseconds, int Errors, TimeSpan Elapsed)
{
    /// <summary>Calls of conversations.</summary>
    public int Calls { get; init; }

    /// <summary>Those of them that were answered as the scenario says, whose clock and database are its own.</summary>
    public int AsSaid { get; init; }

    /// <summary>The most memory that the service took, in MiB; null where that can't be seen.</summary>
    public double? MemoryMebibytes { get; init; }

    private readonly double[] _sorted = [.. Milliseconds.Order()];

    /// <summary>Requests a second that were answered.</summary>
    public double PerSecond => Elapsed > TimeSpan.Zero ? _sorted.Length / Elapsed.TotalSeconds : 0;

    /// <summary>Share of requests that failed, from 0 to 1.</summary>
    public double ErrorRatio => _sorted.Length + Errors == 0 ? 0 : Errors / (double)(_sorted.Length + Errors);

    /// <summary>The time within which a share of the answers came; 0 when there was none.</summary>
    /// <param name="share">From 0 to 1: 0.95.</param>
    public double Percentile(double share) =>
        _sorted.Length == 0 ? 0 : _sorted[Math.Clamp((int)Math.Ceiling(share * _sorted.Length) - 1, 0, _sorted.Length - 1)];
}
