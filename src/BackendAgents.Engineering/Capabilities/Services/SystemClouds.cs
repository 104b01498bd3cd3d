using BackendAgents.Engineering.Capabilities.Infrastructure.Clouds;

namespace BackendAgents.Engineering.Capabilities.Services;

/// <summary>What of several services in a cloud is delivered, and what an operator has to add: said where it is looked for.</summary>
internal static class SystemClouds
{
    /// <summary>Ids of what is written for each service alone.</summary>
    public static IReadOnlyList<string> Ways { get; } = ["terraform", "cloudformation", AwsCapability.Id, AzureCapability.Id];

    /// <summary>Sections of the README.</summary>
    public static IEnumerable<(string Title, string Text)> Sections(SystemDelivery system)
    {
        if (!Ways.Any(system.Plan.Has))
            yield break;
        var shared = system
            .Services.SelectMany(static service => service.Plan.Resources)
            .Where(static resource => resource.IsShared)
            .Select(static resource => resource.Title)
            .Distinct()
            .ToList();
        yield return (
            "In a cloud",
            $"""
            The files in `services/NAME/deploy/` put one service with its database into a cloud, each in a network of its own with a door of
            its own. They know nothing of the others. **Not delivered** for the whole, and to be added before these run there together:

            1. One network: put all services into the network of the first one, and leave the others' out.
            2. What all share ({string.Join(", ", shared)}), once, with its address among the secrets of each.
            3. The gateway: its image (`Dockerfile`), with `Services__NAME` for the inner address of each service; at least two of it behind
               the only door that the world reaches.
            4. The services' own doors closed to the world: only the gateway and services that ask each other call them.

            {(system.Plan.Has("kubernetes") ? "`deploy/kubernetes/` does all of this in a cluster, and a cluster of a cloud is one."
                : "With `capabilities: { kubernetes: {} }` all of this is delivered for a cluster, and a cluster of a cloud is one.")}
            """
        );
    }
}
