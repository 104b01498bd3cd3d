using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Caching.Edge;

/// <summary>Public answers in a Varnish before the instances, which is told of changes.</summary>
internal sealed class VarnishCapability : ICapability
{
    private const string Folder = "deploy/varnish";
    private const string File = "/etc/varnish/default.vcl";
    private const int Port = 6081;

    /// <summary>The secret that whoever purges has to know.</summary>
    public const string Secret = "cdn-key";

    public CapabilityInfo Info { get; } =
        new("varnish", "Varnish", "Public answers in a Varnish before the instances; changes purge it, and all else is never kept.")
        {
            Words = ["varnish", "varnish cache", "http accelerator"],
            Exclusive = EdgeParts.Exclusive,
        };

    public bool IsUsedBy(Blueprint blueprint) => blueprint.Deployment.Cdn == Info.Id;

    public void Plan(PlanBuilder plan)
    {
        plan.Add(EdgeParts.Connection);
        plan.Add(
            new Resource("cdn", ResourceKind.Tool, "Varnish 7")
            {
                IsInFront = true,
                Connection = new Connection(EdgeParts.Setting, $"Urls=http://cdn:{Port};Key={{password}}"),
                Container = new Container("varnish:7.7", Port)
                {
                    Folders = new Dictionary<string, string> { [Folder] = "/etc/varnish" },
                    SecretFiles = new Dictionary<string, string> { ["PURGE_KEY_FILE"] = Secret },
                    Command = ["varnishd", "-F", "-f", File, "-a", $":{Port}", "-s", "malloc,256m"],
                    HealthCheck = ["varnishadm", "ping"],
                },
            }
        );
    }

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.AddFiles(Info.Id, "Configuration of Varnish", static plan =>
            [new Artifact(Folder + "/default.vcl", VarnishText.Write(plan))]
        );
        EdgeParts.Deliver(
            delivery,
            "Varnish",
            $"""
            `{Folder}/default.vcl` leads to the instances and keeps public answers. Compose has it on port {Port} of this machine: put what
            speaks TLS before it. It is asked by its tag whether a copy still holds; callers with a token or cookie are led on to the
            service.
            """
        );
    }
}
