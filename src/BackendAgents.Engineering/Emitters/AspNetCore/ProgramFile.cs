using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>Program.cs: the service from top to bottom, at most 60 lines.</summary>
internal static class ProgramFile
{
    public static Artifact Emit(ServiceModel model)
    {
        var auth = model.HasAuthentication;
        var text = new CodeWriter();
        text.Line("using System.Text.Json;").Line("using System.Text.Json.Serialization;");
        text.Line($"using {model.Namespace}.Features;").Line($"using {model.Namespace}.Infrastructure;").Line();
        text.Line("if (args.Contains(HealthProbe.Argument))")
            .Indented(static inner => inner.Line("return await HealthProbe.RunAsync();"))
            .Line();
        text.Line("var builder = WebApplication.CreateBuilder(args);");
        text.Line("builder.WebHost.ConfigureKestrel(options =>").Line("{");
        text.Indented(static inner =>
                inner.Line("options.AddServerHeader = false;").Line("options.Limits.MaxRequestBodySize = 4 * 1024 * 1024;")
            )
            .Line("});")
            .Line();
        text.Line("var services = builder.Services;");
        text.Line("services.AddSingleton(TimeProvider.System);");
        text.Line("services.AddDatabase(builder.Configuration, builder.Environment);");
        if (auth)
            text.Line("services.AddTokens(builder.Configuration, builder.Environment);");
        text.Line("services.AddLimits(builder.Configuration);");
        text.Line("services.AddContractDocument();");
        text.Line("services.AddProblemDetails();").Line("services.AddExceptionHandler<FailureHandler>();");
        text.Line("services.AddScoped<DomainEvents>();");
        text.Line("services.AddCors(cors => cors.AddDefaultPolicy(policy =>")
            .Indented(static inner =>
                inner.Line(
                    "policy.WithOrigins(builder.Configuration.GetSection(\"Cors:Origins\").Get<string[]>() ?? []).AllowAnyHeader().AllowAnyMethod().WithExposedHeaders(\"ETag\", \"Location\")));"
                )
            );
        text.Line("services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);");
        text.Line("services.ConfigureHttpJsonOptions(options =>")
            .Line("{")
            .Indented(static inner =>
            {
                inner.Line("options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;");
                inner.Line(
                    "options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));"
                );
            })
            .Line("});")
            .Line();
        text.Line("var app = builder.Build();");
        text.Line("app.UseExceptionHandler();").Line("app.UseStatusCodePages();").Line("app.UseSecurityHeaders();");
        text.Line("if (!app.Environment.IsDevelopment())").Indented(static inner => inner.Line("app.UseHsts();"));
        text.Line("app.UseCors();");
        if (auth)
            text.Line("app.UseAuthentication();").Line("app.UseAuthorization();");
        text.Line("app.UseRateLimiter();").Line("app.UseRequestTimeouts();").Line();
        text.Line("app.MapOpenApi().DisableRateLimiting();");
        text.Line("app.MapHealthChecks(\"/health/live\", new() { Predicate = _ => false }).DisableRateLimiting();");
        text.Line(
            "app.MapHealthChecks(\"/health/ready\", new() { Predicate = check => check.Tags.Contains(\"ready\") }).DisableRateLimiting();"
        );
        if (auth)
            text.Line("app.MapAuth();");
        text.Line("app.MapFeatures();").Line();
        text.Line("await app.PrepareDatabaseAsync();");
        if (auth && FirstAdminFile.Role(model) is not null)
            text.Line("await app.CreateFirstAdminAsync();");
        text.Line("await app.RunAsync();").Line("return 0;").Line();
        text.Line("/// <summary>The service; public, so that tests can host it.</summary>").Line("public partial class Program;");
        return new Artifact($"{model.SourceFolder}/Program.cs", text.ToString());
    }
}
