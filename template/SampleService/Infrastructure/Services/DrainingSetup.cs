namespace SampleService.Infrastructure;

/// <summary>Adds the time in which an instance that ends still answers.</summary>
internal static class DrainingSetup
{
    /// <summary>As long as Shutdown:DrainSeconds says; no time at all where nothing is set.</summary>
    public static void AddDraining(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new Draining(TimeSpan.FromSeconds(configuration.GetValue("Shutdown:DrainSeconds", 0))));
        services.AddHostedService(static all => all.GetRequiredService<Draining>());
        services.AddHealthChecks().AddCheck<Draining>("draining", tags: ["ready"]);
    }
}
