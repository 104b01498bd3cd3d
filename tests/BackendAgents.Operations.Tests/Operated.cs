using System.Collections.Concurrent;
using BackendAgents.Coordination;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Division;
using BackendAgents.Engineering.Planning;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Operations.Tests;

/// <summary>One delivery that asks for every capability of operations: all judges look at it.</summary>
internal sealed class Operated : IDisposable
{
    // What the market gives, by its database and broker: several fixtures look at the same.
    private static readonly ConcurrentDictionary<(string, string), Lazy<(Blueprint, ArtifactSet)>> s_markets = new();

    private Operated(Blueprint blueprint, ArtifactSet? files = null)
    {
        Blueprint = blueprint;
        Plan = CapabilityCatalog.BuiltIn.Plan(blueprint);
        Files = files ?? CapabilityCatalog.BuiltIn.Deliver(blueprint);
        Folder = Directory.CreateTempSubdirectory("operated-").FullName;
        Workspace.Open(Folder).Write(Files);
    }

    private Operated(Blueprint blueprint, ArtifactSet files, string folder)
    {
        Blueprint = blueprint;
        Plan = CapabilityCatalog.BuiltIn.Plan(blueprint);
        Files = files;
        Folder = folder;
    }

    public Blueprint Blueprint { get; }

    public ServicePlan Plan { get; }

    public ArtifactSet Files { get; }

    public string Folder { get; }

    /// <summary>Writes the sample with everything, over one database.</summary>
    public static Operated Write(string database) => new(With(SampleBlueprints.Social(), database));

    /// <summary>Writes what a blueprint gives.</summary>
    public static Operated Write(Blueprint blueprint) => new(blueprint);

    /// <summary>What a team has written to a folder.</summary>
    public static Operated Of(TeamResult built, string folder) => new(built.Blueprint!, built.Artifacts, folder);

    /// <summary>A blueprint with every capability that can be asked for.</summary>
    public static Blueprint With(Blueprint blueprint, string database) =>
        blueprint with
        {
            Deployment = blueprint.Deployment with { Database = database },
            Targets = blueprint.Targets with { AvailabilityPercent = 99.9m, RecoveryPointMinutes = 60, RecoveryTimeMinutes = 30 },
            Capabilities =
            [
                .. CapabilityCatalog
                    .BuiltIn.All.Where(static capability => capability.Info.IsOptional)
                    .Select(static capability => new CapabilityChoice { Id = capability.Info.Id }),
            ],
        };

    /// <summary>The market of three services with every capability that several can have.</summary>
    public static Operated Market(string database, string broker = "rabbitmq")
    {
        var (blueprint, files) = s_markets.GetOrAdd((database, broker), static key => new(() => Delivered(key.Item1, key.Item2))).Value;
        return new Operated(blueprint, files);
    }

    private static (Blueprint, ArtifactSet) Delivered(string database, string broker)
    {
        var path = Path.Combine(GeneratedFile.Root, "examples/market/backend.yaml");
        var market = CapabilityCatalog.BuiltIn.Read(File.ReadAllText(path)).Blueprint!;
        var blueprint = Together(market with { Deployment = market.Deployment with { Messaging = broker } }, database);
        return (blueprint, CapabilityCatalog.BuiltIn.Deliver(blueprint));
    }

    /// <summary>A blueprint of several services with every capability that these can have.</summary>
    public static Blueprint Together(Blueprint blueprint, string database)
    {
        var all = With(blueprint, database);
        return all with
        {
            Deployment = all.Deployment with { Cache = "redis" },
            Capabilities = [.. all.Capabilities.Where(static choice => !DivisionCheck.IsOfOne(choice.Id))],
        };
    }

    public string Read(string path) => Files.Find(path)?.Content ?? throw new FileNotFoundException(path);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
