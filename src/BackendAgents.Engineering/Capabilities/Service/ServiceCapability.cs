using System.Globalization;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Service;

/// <summary>The service itself, its tests and its README. Every delivery has it.</summary>
internal sealed class ServiceCapability : ICapability
{
    public CapabilityInfo Info { get; } =
        new("aspnetcore", "ASP.NET Core", "The service with EF Core, its tests over HTTP and its README.")
        {
            Words = ["asp.net core", "asp.net", ".net"],
        };

    public bool IsUsedBy(Blueprint blueprint) => true;

    public void Plan(PlanBuilder plan)
    {
        plan.Add(
            new Setting("ConnectionStrings:Database", "connection string of the database", "an SQLite file in development")
            {
                Secret = true,
                RequiredInProduction = true,
            }
        );
        plan.Add(new Setting("Database:Migrate", "whether migrations are applied at start", "true"));
        var limit = plan.Blueprint.Targets.RequestsPerMinuteOfCaller.ToString(CultureInfo.InvariantCulture);
        plan.Add(new Setting("RateLimit:RequestsPerMinute", "requests a minute of one caller", limit));
        plan.Add(ProxySetting.Trusted);
        plan.Add(new Setting("Cors:Origins:0", "first origin of browsers that may call; more by the numbers after it", "none"));
        plan.Add(
            new Metric(
                "http.server.request.duration",
                MetricKind.Histogram,
                "s",
                "Time from a request to its answer, by route and status",
                "Microsoft.AspNetCore.Hosting"
            )
        );
        plan.Add(
            new Metric("http.server.active_requests", MetricKind.Gauge, "{request}", "Requests in work", "Microsoft.AspNetCore.Hosting")
        );
    }

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add(new ServiceEmitter());
        delivery.Add(new ServiceTestsEmitter());
        delivery.Add(new ReadmeEmitter());
        delivery.Add(new RequirementsEmitter());
        foreach (var name in (string[])["Microsoft.AspNetCore.Mvc.Testing", "Microsoft.NET.Test.Sdk", "NUnit", "NUnit3TestAdapter"])
            delivery.Add(DeliveredPackages.ForTests(name));
        if (delivery.Plan.Blueprint.Scenarios.Count > 0)
            delivery.Add(DeliveredPackages.ForTests("Microsoft.Extensions.TimeProvider.Testing"));
        delivery.AddRegistration("services.AddSingleton(TimeProvider.System);");
        delivery.AddRegistration("services.AddDatabase(builder.Configuration, builder.Environment);");
        delivery.AddRegistration("services.AddLimits(builder.Configuration);");
        delivery.AddRegistration("services.AddApiConventions(builder.Configuration);");
        delivery.AddRegistration("services.AddFeatures();");
        delivery.AddMiddleware(MiddlewareStage.Errors, "app.UseExceptionHandler();\napp.UseStatusCodePages();");
        delivery.AddMiddleware(
            MiddlewareStage.Security,
            "app.UseSecurityHeaders();\nif (!app.Environment.IsDevelopment())\n    app.UseHsts();\napp.UseCors();"
        );
        delivery.AddMiddleware(MiddlewareStage.Limits, "app.UseRateLimiter();\napp.UseRequestTimeouts();");
        var (live, ready) = (delivery.Plan.LivePath, delivery.Plan.ReadyPath);
        delivery.AddEndpoints(
            $$"""
            app.MapHealthChecks("{{live}}", new() { Predicate = _ => false }).DisableRateLimiting();
            app.MapHealthChecks("{{ready}}", new() { Predicate = check => check.Tags.Contains("ready") }).DisableRateLimiting();
            app.MapFeatures();
            """
        );
        delivery.AddStartup("await app.PrepareDatabaseAsync();");
        delivery.Add(new CiStep("compiles without a warning", $"dotnet build {delivery.Plan.ProjectName}.slnx"));
        delivery.Add(new CiStep("passes its tests", $"dotnet test {delivery.Plan.ProjectName}.slnx"));
    }
}
