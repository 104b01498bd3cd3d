using BackendAgents.Cli.Output;
using BackendAgents.Models;
using Microsoft.Extensions.DependencyInjection;

namespace BackendAgents.Cli.Commands;

/// <summary>Runs a team while a person watches.</summary>
internal static class BuildRun
{
    public static async Task<BuildResult> RunAsync(
        BuildRequest request,
        Verbosity verbosity,
        CliConsole console,
        CancellationToken cancellationToken
    )
    {
        var progress = new RunProgress(console, verbosity);
        var services = new ServiceCollection().AddLogging();
        services.AddBackendAgents(options => options.Models.OnEvent = progress.Report);
        services.AddBackendAgentsAzureOpenAI().AddBackendVerification();
        await using var provider = services.BuildServiceProvider();
        if (verbosity != Verbosity.Quiet && provider.GetRequiredService<ModelRegistry>().DefaultServiceId == OfflineModel.Name)
            console.Line(OfflineModel.Notice);
        var builder = provider.GetRequiredService<BackendBuilder>();
        return await console.WatchAsync(progress.State, () => builder.BuildAsync(request, progress, cancellationToken));
    }
}
