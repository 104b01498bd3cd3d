using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace SampleService.Infrastructure;

/// <summary>Chooses the database, and brings it up to date at the start.</summary>
internal static class DatabaseSetup
{
    private const long LockKey = 0x6261636b656e64;

    /// <summary>PostgreSQL when the connection string names a host, else SQLite: a file that needs no server.</summary>
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
                throw new InvalidOperationException(
                    "No database: set ConnectionStrings__Database, for example 'Host=db;Database=app;Username=app;Password=…'."
                );
            connection = $"Data Source={ServiceInfo.Name}.db";
        }

        services.AddDbContextPool<AppDb>(options =>
        {
            if (IsPostgreSql(connection))
                options.UseNpgsql(connection, npgsql => npgsql.EnableRetryOnFailure(3));
            else
                options.UseSqlite(connection);
        });
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
        return services;
    }

    /// <summary>Creates the SQLite file, or applies the migrations that PostgreSQL has not seen yet: in order, each once, one instance at a time.</summary>
    public static async Task PrepareDatabaseAsync(this WebApplication app)
    {
        using var scope = app.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (db.Database.IsSqlite())
            await db.Database.EnsureCreatedAsync(app.Lifetime.ApplicationStopping);
        else if (app.Configuration.GetValue("Database:Migrate", true))
            await MigrateAsync(db.Database.GetConnectionString()!, app.Logger, app.Lifetime.ApplicationStopping);
    }

    private static async Task MigrateAsync(string connectionString, ILogger logger, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await ExecuteAsync(connection, $"select pg_advisory_lock({LockKey})", cancellationToken);
        try
        {
            await ExecuteAsync(
                connection,
                "create table if not exists schema_migrations (name text primary key, applied_at timestamptz not null default now())",
                cancellationToken
            );
            foreach (
                var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "migrations"), "*.sql").Order(StringComparer.Ordinal)
            )
            {
                var name = Path.GetFileName(file);
                await using var known = new NpgsqlCommand("select 1 from schema_migrations where name = $1", connection)
                {
                    Parameters = { new() { Value = name } },
                };
                if (await known.ExecuteScalarAsync(cancellationToken) is not null)
                    continue;
                logger.LogInformation("Applying migration {Migration}", name);
                await ExecuteAsync(connection, await File.ReadAllTextAsync(file, cancellationToken), cancellationToken);
                await using var done = new NpgsqlCommand("insert into schema_migrations (name) values ($1)", connection)
                {
                    Parameters = { new() { Value = name } },
                };
                await done.ExecuteNonQueryAsync(cancellationToken);
            }
        }
        finally
        {
            await ExecuteAsync(connection, $"select pg_advisory_unlock({LockKey})", CancellationToken.None);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static bool IsPostgreSql(string connection) => connection.Contains("Host=", StringComparison.OrdinalIgnoreCase);
}
