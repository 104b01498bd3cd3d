using System.Globalization;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Division;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment.LoadBalancer;

/// <summary>What every load balancer knows of a service: whom it leads to, what it waits for and what it lets through.</summary>
/// <param name="plan">Whom it leads to: a service, or the gateway of several.</param>
/// <param name="options">What the blueprint says of it.</param>
/// <param name="host">Host name of the first instance; further ones have their number behind it.</param>
internal sealed class Balancer(ServicePlan plan, BalancerOptions options, string host = ServicePlan.HostName)
{
    /// <summary>Names of the certificate and its key among the secrets.</summary>
    public const string Certificate = "tls.crt";

    /// <inheritdoc cref="Certificate" />
    public const string Key = "tls.key";

    /// <summary>Seconds to reach an instance: it is on the same network, or it is gone.</summary>
    public const int ConnectSeconds = 2;

    /// <summary>Seconds for an answer; after that nobody waits for it any more.</summary>
    public const int AnswerSeconds = 30;

    /// <summary>Seconds in which a caller has to say what it wants.</summary>
    public const int RequestSeconds = 10;

    /// <summary>Seconds for which an instance that failed is not asked again.</summary>
    public const int FailSeconds = 10;

    /// <summary>Largest request in MiB, as the service itself has it; files may be larger than all else.</summary>
    public int BodyMebibytes => (int)Math.Ceiling(FileField.MaxRequestBytes(plan.Blueprint) / (1024.0 * 1024.0));

    /// <summary>
    /// Whether it leads to gateways. What a gateway answers by 503 is a service that is away, and says nothing of the gateway.
    /// </summary>
    public bool LeadsToGateways => !plan.KeepsRows;

    /// <summary>Suites of Mozilla's intermediate list for TLS 1.2; those of 1.3 are all good.</summary>
    public const string Ciphers =
        "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384";

    public ServicePlan Plan => plan;

    public BalancerOptions Options => options;

    /// <summary>Where the instances are.</summary>
    public IEnumerable<string> Instances =>
        plan.Hosts.Select(one => string.Create(CultureInfo.InvariantCulture, $"{host}{one[ServicePlan.HostName.Length..]}:{plan.Port}"));

    /// <summary>Public host name.</summary>
    public string Host => HostOf(plan.Blueprint.Service.Name, options);

    /// <summary>
    /// Requests a minute of one address. Twice what the service allows a caller: its own limit comes first and says so in a problem
    /// document; this one holds off floods.
    /// </summary>
    public int RequestsPerMinute => (int)Math.Min(2L * plan.Blueprint.Targets.RequestsPerMinuteOfCaller, 10_000_000);

    /// <summary>The container of a balancer, and the secrets that it reads.</summary>
    public static Container Container(PlanBuilder plan, BalancerOptions options, string image, string folder, bool second)
    {
        // Two can't share a file; of several services it leads to their gateways, which keep no rows.
        var keepsFile = plan.Blueprint.Deployment.Database == "sqlite" && !ServiceDivision.Applies(plan.Blueprint);
        plan.Instances = keepsFile ? 1 : Math.Max(plan.Instances, options.Instances ?? 2);
        var host = HostOf(plan.Blueprint.Service.Name, options);
        return new Container(image, 443)
        {
            Folders = new Dictionary<string, string> { [folder] = "/etc/balancer" },
            PublicPorts = [(options.HttpsPort ?? (second ? 8443 : 443), 443), (options.HttpPort ?? (second ? 8081 : 80), 80)],
            MemoryMebibytes = 128,
            SecretFiles = new Dictionary<string, string> { ["TLS_KEY_FILE"] = Key, ["TLS_CERTIFICATE_FILE"] = Certificate },
            SecretCommands = new Dictionary<string, string>
            {
                [Key] = "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256",
                // For the first try; whoever is public has one of an authority.
                [Certificate] = $"openssl req -x509 -key {Key} -days 30 -subj /CN={host} -addext subjectAltName=DNS:{host}",
            },
        };
    }

    private static string HostOf(string service, BalancerOptions options) => options.Host ?? service + ".example.com";
}
