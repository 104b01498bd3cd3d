using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>
/// The service in this process, on an SQLite file of its own; or on a database of its own on the server that the environment variable
/// TEST_DATABASE names by a connection string with {name} in the place of the database. A clock takes the place of the system's; a policy
/// has a say in which endpoint answers; settings stand above those here. TEST_CACHE names a cache, of which each service has a space of its
/// own. What runs in the background does so when a test asks for it.
/// </summary>
public sealed class TestHost(TimeProvider? clock = null, MatcherPolicy? policy = null, Dictionary<string, string>? settings = null)
    : WebApplicationFactory<Program>
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{ServiceInfo.Name}-{Guid.NewGuid():n}.db");

    private readonly string? _server = Environment.GetEnvironmentVariable("TEST_DATABASE")?.Replace("{name}", $"test_{Guid.NewGuid():n}");

    /// <summary>Where files are kept that callers upload; only there when some were.</summary>
    private string Files => _file + ".files";

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        OnServer(static db => (db.GetService<IDatabaseCreator>() as IRelationalDatabaseCreator)?.Create());
        builder.UseEnvironment("Development");
        builder.UseSetting("ConnectionStrings:Database", _server ?? $"Data Source={_file}");
        builder.UseSetting("ConnectionStrings:Cache", Environment.GetEnvironmentVariable("TEST_CACHE") ?? "");
        builder.UseSetting("Caching:Space", $"test-{Guid.NewGuid():n}");
        builder.UseSetting("Auth:SigningKey", $"{Guid.NewGuid():n}{Guid.NewGuid():n}");
        builder.UseSetting("Auth:PasswordIterations", "1000");
        builder.UseSetting("RateLimit:RequestsPerMinute", "100000");
        builder.UseSetting("RateLimit:AuthenticationsPerMinute", "100000");
        builder.UseSetting("Background:Enabled", "false");
        builder.UseSetting("Files:Folder", Files);
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        foreach (var (key, value) in settings ?? [])
            builder.UseSetting(key, value);
        builder.ConfigureTestServices(static services =>
            services
                .AddSingleton<IStartupFilter, Patience>()
                .AddSingleton<Thrown>()
                .AddSingleton<IStartupFilter>(static all => all.GetRequiredService<Thrown>())
        );
        if (clock is not null)
            builder.ConfigureTestServices(services => services.AddSingleton(clock));
        if (policy is not null)
            builder.ConfigureTestServices(services => services.AddSingleton(policy));
    }

    /// <summary>Runs something on the database.</summary>
    public async Task<T> WithDbAsync<T>(Func<AppDb, Task<T>> work)
    {
        using var scope = Services.CreateScope();
        return await work(scope.ServiceProvider.GetRequiredService<AppDb>());
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        OnServer(static db => db.Database.EnsureDeleted());
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Delete(_file);
        if (Directory.Exists(Files))
            Directory.Delete(Files, recursive: true);
    }

    private void OnServer(Action<AppDb> action)
    {
        if (_server is null)
            return;
        var options = new DbContextOptionsBuilder<AppDb>();
        Databases.All.First(database => database.Recognises(_server)).Use(options, _server);
        using var db = new AppDb(options.Options);
        action(db);
    }
}
