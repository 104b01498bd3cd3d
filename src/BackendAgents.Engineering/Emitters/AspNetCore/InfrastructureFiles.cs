using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>What all features stand on.</summary>
internal static class InfrastructureFiles
{
    private static readonly (string Name, string Purpose)[] s_files =
    [
        ("Row", "what every stored row has."),
        ("Access", "who may call an operation."),
        ("Caller", "who calls."),
        ("Problems", "what endpoints answer when they refuse."),
        ("FailureHandler", "exceptions as problems."),
        ("ETags", "tags against lost updates."),
        ("Paging", "pages by key."),
        ("Validation", "what is wrong with a request."),
        ("Query", "values of the query."),
        ("EnumText", "enums as text."),
        ("UtcTicks", "instants in SQLite."),
        ("DatabaseSetup", "choice and preparation of the database."),
        ("DatabaseHealth", "readiness."),
        ("HealthProbe", "the container's health check."),
        ("Limits", "rate limits and time limits."),
        ("SecurityHeaders", "headers for browsers."),
        ("Events", "domain events."),
        ("ContractDocument", "the served OpenAPI document."),
    ];

    public static IEnumerable<Artifact> Emit(ServiceModel model)
    {
        (string, string)[] values =
        [
            ("Namespace", model.Namespace),
            ("FileName", model.Blueprint.Service.Name),
            ("Port", model.Blueprint.Deployment.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ];
        foreach (var (name, purpose) in s_files)
            yield return Templates.File($"{model.SourceFolder}/Infrastructure/{name}.g.cs", purpose, "Infrastructure/" + name, values);
        yield return Context(model);
        yield return Features(model);
    }

    private static Artifact Context(ServiceModel model)
    {
        var text = new CodeWriter();
        text.Line("using Microsoft.EntityFrameworkCore;")
            .Line($"using {model.Namespace}.Features;")
            .Line()
            .Line($"namespace {model.Namespace}.Infrastructure;")
            .Line();
        text.Line("/// <summary>The database.</summary>");
        text.Block("public sealed class AppDb(DbContextOptions<AppDb> options) : DbContext(options)", body =>
        {
            foreach (var entity in model.Blueprint.Entities)
                body.Line($"/// <summary>All {CSharp.Comment(Conventions.Phrase(Conventions.Plural(entity)))}.</summary>")
                    .Line($"public DbSet<{ServiceModel.Class(entity)}> {ServiceModel.Set(entity)} => Set<{ServiceModel.Class(entity)}>();")
                    .Line();
            if (model.HasAuthentication)
                body.Line("/// <summary>All refresh tokens.</summary>")
                    .Line("public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();")
                    .Line();
            body.Block(
                    "public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)",
                    static inner =>
                    {
                        inner.Line(
                            "// PostgreSQL keeps microseconds; so does the clock here, lest a row differ from what was just answered."
                        );
                        inner
                            .Line("var now = DateTimeOffset.UtcNow;")
                            .Line("now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));");
                        inner
                            .Block("foreach (var entry in ChangeTracker.Entries<Row>())", static each =>
                            {
                                each.Line("if (entry.State == EntityState.Added)")
                                    .Indented(static added => added.Line("entry.Entity.CreatedAt = now;"));
                                each.Line("if (entry.State is EntityState.Added or EntityState.Modified)");
                                each.Line("{")
                                    .Indented(static changed =>
                                        changed.Line("entry.Entity.UpdatedAt = now;").Line("entry.Entity.Version++;")
                                    )
                                    .Line("}");
                            })
                            .Line();
                        inner.Line("return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);");
                    }
                )
                .Line();
            body.Line(
                    "protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.ApplyConfigurationsFromAssembly(typeof(AppDb).Assembly);"
                )
                .Line();
            body.Block("protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)", static inner =>
                inner
                    .Line("if (Database.IsSqlite())")
                    .Indented(static then => then.Line("configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();"))
            );
        });
        return new Artifact($"{model.SourceFolder}/Infrastructure/AppDb.g.cs", ServiceModel.Header("the database.") + text);
    }

    private static Artifact Features(ServiceModel model)
    {
        var text = new CodeWriter();
        text.Line($"namespace {model.Namespace}.Features;").Line();
        text.Block("internal static class FeatureMap", body => body.Line("/// <summary>Maps the endpoints of all features.</summary>")
                .Block("public static void MapFeatures(this IEndpointRouteBuilder routes)", inner =>
                {
                    foreach (var entity in model.Blueprint.Entities.Where(entity => model.Index.OperationsOf(entity.Id).Any()))
                        inner.Line($"{ServiceModel.Class(entity)}Endpoints.Map(routes);");
                    if (model.Blueprint.Operations.Count == 0)
                        inner.Line("// No operation is declared.");
                }));
        return new Artifact($"{model.SourceFolder}/Features/FeatureMap.g.cs", ServiceModel.Header("all features.") + text);
    }
}
