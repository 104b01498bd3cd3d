namespace SampleService.Infrastructure;

/// <summary>Looks for files that no row names, twice a day.</summary>
internal sealed class FileSweepService(FileSweep sweep, TimeProvider clock, ILogger<FileSweepService> logger) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromHours(12);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await sweep.SweepAsync(stoppingToken);
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogError(problem, "Files can't be looked through");
            }

            await Task.Delay(s_pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
