using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure;

/// <summary>Looks each second how far the replica has come.</summary>
internal sealed class ReplicaWatch(Replica replica, DatabaseKind kind, TimeProvider clock, ILogger<ReplicaWatch> logger) : BackgroundService
{
    private const int TimeoutSeconds = 2;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_pause, clock);
        do await LookAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await replica.LookAsync(
                async () => (await AskAsync(replica.Primary, kind.Position!, null, cancellationToken))?.ToString() ?? "",
                async position => await AskAsync(replica.Connection!, kind.Reached!, position, cancellationToken) is true or 1 or 1L
            );
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogDebug(problem, "The replica can't be looked at");
        }
    }

    private async Task<object?> AskAsync(string connection, string sql, string? position, CancellationToken cancellationToken)
    {
        var options = new DbContextOptionsBuilder<AppDb>();
        kind.Use(options, connection);
        await using var db = new AppDb(options.Options);
        var open = db.Database.GetDbConnection();
        await open.OpenAsync(cancellationToken);
        await using var command = open.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = TimeoutSeconds;
        if (position is not null)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "position";
            parameter.Value = position;
            command.Parameters.Add(parameter);
        }

        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
