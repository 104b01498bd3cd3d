using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Projects;
using BackendAgents.Verification.PostgreSql;
using BackendAgents.Verification.Running;
using Npgsql;

namespace BackendAgents.Benchmarks.Deliveries;

/// <summary>The service of posts.yaml, delivered and running on a database of its own.</summary>
internal static class PostsService
{
    /// <summary>What is delivered, before a table makes its own of it.</summary>
    public static Task<string> BlueprintAsync() =>
        File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Deliveries", "posts.yaml"));

    /// <summary>Delivers and starts it, with no limit of callers and nothing but warnings in its log.</summary>
    /// <param name="blueprint">What is delivered.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="server">Where its database is made.</param>
    /// <param name="setting">A setting that differs between sides.</param>
    /// <param name="value">Its value; null for none.</param>
    /// <param name="change">Changes what was delivered; null where nothing is changed.</param>
    /// <returns>The service, and how its database is reached.</returns>
    public static async Task<(DeliveredService Service, string Database)> StartAsync(
        Blueprint blueprint,
        string folder,
        PostgreSqlServer server,
        string setting,
        string? value,
        Func<string, Task>? change = null
    )
    {
        var project = new BackendProject();
        project.Replace(blueprint);
        Workspace.Open(folder).Write(project.Current.Artifacts);
        if (change is not null)
            await change(folder);
        var created = await server.CreateDatabaseAsync(CancellationToken.None);
        var database = new NpgsqlConnectionStringBuilder(created) { Pooling = true }.ConnectionString;
        var settings = new Dictionary<string, string?>
        {
            [setting] = value,
            ["RateLimit__RequestsPerMinute"] = "100000000",
            ["Logging__LogLevel__Microsoft.AspNetCore"] = "Warning",
            ["Logging__LogLevel__Microsoft.EntityFrameworkCore"] = "Warning",
        };
        return (await DeliveredService.StartAsync(folder, blueprint, database, CancellationToken.None, settings), database);
    }
}
