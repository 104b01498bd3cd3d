namespace BackendAgents.Engineering.Planning;

/// <summary>Something that can be measured of the running service.</summary>
/// <param name="Name">Name of the instrument: <c>http.server.request.duration</c>.</param>
/// <param name="Kind">Kind of instrument.</param>
/// <param name="Unit">Unit in UCUM: <c>s</c>, <c>By</c>, <c>{request}</c>.</param>
/// <param name="Meaning">What it tells.</param>
/// <param name="Meter">The meter that it belongs to: <c>Microsoft.AspNetCore.Hosting</c>.</param>
internal sealed record Metric(string Name, MetricKind Kind, string Unit, string Meaning, string Meter);

/// <summary>The kinds of instrument.</summary>
internal enum MetricKind
{
    /// <summary>Only grows.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>Counts values by size.</summary>
    Histogram,
}
