using System.Globalization;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Monitoring.Prometheus;

/// <summary>
/// The rules that follow from a service's targets: its error budget by several windows at once (as Google's workbook on reliability has it:
/// a short window so that an alert ends soon after the trouble, a long one so that a hiccup is none), its latency and what runs out first.
/// </summary>
internal sealed class ServiceRules
{
    // A rate over a window that is longer than the series is that of the series.
    private const int Minutes = 60;
    private const string RequestRateName = "job:http_requests:rate5m";
    private const string LatencyName = "job:http_latency:p95_5m";

    // The rate at which the budget of 30 days burns, the long window and the short one, and whether that is worth a night's sleep.
    private static readonly Burn[] s_burns =
    [
        new("ErrorBudgetBurnsFast", 14.4m, "1h", "5m", AlertSeverity.Page, "2 % of the month's errors happened within an hour"),
        new("ErrorBudgetBurns", 6m, "6h", "30m", AlertSeverity.Page, "5 % of the month's errors happened within six hours"),
        new("ErrorBudgetBurnsSlowly", 1m, "3d", "6h", AlertSeverity.Ticket, "10 % of the month's errors happened within three days"),
    ];

    private readonly ServicePlan _plan;
    private readonly string _job;
    private readonly string _duration;

    public ServiceRules(ServicePlan plan)
    {
        _plan = plan;
        _job = plan.Blueprint.Service.Name;
        _duration = plan.Series(ServiceMetrics.Duration);
        Recordings =
        [
            .. s_burns.SelectMany(static burn => new[] { burn.Short, burn.Long }).Distinct().Select(Errors),
            new(RequestRateName, $"sum(rate({Requests("")}[5m]))"),
            new(LatencyName, $"histogram_quantile(0.95, sum by (le) (rate({Buckets}[5m])))"),
        ];
        Alerts =
        [
            .. s_burns.Select(OfBurn),
            Down(),
            Slow(),
            Queued(),
            .. Busy(),
            .. new SurroundingRules(plan).Alerts,
            .. new MessagingRules(plan).Alerts,
        ];
    }

    /// <summary>Values that are computed once.</summary>
    public IReadOnlyList<RecordingRule> Recordings { get; }

    /// <summary>What people must know.</summary>
    public IReadOnlyList<AlertRule> Alerts { get; }

    /// <summary>Share of requests that may fail, from the target of availability; one in 200 where the brief names none.</summary>
    public decimal Budget => (100 - (_plan.Blueprint.Targets.AvailabilityPercent ?? 99.5m)) / 100;

    /// <summary>This service's requests a second, as recorded.</summary>
    public string RequestRate => Recorded(RequestRateName);

    /// <summary>The 95th percentile of this service's response time, in seconds, as recorded.</summary>
    public string LatencyP95 => Recorded(LatencyName);

    /// <summary>This service's share of failed requests over a window, as recorded.</summary>
    public string ErrorRatio(string window) => Recorded(ErrorName(window));

    private static string ErrorName(string window) => $"job:http_errors:ratio_rate{window}";

    // One Prometheus looks at many services, whose values have the same names.
    private string Recorded(string name) => $"{name}{{job=\"{_job}\"}}";

    // Health checks are no requests of anybody.
    private string Requests(string more) => $"{_duration}_count{{job=\"{_job}\",http_route!~\"/health/.*\"{more}}}";

    private string Buckets => $"{_duration}_bucket{{job=\"{_job}\",http_route!~\"/health/.*\"}}";

    private RecordingRule Errors(string window) =>
        new(
            ErrorName(window),
            $"(sum(rate({Requests(",http_response_status_code=~\"5..\"")}[{window}])) or vector(0)) / sum(rate({Requests("")}[{window}]))"
        );

    private AlertRule OfBurn(Burn burn)
    {
        // Where much may fail, a multiple of it is more than everything.
        var limit = Text(Math.Min(burn.Factor * Budget, 0.5m));
        return new AlertRule(
            burn.Name,
            $"{ErrorRatio(burn.Long)} > {limit} and {ErrorRatio(burn.Short)} > {limit}",
            "2m",
            burn.Severity,
            $"Requests fail: {burn.What} ({Text(Budget * 100)} % may fail)."
        )
        {
            Steps =
            [
                "Look at the panel 'Errors by route' to see what fails, and since when.",
                "A rollout at that time is the first suspect: go back to the version before.",
                "Search the logs of that time for level Error; the trace id of an answer leads to its exception.",
                "If every route fails, look at the database: the ready check says whether it answers.",
            ],
            Fires = [Count("500", "0+60x"), Count("200", "0+0x")],
            Silent = [Count("500", "0+0x"), Count("200", "0+60x")],
            After = 60,
        };
    }

    private AlertRule Down() =>
        new(
            "ServiceIsDown",
            $"up{{job=\"{_job}\"}} == 0 or absent(up{{job=\"{_job}\"}})",
            "2m",
            AlertSeverity.Page,
            "An instance does not answer Prometheus."
        )
        {
            Steps =
            [
                "Look whether its process runs and why it ended: its last lines of log, its memory, the events of the cluster.",
                "If it runs, ask its live and ready paths from within the network.",
            ],
            Fires = [Up("0x")],
            Silent = [Up("1x")],
        };

    private AlertRule Slow()
    {
        var seconds = (_plan.Blueprint.Targets.LatencyP95Milliseconds ?? 500) / 1_000m;
        return new AlertRule(
            "AnswersAreSlow",
            $"{LatencyP95} > {Text(seconds)}",
            "10m",
            AlertSeverity.Ticket,
            $"One of twenty answers takes more than {Text(seconds)} seconds."
        )
        {
            Steps =
            [
                "Look at 'Latency by route': one slow route is a missing index, or a query that grew with the data.",
                "All routes at once are load, or the database.",
                "Compare with 'Requests' and 'CPU': where both rise, add instances.",
            ],
            Fires = [Bucket("10", "0+60x"), Bucket("+Inf", "0+60x"), Bucket("0.005", "0+0x")],
            Silent = [Bucket("0.005", "0+60x"), Bucket("10", "0+60x"), Bucket("+Inf", "0+60x")],
        };
    }

    private AlertRule Queued()
    {
        var series = $"{_plan.Series(ServiceMetrics.ThreadQueue)}{{job=\"{_job}\"}}";
        return new AlertRule(
            "WorkWaitsForThreads",
            $"{series} > 100",
            "5m",
            AlertSeverity.Ticket,
            "More work waits for threads than gets done."
        )
        {
            Steps =
            [
                "Something blocks threads, or there is not enough CPU: look at 'CPU' and at 'Latency by route'.",
                "Add an instance; then find what waits without 'await'.",
            ],
            Fires = [new(series, Long("500x"))],
            Silent = [new(series, Long("1x"))],
        };
    }

    private IEnumerable<AlertRule> Busy()
    {
        if (_plan.Blueprint.Targets.RequestsPerSecond is not { } planned)
            yield break;
        yield return new AlertRule(
            "MoreTrafficThanPlanned",
            $"{RequestRate} > {planned.ToString(CultureInfo.InvariantCulture)}",
            "15m",
            AlertSeverity.Ticket,
            $"More than the planned {planned.ToString(CultureInfo.InvariantCulture)} requests a second arrive."
        )
        {
            Steps =
            [
                "See whether it is one caller (the limits of each are in the README) or more people than thought of.",
                "Raise the most instances, and the connections that the database allows with them.",
            ],
            Fires = [Count("200", $"0+{(planned * 120).ToString(CultureInfo.InvariantCulture)}x")],
            Silent = [Count("200", "0+6x")],
            After = 60,
        };
    }

    private SampleSeries Count(string status, string values) =>
        new($"{_duration}_count{{job=\"{_job}\",http_route=\"/x\",http_response_status_code=\"{status}\"}}", Long(values));

    private SampleSeries Bucket(string bound, string values) =>
        new($"{_duration}_bucket{{job=\"{_job}\",http_route=\"/x\",le=\"{bound}\"}}", Long(values));

    private SampleSeries Up(string values) => new($"up{{job=\"{_job}\",instance=\"a\"}}", Long(values));

    private static string Long(string values) => values + Minutes.ToString(CultureInfo.InvariantCulture);

    private static string Text(decimal number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    private sealed record Burn(string Name, decimal Factor, string Long, string Short, AlertSeverity Severity, string What);
}
