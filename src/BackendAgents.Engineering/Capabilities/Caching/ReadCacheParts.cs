using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Reports;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Caching;

/// <summary>What every cache brings, wherever its copies are.</summary>
internal static class ReadCacheParts
{
    /// <summary>What takes the place of one another: the cache of the deployment.</summary>
    public const string Exclusive = "cache";

    /// <summary>The setting that names what instances share.</summary>
    public const string Setting = "ConnectionStrings:Cache";

    /// <summary>Variable by which the delivered tests learn of a real one.</summary>
    public const string Tests = "TEST_CACHE";

    /// <summary>The environment variable that sets it.</summary>
    public static string Variable => Planning.Setting.VariableOf(Setting);

    private const string Folder = "Infrastructure/Caching/";

    /// <summary>The cache that is asked for: that of a name rather than any.</summary>
    public static string Chosen(string asked, string? before) => asked == Memory.MemoryCacheCapability.Id ? before ?? asked : asked;

    /// <summary>The setting that names a server; without it copies are in memory.</summary>
    public static Setting Connection(string example) =>
        new(Setting, $"where the cache is: {example}", "each instance's own memory") { Secret = true };

    /// <summary>Settings and metrics.</summary>
    public static void Plan(PlanBuilder plan)
    {
        plan.Add(new Setting("Caching:Space", "name before all keys, for whoever shares a cache with others", plan.Blueprint.Service.Name));
        plan.Add(new Setting("Caching:MemoryMebibytes", "most memory that copies of answers take in one instance", "64"));
        var meter = plan.Blueprint.Service.Name;
        plan.Add(new Metric("cache.reads", MetricKind.Counter, "{read}", "Reads that copies could answer, by result", meter));
        plan.Add(new Metric("cache.away", MetricKind.Gauge, "{cache}", "1 while copies can't be used", meter));
    }

    /// <summary>The code, and where it is called.</summary>
    public static void Deliver(DeliveryBuilder delivery)
    {
        var blueprint = delivery.Plan.Blueprint;
        delivery.Add(new ReadCacheEmitter());
        delivery.Add(new CopiesEmitter());
        delivery.Add(DeliveredPackages.Of("Microsoft.Extensions.Caching.Hybrid"));
        var tables = Reads(blueprint)
            .SelectMany(read => read.Operation.Report is null ? [read.Entity] : ReportSources.Entities(delivery.Plan.Index, read.Operation))
            .Select(static entity => Conventions.Table(entity))
            .Distinct(StringComparer.Ordinal);
        delivery.AddRegistration(
            $"services.AddReadCache({string.Join(", ", tables.Select(CSharp.Literal).Prepend("builder.Configuration"))});"
        );
    }

    /// <summary>The code and the tests of a cache that instances share.</summary>
    public static IEnumerable<Artifact> Shared(ServiceModel model, string name) =>
        [
            .. Template.Folder(model, $"{Template.Service}{Folder}{name}/"),
            .. Template.Folder(model, $"{Template.Tests}Caching/{name}/"),
            .. Template.Folder(model, Template.Tests + "Caching/Shared/"),
        ];

    /// <summary>Lines of a table that says what is kept and for how long.</summary>
    public static string Table(Blueprint blueprint) =>
        string.Join(
            '\n',
            Reads(blueprint)
                .Select(static read => string.Create(null, $"| `{read.Operation.Name}` | {read.Seconds} s |"))
                .DefaultIfEmpty("| nothing | |")
        );

    /// <summary>Operations whose answers are kept, in the blueprint's order.</summary>
    public static IEnumerable<(Operation Operation, Entity Entity, int Seconds)> Reads(Blueprint blueprint) =>
        from operation in blueprint.Operations
        let seconds = EntityCache.SecondsOf(blueprint, operation)
        where seconds > 0
        select (operation, blueprint.Entities.First(entity => entity.Id == operation.Entity), seconds);

    // Figures have tests of their own, with what they count.
    private static IEnumerable<(Operation Operation, Entity Entity, int Seconds)> OfRows(ServiceModel model) =>
        Reads(model.Blueprint).Where(static read => read.Operation.Report is null);

    private sealed class ReadCacheEmitter : IEmitter
    {
        public string Id => "aspnetcore-read-cache";

        public string Description => "Copies of answers, and what ends them";

        public IEnumerable<Artifact> Emit(Delivery delivery)
        {
            var model = new ServiceModel(delivery.Plan);
            // A fixture for each of no reads is one that can't be made.
            var tested = OfRows(model).Any();
            return
            [
                .. Template.Folder(model, Template.Service + Folder),
                .. Template
                    .Folder(model, Template.Tests + "Caching/")
                    .Where(file => tested || !file.Path.EndsWith("/CacheTests.g.cs", StringComparison.Ordinal)),
                new Artifact(
                    $"{model.TestFolder}/Caching/CacheSamples.g.cs",
                    ServiceModel.Header("what is read from copies.") + CacheSamplesFile.Write(model, "CacheSamples", OfRows(model))
                ),
            ];
        }
    }
}
