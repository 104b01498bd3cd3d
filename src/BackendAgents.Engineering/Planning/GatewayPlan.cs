namespace BackendAgents.Engineering.Planning;

/// <summary>The plan of the gateway before several services: it keeps nothing, and is told where they are.</summary>
internal static class GatewayPlan
{
    // Settings of the whole that the gateway has as well.
    private static readonly string[] s_shared = ["Auth:SigningKey", "Cors:Origins", "RateLimit:RequestsPerMinute"];

    /// <summary>The plan of a gateway.</summary>
    /// <param name="whole">The plan of all services as one.</param>
    /// <param name="services">The plans of the services.</param>
    public static ServicePlan Of(ServicePlan whole, IEnumerable<ServicePlan> services)
    {
        var builder = new PlanBuilder(whole.Blueprint, released: null) { KeepsRows = false };
        foreach (var setting in whole.Settings.Where(static setting => s_shared.Contains(setting.Key)))
            builder.Add(setting);
        foreach (var service in services)
            builder.Add(AddressOf(service));
        return new ServicePlan(builder, whole.Capabilities);
    }

    /// <summary>The setting that tells the gateway where a service is.</summary>
    public static Setting AddressOf(ServicePlan service) =>
        new(
            "Services:" + service.Blueprint.Part!.Name,
            $"addresses of the instances of {service.Blueprint.Part.Name}, with semicolons between them",
            string.Create(null, $"http://localhost:{service.Port}")
        );
}
