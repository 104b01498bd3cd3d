using Microsoft.EntityFrameworkCore;

namespace SampleService.Infrastructure;

/// <summary>Chooses the database, and brings it up to date at the start.</summary>
internal static class DatabaseSetup
{
    /// <summary>
    /// The database that the connection string is one of; in development without one, an SQLite file that needs no server.
    /// </summary>
    public static IServiceCollection AddDatabase(
        this IServiceCollection services,
        IConfiguration configuration,
        IHostEnvironment environment
    )
    {
        var connection = configuration.GetConnectionString("Database");
        if (string.IsNullOrWhiteSpace(connection))
        {
            if (!environment.IsDevelopment())
                throw new InvalidOperationException($"No database: set ConnectionStrings__Database, for example '{Databases.Example}'.");
            connection = $"Data Source={ServiceInfo.Name}.db";
        }

        // The connection string holds a password, so it is not shown.
        var kind = Databases.All.FirstOrDefault(database => database.Recognises(connection))
            ?? throw new InvalidOperationException(
                $"ConnectionStrings__Database is of no known database. Write it like '{Databases.Example}'."
            );
        services.AddSingleton<DatabaseTroubles>();
        services.AddDbContextPool<AppDb>(options => kind.Use(options, connection));
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
        return services;
    }

    /// <summary>Brings the database up to date, unless Database:Migrate is false.</summary>
    public static async Task PrepareDatabaseAsync(this WebApplication app)
    {
        if (!app.Configuration.GetValue("Database:Migrate", true))
            return;
        using var scope = app.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var kind = Databases.All.Single(database => database.Provider == db.Database.ProviderName);
        if (kind.Prepare is { } prepare)
            await prepare(db, app.Logger, app.Lifetime.ApplicationStopping);
        else
            await new Migrator(db, kind, app.Logger).RunAsync(app.Lifetime.ApplicationStopping);
    }
}
