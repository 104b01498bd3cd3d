namespace BackendAgents.Engineering.Planning;

/// <summary>The plan of the gateway before several services: it keeps nothing, and is told where they are.</summary>
internal static class GatewayPlan
{
    // Settings of the whole that the gateway has as well.
    private static readonly string[] s_shared = ["Cors:Origins:0", "RateLimit:RequestsPerMinute", "Metrics:Port", ProxySetting.Trusted.Key];

    // What only who keeps rows has.
    private static readonly string[] s_ofRows = ["backup"];

    // What is measured of every process that answers requests, whatever it does.
    private static readonly string[] s_meters = ["Microsoft.AspNetCore.Hosting", "System.Runtime"];

    /// <summary>Setting of the time in which a gateway that ends still answers.</summary>
    public const string DrainSeconds = "Shutdown:DrainSeconds";

    /// <summary>Host name of the gateway on the network of a deployment.</summary>
    public const string Host = "gateway";

    /// <summary>The plan of a gateway.</summary>
    /// <param name="whole">The plan of all services as one.</param>
    /// <param name="services">The plans of the services.</param>
    public static ServicePlan Of(ServicePlan whole, IEnumerable<ServicePlan> services)
    {
        var builder = new PlanBuilder(whole.Blueprint, released: null) { KeepsRows = false };
        if (whole.IsBalanced)
        {
            builder.Instances = whole.Hosts.Count;
            builder.Add(
                new Setting(
                    DrainSeconds,
                    "seconds for which a gateway that ends turns reads away to another one (502), while what is in front notices",
                    "0"
                )
            );
        }

        foreach (var setting in whole.Settings.Where(static setting => s_shared.Contains(setting.Key)))
            builder.Add(setting);
        foreach (var service in services)
            builder.Add(AddressOf(service));
        foreach (var metric in whole.Metrics.Where(static metric => s_meters.Contains(metric.Meter)))
            builder.Add(metric);
        foreach (var port in whole.InnerPorts.Where(static port => port.Name == "metrics"))
            builder.Add(port);
        // One of each watches all services.
        foreach (var tool in whole.Resources.Where(static tool => tool is { Kind: ResourceKind.Tool, IsInFront: false, Watches: null }))
            builder.Add(tool);
        return new ServicePlan(builder, [.. whole.Capabilities.Where(static used => !s_ofRows.Contains(used.Id))]);
    }

    /// <summary>Host names of all gateways on one machine.</summary>
    public static IEnumerable<string> Hosts(ServicePlan gateway) =>
        gateway.Hosts.Select(static host => Host + host[ServicePlan.HostName.Length..]);

    /// <summary>The setting that tells the gateway where a service is.</summary>
    public static Setting AddressOf(ServicePlan service) => AddressOf(service.Blueprint.Part!.Name, service.Port);

    /// <summary>The setting that tells where a service is, to the gateway or to another service that asks it.</summary>
    public static Setting AddressOf(string name, int port) =>
        new(
            "Services:" + name,
            $"addresses of the instances of {name}, with semicolons between them",
            string.Create(null, $"http://localhost:{port}")
        );
}
