using Microsoft.Extensions.DependencyInjection;
using SampleService.Infrastructure;

namespace SampleService.Tests.Acceptance;

/// <summary>What runs by the scenario's clock.</summary>
internal sealed partial class ScenarioRun
{
    /// <summary>Runs a job now, whenever it is due.</summary>
    public async Task RunAsync(string job)
    {
        Begin($"the job {job} runs");
        Called.Add(Named(job));
        if (Named(job) != _without)
            await Scheduler.RunAsync(job, CancellationToken.None);
    }

    private JobScheduler Scheduler => _host.Services.GetRequiredService<JobScheduler>();

    partial void AddDue(List<Func<Task>> due) =>
        due.Add(async () =>
        {
            foreach (var run in await Scheduler.RunDueAsync(job => Named(job) != _without, CancellationToken.None))
            {
                if (run.Done > 0)
                    Ran.Add(Named(run.Name));
            }
        });

    private static string Named(string job) => "job " + job;
}
