using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Caching.Edge;

/// <summary>What caches before the service have in common, whose ever they are.</summary>
internal static class EdgeParts
{
    /// <summary>What takes the place of one another: the caches before the service.</summary>
    public const string Exclusive = "cdn";

    /// <summary>The setting that says who is told of changes.</summary>
    public const string Setting = "ConnectionStrings:Cdn";

    /// <summary>The setting, for people.</summary>
    public static Setting Connection =>
        new(
            Setting,
            "caches that are told of changes: Urls=http://cdn:6081;Key=…, with Method and Header where they are not PURGE and X-Purge-Key",
            "nobody is told: answers are kept for as long as they say"
        )
        {
            Secret = true,
        };

    /// <summary>Operations whose answers are kept, in the blueprint's order.</summary>
    public static IEnumerable<(Operation Operation, Entity Entity, int Seconds)> Reads(Blueprint blueprint) =>
        from operation in blueprint.Operations
        let seconds = EntityCache.EdgeSecondsOf(blueprint, operation)
        where seconds > 0
        select (operation, blueprint.Entities.First(entity => entity.Id == operation.Entity), seconds);

    /// <summary>The code, where it is called, and the section of the README.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="title">Heading of the section.</param>
    /// <param name="text">Its first paragraph.</param>
    public static void Deliver(DeliveryBuilder delivery, string title, string text)
    {
        delivery.Add(new EdgeEmitter());
        delivery.Add(new CopiesEmitter());
        delivery.Add(new TestFolderEmitter("Loopback"));
        delivery.Add(new TestFolderEmitter("Listening"));
        var reads = Reads(delivery.Plan.Blueprint).ToList();
        var tables = reads.Select(static read => Conventions.Table(read.Entity)).Distinct(StringComparer.Ordinal);
        var arguments = tables.Select(CSharp.Literal).Prepend("builder.Configuration");
        delivery.AddRegistration($"services.AddEdge({string.Join(", ", arguments)});");
        var kept = reads.Select(static read => string.Create(null, $"| `{read.Operation.Name}` | {read.Seconds} s |"));
        delivery.AddSection(
            title,
            $"""
            {text}

            Only what anybody is given may be kept; all else says `private, no-store`. `Surrogate-Key` says what an answer is made of.
            What changes is told through the outbox after its commit: `PURGE` with the keys in `Surrogate-Key`, to each of the addresses in
            `{Planning.Setting.VariableOf(Setting)}`. Calls that a copy answers are not counted by limits.

            | operation | kept at most |
            |---|---|
            {string.Join('\n', kept.DefaultIfEmpty("| nothing | |"))}
            """
        );
    }

    private sealed class EdgeEmitter : IEmitter
    {
        public string Id => "aspnetcore-edge";

        public string Description => "What caches before the service keep, and what they are told";

        public IEnumerable<Artifact> Emit(Delivery delivery)
        {
            var model = new ServiceModel(delivery.Plan);
            // Rows for tests have no files.
            var reads = Reads(model.Blueprint).Where(static read => read.Operation.Kind != OperationKind.Download);
            return
            [
                .. Template.Folder(model, Template.Service + "Infrastructure/Edge/"),
                .. Template.Folder(model, Template.Tests + "Edge/"),
                new Artifact(
                    $"{model.TestFolder}/Edge/EdgeSamples.g.cs",
                    ServiceModel.Header("what caches before the service keep.") + CacheSamplesFile.Write(model, "EdgeSamples", reads)
                ),
            ];
        }
    }
}
