using BackendAgents.Engineering.Capabilities.Databases.Replicas;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Monitoring.Prometheus;

/// <summary>
/// What goes wrong between the service and others: subscriptions that fail or are late, providers that don't answer, a cache that is away,
/// a replica that lags. Each is there only where the plan measures it.
/// </summary>
internal sealed class MessagingRules(ServicePlan plan)
{
    private readonly string _name = plan.Blueprint.Service.Name;

    /// <summary>What people must know.</summary>
    public IEnumerable<AlertRule> Alerts
    {
        get
        {
            if (Has("events.failed"))
            {
                yield return SubscriptionsFail();
                yield return EventsAreLate();
            }

            if (Has("providers.asked"))
                yield return ProviderFails();
            if (Has("cache.away"))
                yield return CacheIsAway();
            if (Has(ReplicaCode.Lag))
                yield return ReplicaLags();
        }
    }

    private bool Has(string metric) => plan.Metrics.Any(known => known.Name == metric);

    private AlertRule SubscriptionsFail()
    {
        var series = Series("events.failed", "subscription=\"s\"");
        return new AlertRule(
            "SubscriptionsFail",
            $"sum(increase({Series("events.failed")}[15m])) > 10",
            "5m",
            AlertSeverity.Ticket,
            "What is to be done when events arrive fails again and again."
        )
        {
            Steps =
            [
                "The log names the subscription and its error; 'Events that failed' shows since when.",
                "An event is tried again for about a day, then it is given up and waits for a person.",
                $"Once it is mended: dotnet {plan.ProjectName}.dll --outbox-replay has what was given up tried again.",
            ],
            Fires = [new(series, "0+5x60")],
            Silent = [new(series, "2+0x60")],
        };
    }

    private AlertRule EventsAreLate()
    {
        string Bucket(string bound) => Series("events.lag", $"le=\"{bound}\"", "_bucket");
        return new AlertRule(
            "EventsAreLate",
            $"histogram_quantile(0.95, sum by (le) (rate({Series("events.lag", "", "_bucket")}[5m]))) > 300",
            "10m",
            AlertSeverity.Ticket,
            "One of twenty events is done more than five minutes after what it tells of."
        )
        {
            Steps =
            [
                "Look at 'Messages': where they pile up, what takes them is slow or away, the broker among it.",
                "Where none wait, it is the subscription: see the time of its queries.",
            ],
            Fires = [new(Bucket("60"), "0+0x60"), new(Bucket("1000"), "0+60x60"), new(Bucket("+Inf"), "0+60x60")],
            Silent = [new(Bucket("60"), "0+60x60"), new(Bucket("1000"), "0+60x60"), new(Bucket("+Inf"), "0+60x60")],
        };
    }

    private AlertRule ProviderFails()
    {
        string Asked(string outcome) => Series("providers.asked", $"provider=\"p\",outcome=\"{outcome}\"");
        string Rate(string label) => $"sum by (provider) (rate({Series("providers.asked", label)}[15m]))";
        return new AlertRule(
            "ProviderFails",
            $"{Rate("outcome=\"failed\"")} / {Rate("")} > 0.5",
            "10m",
            AlertSeverity.Page,
            "Most questions to a provider fail: what waits for its answers stands still."
        )
        {
            Steps =
            [
                "The label says which one. The log has what it answers: its address, the secret, or the provider itself.",
                "Nothing is lost: a question is asked again by the same key for about a day, and counts once.",
                $"Later than that a person has it asked again: dotnet {plan.ProjectName}.dll --outbox-replay.",
            ],
            Fires = [new(Asked("failed"), "0+60x60"), new(Asked("answered"), "0+1x60")],
            Silent = [new(Asked("failed"), "0+1x60"), new(Asked("answered"), "0+60x60")],
            Labels = "provider=\"p\"",
        };
    }

    private AlertRule CacheIsAway()
    {
        var series = Series("cache.away");
        return new AlertRule(
            "CacheIsAway",
            $"{series} > 0",
            "10m",
            AlertSeverity.Ticket,
            "Copies of answers can't be used: the database does all of the work."
        )
        {
            Steps =
            [
                "The service answers without it. Look whether its server runs, and whether the password is the one that it has.",
                "Where 'CPU' or the latency rises with it, add instances until it is back.",
            ],
            Fires = [new(series, "1x60")],
            Silent = [new(series, "0x60")],
        };
    }

    private AlertRule ReplicaLags()
    {
        var series = Series(ReplicaCode.Lag);
        var bound = plan.Options<ReplicaOptions>(ReplicaCode.Capability).MaxLagSeconds;
        return new AlertRule(
            "ReplicaLags",
            $"{series} > {bound}",
            "5m",
            AlertSeverity.Ticket,
            "A replica is too far behind: the database answers all reads."
        )
        {
            Steps =
            [
                "A long query on the replica, or a great change on the first server, are the usual reasons: look at both.",
                "Nobody reads old rows: until it has caught up, reads go to the first server. Look whether that bears the load.",
            ],
            Fires = [new(series, $"{bound + 60}x60")],
            Silent = [new(series, "0x60")],
        };
    }

    private string Series(string metric, string label = "", string suffix = "") =>
        $"{plan.Series(metric)}{suffix}{{job=\"{_name}\"{(label.Length > 0 ? "," + label : "")}}}";
}
