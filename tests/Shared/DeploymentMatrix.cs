using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Tests.Shared;

/// <summary>What one service can be run with.</summary>
/// <param name="Database">Id of the database.</param>
/// <param name="Cache">Id of the cache.</param>
/// <param name="Broker">Id of what carries events.</param>
/// <param name="Api">rest, or graphql beside it.</param>
internal sealed record DeploymentChoice(string Database, string Cache, string Broker, string Api)
{
    /// <summary>Its choices, each with what it is a choice of.</summary>
    public IReadOnlyList<string> Parts => [Database, Cache, Broker, Api];

    /// <summary>A blueprint that is run with it.</summary>
    public Blueprint Of(Blueprint blueprint) =>
        blueprint with
        {
            Deployment = blueprint.Deployment with { Database = Database, Cache = Cache, Messaging = Broker },
            Capabilities = Api == "rest" ? blueprint.Capabilities : [.. blueprint.Capabilities, new CapabilityChoice { Id = Api }],
        };

    public override string ToString() => string.Join('_', Parts);
}

/// <summary>Four databases, two caches, three brokers, REST and GraphQL: 48 ways to run one service.</summary>
internal static class DeploymentMatrix
{
    /// <summary>An example with events, what is done when they arrive, jobs and mails.</summary>
    public static Blueprint Example { get; } =
        CapabilityCatalog.BuiltIn.Read(File.ReadAllText(Path.Combine(GeneratedFile.Root, "examples/lending/backend.yaml"))).Blueprint!;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DeploymentChoice> All { get; } =
    [
        .. from database in (string[])["sqlite", "postgresql", "mysql", "mongodb"]
        from cache in (string[])["redis", "memcached"]
        from broker in (string[])["rabbitmq", "kafka", "sqs"]
        from api in (string[])["rest", "graphql"]
        select new DeploymentChoice(database, cache, broker, api),
    ];

    /// <summary>Few of them, in which each two choices meet at least once.</summary>
    public static IReadOnlyList<DeploymentChoice> Pairs { get; } = Cover();

    /// <summary>The pairs of choices that meet in one.</summary>
    public static IEnumerable<string> PairsOf(DeploymentChoice choice) =>
        from first in choice.Parts
        from second in choice.Parts
        where string.CompareOrdinal(first, second) < 0
        select $"{first}+{second}";

    // Each time the one that brings most pairs that are new.
    private static List<DeploymentChoice> Cover()
    {
        var (open, chosen) = (All.SelectMany(PairsOf).ToHashSet(StringComparer.Ordinal), new List<DeploymentChoice>());
        while (open.Count > 0)
        {
            chosen.Add(All.MaxBy(choice => PairsOf(choice).Count(open.Contains))!);
            open.ExceptWith(PairsOf(chosen[^1]));
        }

        return chosen;
    }
}
