namespace SampleService.Infrastructure.GraphQl;

/// <summary>Tells subscribers what happens while the service runs. In each instance: each has subscribers of its own.</summary>
internal sealed class GraphFeedService(GraphFeed feed, DatabaseTroubles troubles, ILogger<GraphFeedService> logger) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan s_afterFailure = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = s_pause;
            try
            {
                await feed.ReadAsync(stoppingToken);
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                troubles.Saw(problem);
                logger.LogError(problem, "Subscribers can't be told what happens");
                pause = s_afterFailure;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
