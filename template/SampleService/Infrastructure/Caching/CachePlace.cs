namespace SampleService.Infrastructure;

/// <summary>Says in the log where copies are, when the service starts.</summary>
internal sealed class CachePlace(ICacheStamps stamps, ILogger<CachePlace> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        logger.LogInformation("{Place}", stamps.Place);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
