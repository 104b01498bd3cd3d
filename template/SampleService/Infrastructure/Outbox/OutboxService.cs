using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure;

/// <summary>Delivers messages while the service runs, and counts what waits.</summary>
internal sealed class OutboxService(
    OutboxDispatcher dispatcher,
    OutboxMetrics metrics,
    IServiceScopeFactory scopes,
    TimeProvider clock,
    DatabaseTroubles troubles,
    ILogger<OutboxService> logger
) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_afterFailure = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_counting = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_forgetting = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (counted, forgotten) = (DateTimeOffset.MinValue, clock.GetUtcNow());
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = s_pause;
            try
            {
                await dispatcher.DeliverDueAsync(stoppingToken);
                if (clock.GetUtcNow() - counted >= s_counting)
                {
                    await CountAsync(stoppingToken);
                    counted = clock.GetUtcNow();
                }

                if (clock.GetUtcNow() - forgotten >= s_forgetting)
                {
                    await dispatcher.ForgetAsync(stoppingToken);
                    forgotten = clock.GetUtcNow();
                }
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                troubles.Saw(problem);
                logger.LogError(problem, "The outbox can't be read");
                pause = s_afterFailure;
            }

            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task CountAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        metrics.Pending = await db.Pending().LongCountAsync(cancellationToken);
        metrics.Dead = await db.Dead().LongCountAsync(cancellationToken);
    }
}
