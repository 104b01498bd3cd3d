using SampleService.Features;

namespace SampleService.Infrastructure;

/// <summary>Adds what runs by the clock.</summary>
internal static class JobSetup
{
    /// <summary>The blueprint's jobs, run by this instance unless Background:Enabled is false for it.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        foreach (var job in JobList.All)
            services.AddSingleton(job);
        services.AddSingleton<JobScheduler>();
        if (configuration.GetValue("Background:Enabled", true))
            services.AddHostedService<JobService>();
        return services;
    }
}
