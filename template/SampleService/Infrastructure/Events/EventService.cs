using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure;

/// <summary>Receives events while the service runs, however often the broker goes away.</summary>
internal sealed class EventService(IEventTransport transport, IServiceScopeFactory scopes, TimeProvider clock, ILogger<EventService> logger)
    : BackgroundService
{
    private static readonly TimeSpan s_afterFailure = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_forgetting = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(60);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        logger.LogInformation("Events go through {Transport}", transport.Name);
        return Task.WhenAll(ReceiveAsync(stoppingToken), ForgetAsync(stoppingToken));
    }

    private async Task ReceiveAsync(CancellationToken stopped)
    {
        while (!stopped.IsCancellationRequested)
        {
            try
            {
                await transport.ReceiveAsync(stopped);
            }
            catch (Exception problem) when (!stopped.IsCancellationRequested)
            {
                logger.LogWarning(problem, "Events can't be received from {Transport}", transport.Name);
                await Task.Delay(s_afterFailure, clock, stopped).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception) when (stopped.IsCancellationRequested)
            {
                return;
            }
        }
    }

    // What came two months ago does not come again.
    private async Task ForgetAsync(CancellationToken stopped)
    {
        while (!stopped.IsCancellationRequested)
        {
            await Task.Delay(s_forgetting, clock, stopped).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<AppDb>();
                var before = db.Now - s_kept;
                await db.Set<InboxEvent>().Where(done => done.CreatedAt < before).ExecuteDeleteAsync(stopped);
            }
            catch (Exception problem) when (!stopped.IsCancellationRequested)
            {
                logger.LogError(problem, "The inbox can't be cleaned");
            }
            catch (Exception) when (stopped.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
