using System.Diagnostics.Metrics;
using Microsoft.Extensions.Caching.Distributed;

namespace SampleService.Infrastructure;

/// <summary>Adds a replica, where a connection string names one.</summary>
internal static class ReplicaSetup
{
    /// <summary>Reads from the replica of ConnectionStrings:Replica while it is so many seconds behind at most.</summary>
    public static IServiceCollection AddReplica(this IServiceCollection services, IConfiguration configuration, int maxLagSeconds)
    {
        var connection = configuration.GetConnectionString("Replica") is { Length: > 0 } given ? given : null;
        var primary = configuration.GetConnectionString("Database") ?? "";
        services.AddSingleton(provider => new Replica(
            primary,
            connection,
            TimeSpan.FromSeconds(maxLagSeconds),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton(static provider => new OwnWrites(
            provider.GetRequiredService<Replica>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<IDistributedCache>(),
            provider.GetRequiredService<ILogger<OwnWrites>>()
        ));
        services.AddHealthChecks().AddCheck<ReplicaHealth>("replica", tags: ["ready"]);
        if (connection is null)
            return services;
        var kind = Databases.All.FirstOrDefault(database =>
            database is { Position: not null, Reached: not null } && database.Recognises(connection) && database.Recognises(primary)
        );
        if (kind is null)
            throw new InvalidOperationException(
                "ConnectionStrings__Replica is no replica that can be read. Leave it out, or name one of the database."
            );
        return services.AddHostedService(provider => ActivatorUtilities.CreateInstance<ReplicaWatch>(provider, kind));
    }

    /// <summary>Remembers who changes something before the answer is sent, so that whoever has it reads what was changed.</summary>
    public static IApplicationBuilder UseReplica(this WebApplication app)
    {
        var replica = app.Services.GetRequiredService<Replica>();
        if (replica.Connection is not null)
            app.Services.GetRequiredService<IMeterFactory>()
                .Create(ServiceInfo.Name)
                .CreateObservableGauge(
                    "database.replica.lag",
                    () => Math.Min(replica.Lag.TotalSeconds, int.MaxValue),
                    "s",
                    "How far behind"
                );
        return app.Use(
            static (http, next) =>
            {
                if (!HttpMethods.IsGet(http.Request.Method) && Caller.Of(http) is { IsKnown: true } caller)
                    http.Response.OnStarting(() => http.RequestServices.GetRequiredService<OwnWrites>().RememberAsync(caller));
                return next(http);
            }
        );
    }
}
