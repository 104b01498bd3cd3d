// A technology of one's own: every service that this host builds has a maintenance mode.
using BackendAgents;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;
using Microsoft.Extensions.DependencyInjection;

await using var services = new ServiceCollection()
    .AddBackendAgents(options => options.Capabilities.Add(new MaintenanceMode()))
    .BuildServiceProvider();
var request = new BuildRequest
{
    Brief = "A shop sells products. Every product has a name, a price and a stock. Customers place orders.",
    Verify = false,
};
var result = (await services.GetRequiredService<BackendBuilder>().BuildAsync(request)).Team;

Console.WriteLine(result.Stop);
foreach (var file in result.Artifacts.Where(static file => file.Content.Contains("Maintenance", StringComparison.Ordinal)))
    Console.WriteLine($"{file.Path} knows of it");
return result.Artifacts.Any(static file => file.Path.EndsWith("MaintenanceMode.g.cs", StringComparison.Ordinal)) ? 0 : 1;

/// <summary>Answers 503 while a setting says so; health checks go on.</summary>
internal sealed class MaintenanceMode : ICapability
{
    public CapabilityInfo Info { get; } =
        new("maintenance-mode", "Maintenance mode", "Answers 503 while a setting says so.") { Words = ["maintenance mode"] };

    // A house standard, so nobody has to ask for it.
    public bool IsUsedBy(Blueprint blueprint) => true;

    public void Plan(PlanBuilder plan) =>
        plan.Add(new Setting("Maintenance:Enabled", "whether every call is answered with 503 for now", "false"));

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.AddFiles("maintenance-mode", "Middleware that answers 503 while a setting says so", Files);
        delivery.AddMiddleware(MiddlewareStage.Limits, "app.UseMaintenanceMode();");
        delivery.AddSection("Maintenance", "Set `Maintenance__Enabled` to `true`; health checks still answer.");
    }

    private static IEnumerable<Artifact> Files(ServicePlan plan) =>
        [
            new Artifact(
                $"src/{plan.ProjectName}/Infrastructure/MaintenanceMode.g.cs",
                $$"""
                namespace {{plan.ProjectName}}.Infrastructure;

                /// <summary>Answers 503 while Maintenance:Enabled is true.</summary>
                internal static class MaintenanceMode
                {
                    /// <summary>Puts it in the way of every call but health checks.</summary>
                    public static IApplicationBuilder UseMaintenanceMode(this IApplicationBuilder app) => app.Use(async (http, next) =>
                    {
                        var settings = http.RequestServices.GetRequiredService<IConfiguration>();
                        if (!settings.GetValue("Maintenance:Enabled", false) || http.Request.Path.StartsWithSegments("/health"))
                            await next(http);
                        else
                            await TypedResults.Problem("Back soon.", statusCode: 503).ExecuteAsync(http);
                    });
                }

                """.ReplaceLineEndings("\n")
            ),
        ];
}
