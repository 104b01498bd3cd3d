using System.Globalization;
using BackendAgents.Engineering.Capabilities.Recovery.Backup;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Monitoring.Prometheus;

/// <summary>
/// What goes wrong slowly, beside requests: messages that nobody took, backups that stopped, a certificate that ends. Each is there only
/// where the plan has what it watches.
/// </summary>
internal sealed class SurroundingRules(ServicePlan plan)
{
    private const string Dead = "outbox.dead";
    private const int CertificateDays = 14;
    private readonly string _name = plan.Blueprint.Service.Name;

    /// <summary>What people must know.</summary>
    public IEnumerable<AlertRule> Alerts
    {
        get
        {
            if (plan.Metrics.Any(static metric => metric.Name == Dead))
            {
                yield return DeadLetters();
                yield return MessagesWait();
            }

            if (plan.Has(BackupCapability.Id))
                foreach (var rule in new RecoveryRules(plan).Alerts)
                    yield return rule;
            if (Exporters.CertificateOf(plan) is not null)
                yield return CertificateOfBalancerEnds();
            if (!plan.Has("kubernetes"))
                yield break;
            // Of several services the gateway has it.
            if (plan.Blueprint.Part is null)
                yield return CertificateEnds();
            foreach (var job in plan.Jobs)
                yield return JobIsLate(job);
        }
    }

    private AlertRule DeadLetters()
    {
        var series = $"{plan.Series(Dead)}{{job=\"{_name}\"}}";
        return new AlertRule(
            "MessagesWereGivenUp",
            $"{series} > 0",
            "5m",
            AlertSeverity.Ticket,
            "Messages could not be delivered and wait for a person."
        )
        {
            Steps =
            [
                $"List them with their reasons: dotnet {plan.ProjectName}.dll --outbox-dead.",
                $"Mend what is wrong first; then have them tried again: dotnet {plan.ProjectName}.dll --outbox-replay.",
            ],
            Fires = [new(series, "3x60")],
            Silent = [new(series, "0x60")],
        };
    }

    private AlertRule MessagesWait()
    {
        var series = $"{plan.Series("outbox.pending")}{{job=\"{_name}\"}}";
        return new AlertRule("MessagesWait", $"{series} > 1000", "15m", AlertSeverity.Ticket, "More messages come than are delivered.")
        {
            Steps =
            [
                "Look whether who receives them answers: the log names the handler and its error.",
                "If it does and is slow, more instances deliver more; `Background__Enabled` must not be false on all of them.",
            ],
            Fires = [new(series, "5000x60")],
            Silent = [new(series, "3x60")],
        };
    }

    // kube-state-metrics tells when a CronJob last succeeded.
    private AlertRule JobIsLate(ScheduledJob job)
    {
        var seconds = ((plan.Blueprint.Targets.RecoveryPointMinutes ?? 2 * 24 * 60) * 60).ToString(CultureInfo.InvariantCulture);
        var series = $"kube_cronjob_status_last_successful_time{{namespace=\"{plan.SystemName}\",cronjob=\"{_name}-{job.Name}\"}}";
        var title = Blueprints.Conventions.Pascal(job.Name);
        var space = plan.SystemName;
        return new AlertRule(
            title + "IsLate",
            $"{series} < time() - {seconds}",
            "5m",
            AlertSeverity.Page,
            $"The job '{job.Name}' has not succeeded for too long."
        )
        {
            Steps =
            [
                $"Look at its last run: kubectl logs --namespace {space} --selector app.kubernetes.io/component={job.Name} --tail=50.",
                "A full volume and a changed password are the usual reasons.",
                $"Run it by hand: kubectl create job --namespace {space} by-hand --from=cronjob/{_name}-{job.Name}.",
            ],
            Fires = [new(series, "-10000000+0x60")],
            Silent = [new(series, "0+60x60")],
        };
    }

    // On one machine an exporter asks whoever shows it.
    private AlertRule CertificateOfBalancerEnds() =>
        Ends(
            "BalancerCertificateEndsSoon",
            $"probe_ssl_earliest_cert_expiry{{job=\"{Exporters.JobOf(plan, Exporters.Module)}\"}}",
            "Look why it was not renewed; a new one goes to `secrets/tls.crt`, its key to `secrets/tls.key`.",
            "Start the balancer again, which reads both once. One that `secrets/create.sh` made is for the first try: 30 days."
        );

    // cert-manager tells when a certificate ends.
    private AlertRule CertificateEnds() =>
        Ends(
            "CertificateEndsSoon",
            $"certmanager_certificate_expiration_timestamp_seconds{{namespace=\"{_name}\"}}",
            $"Look why it is not renewed: kubectl describe certificate --namespace {_name}.",
            "Most often the name no longer leads here, or the authority's limit is reached."
        );

    private static AlertRule Ends(string name, string series, params string[] steps) =>
        new(
            name,
            $"{series} < time() + {(CertificateDays * 24 * 3600).ToString(CultureInfo.InvariantCulture)}",
            "1h",
            AlertSeverity.Ticket,
            $"The certificate ends within {CertificateDays} days and was not renewed."
        )
        {
            Steps = steps,
            Fires = [new(series, "3600+0x90")],
            Silent = [new(series, "99999999+0x90")],
            After = 80,
        };
}
