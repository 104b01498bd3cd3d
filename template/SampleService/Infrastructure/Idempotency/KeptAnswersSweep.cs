using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure;

/// <summary>Forgets answers that are older than they are kept, once an hour.</summary>
internal sealed class KeptAnswersSweep(
    IServiceScopeFactory scopes,
    TimeProvider clock,
    DatabaseTroubles troubles,
    ILogger<KeptAnswersSweep> logger
) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromHours(1);

    /// <summary>Forgets them now; how many.</summary>
    public static Task<int> ForgetAsync(AppDb db, CancellationToken cancellationToken)
    {
        var before = db.Now - KeptAnswers.Kept;
        return db.Set<KeptAnswer>().Where(kept => kept.CreatedAt < before).ExecuteDeleteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(s_pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await ForgetAsync(scope.ServiceProvider.GetRequiredService<AppDb>(), stoppingToken);
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                troubles.Saw(problem);
                logger.LogError(problem, "Old idempotency keys can't be removed");
            }
        }
    }
}
