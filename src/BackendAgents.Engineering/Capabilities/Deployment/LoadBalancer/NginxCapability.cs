using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment.LoadBalancer;

/// <summary>nginx before the instances of the service.</summary>
internal sealed class NginxCapability : ICapability
{
    /// <summary>Its id.</summary>
    public const string Id = "nginx";

    private const string Folder = "deploy/nginx";

    /// <summary>Where its configuration is delivered.</summary>
    public const string Path = Folder + "/nginx.conf";

    public CapabilityInfo Info { get; } =
        new(Id, "nginx", "nginx before the instances: TLS, limits, and another instance for a request that changes nothing when one dies.")
        {
            Words = [Id, "load balancer", "load balancing", "load-balanced", "reverse proxy"],
            Options = typeof(BalancerOptions),
            IsOptional = true,
        };

    public void Plan(PlanBuilder plan)
    {
        var options = plan.Options<BalancerOptions>(Id);
        plan.Add(
            new Resource(Id, ResourceKind.Tool, "nginx 1.28")
            {
                Container = Balancer.Container(plan, options, "nginx:1.28", Folder, second: false) with
                {
                    Command = ["nginx", "-c", "/etc/balancer/nginx.conf", "-g", "daemon off;"],
                    HealthCheck = ["curl", "--fail", "--silent", "--insecure", "--output", "/dev/null", "https://127.0.0.1/health/live"],
                },
            }
        );
    }

    public void Deliver(DeliveryBuilder delivery)
    {
        var balancer = new Balancer(delivery.Plan, delivery.Plan.Options<BalancerOptions>(Id));
        delivery.AddFiles(Id, "Configuration of nginx", _ => [new Artifacts.Artifact(Path, NginxConfiguration.Write(balancer))]);
        delivery.AddSection("Behind nginx", BalancerReadme.Text(Path, balancer));
    }
}
