using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment.LoadBalancer;

/// <summary>HAProxy before the instances of the service.</summary>
internal sealed class HaProxyCapability : ICapability
{
    /// <summary>Its id.</summary>
    public const string Id = "haproxy";
    private const string Folder = "deploy/haproxy";

    public CapabilityInfo Info { get; } =
        new(Id, "HAProxy", "HAProxy before the instances: TLS, limits, health checks, and another instance for a read when one dies.")
        {
            Words = [Id, "ha proxy"],
            Options = typeof(BalancerOptions),
            IsOptional = true,
        };

    public void Plan(PlanBuilder plan)
    {
        var options = plan.Options<BalancerOptions>(Id);
        var second = plan.Blueprint.Capability(NginxCapability.Id) is not null;
        plan.Add(
            new Resource(Id, ResourceKind.Tool, "HAProxy 3.2")
            {
                Container = Balancer.Container(plan, options, "haproxy:3.2", Folder, second) with
                {
                    Command = ["haproxy", "-f", "/etc/balancer/haproxy.cfg"],
                    HealthCheck = ["haproxy", "-c", "-f", "/etc/balancer/haproxy.cfg"],
                },
            }
        );
    }

    public void Deliver(DeliveryBuilder delivery)
    {
        var balancer = new Balancer(delivery.Plan, delivery.Plan.Options<BalancerOptions>(Id));
        delivery.AddFiles(Id, "Configuration of HAProxy", _ =>
            [new Artifacts.Artifact(Folder + "/haproxy.cfg", HaProxyConfiguration.Write(balancer))]
        );
        delivery.AddSection("Behind HAProxy", BalancerReadme.Text(Folder + "/haproxy.cfg", balancer));
    }
}
