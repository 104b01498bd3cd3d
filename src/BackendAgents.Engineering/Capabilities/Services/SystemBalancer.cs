using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Deployment.LoadBalancer;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Services;

/// <summary>nginx before the gateways, by the configuration that it has before the instances of a service alone.</summary>
internal static class SystemBalancer
{
    /// <summary>Whether it is asked for; there are several gateways then.</summary>
    public static bool Applies(SystemDelivery system) => system.Plan.Has(NginxCapability.Id);

    public static IEnumerable<Artifact> Emit(SystemDelivery system)
    {
        if (Applies(system))
            yield return new Artifact(NginxCapability.Path, NginxConfiguration.Write(Of(system)));
    }

    /// <summary>Sections of the README.</summary>
    public static IEnumerable<(string Title, string Text)> Sections(SystemDelivery system)
    {
        if (Applies(system))
            yield return (
                "Behind nginx",
                $"""
                {BalancerReadme.Text(NginxCapability.Path, Of(system))}

                A gateway that is told to end (SIGTERM) answers reads by 502 for `Shutdown__DrainSeconds`: nginx takes them to another
                gateway, and asks this one for nothing more for {Balancer.FailSeconds} seconds. So gateways are replaced one by one without
                a call that fails, when these seconds lie between one and the next, as `run.sh roll` has it.
                """
            );
    }

    private static Balancer Of(SystemDelivery system) =>
        new(system.Gateway, system.Plan.Options<BalancerOptions>(NginxCapability.Id), GatewayPlan.Host);
}
