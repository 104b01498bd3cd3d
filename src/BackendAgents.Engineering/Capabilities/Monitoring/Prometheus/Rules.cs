namespace BackendAgents.Engineering.Capabilities.Monitoring.Prometheus;

/// <summary>A value that Prometheus computes once for all who ask.</summary>
/// <param name="Name">Its series: <c>job:http_errors:ratio_rate5m</c>.</param>
/// <param name="Expression">How it is computed.</param>
internal sealed record RecordingRule(string Name, string Expression);

/// <summary>Something that a person has to know.</summary>
/// <param name="Name">Its name, unique: <c>ErrorBudgetBurnsFast</c>.</param>
/// <param name="Expression">True while it is so.</param>
/// <param name="For">How long it must be so before it fires, as Prometheus writes it: <c>2m</c>.</param>
/// <param name="Severity">Whether it wakes somebody or waits for the morning.</param>
/// <param name="Summary">What is wrong, in a sentence.</param>
internal sealed record AlertRule(string Name, string Expression, string For, AlertSeverity Severity, string Summary)
{
    /// <summary>What to look at first, and what to do; a sentence each.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>Series that make it fire.</summary>
    public required IReadOnlyList<SampleSeries> Fires { get; init; }

    /// <summary>Series of a service that is well.</summary>
    public required IReadOnlyList<SampleSeries> Silent { get; init; }

    /// <summary>Labels that stay on the alert where it looks at series by them: <c>provider="p"</c>.</summary>
    public string Labels { get; init; } = "";

    /// <summary>Minutes of those series after which one looks.</summary>
    public int After { get; init; } = 30;
}

/// <summary>How urgent an alert is.</summary>
internal enum AlertSeverity
{
    /// <summary>Wakes somebody.</summary>
    Page,

    /// <summary>Waits for the morning.</summary>
    Ticket,
}

/// <summary>A series of a rule's test.</summary>
/// <param name="Series">Name and labels.</param>
/// <param name="Values">Values, one a minute, in promtool's notation: <c>0+60x10</c>.</param>
internal sealed record SampleSeries(string Series, string Values);
