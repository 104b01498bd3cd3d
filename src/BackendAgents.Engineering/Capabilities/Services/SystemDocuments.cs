using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Documents;

namespace BackendAgents.Engineering.Capabilities.Services;

/// <summary>
/// What people read of the whole: decisions, deployment, threats between services, levels of service, all errors. Each service has its own
/// beside them.
/// </summary>
internal static class SystemDocuments
{
    private const string Threats = "docs/threat-model.md";

    public static IEnumerable<Artifact> Emit(SystemDelivery system)
    {
        if (!system.Plan.Has(DocumentsCapability.Capability))
            yield break;
        yield return new Artifact(
            Threats,
            ThreatModel.Write(
                system.Plan,
                DataFlow.Between(system.Services.Select(static service => service.Plan), system.Gateway),
                system.Services.Select(static service => (service.Share.Service.Name, $"../{service.Share.Folder}{Threats}"))
            )
        );
        yield return new Artifact("docs/decisions.md", SystemDecisions.Write(system));
        yield return new Artifact("docs/deployment.md", SystemDeployment.Write(system, Places(system)));
        yield return new Artifact("docs/service-levels.md", SystemLevels.Write(system));
        yield return new Artifact("docs/errors.md", ErrorCatalogue.Write(system.Plan));
    }

    /// <summary>Sections of the README.</summary>
    public static IEnumerable<(string Title, string Text)> Sections(SystemDelivery system)
    {
        if (system.Plan.Has(DocumentsCapability.Capability))
            yield return (
                "Read on",
                $"""
                - [Architecture](docs/architecture.md): who uses it, the services, what they tell each other, and in which order.
                - [Threats]({Threats}): what could go wrong between services, and what stands against it.
                - [Decisions](docs/decisions.md): what was chosen, instead of what, and what follows.
                - [Deployment](docs/deployment.md), [levels of service](docs/service-levels.md), [errors](docs/errors.md).
                - What a service has for itself is in its own folder, for example
                  [{system.Services[0].Share.Service.Name}]({system.Services[0].Share.Folder}docs/decisions.md).
                """
            );
    }

    // The sections of the README that say how a place is filled.
    private static IEnumerable<string> Places(SystemDelivery system) =>
        SystemCluster
            .Sections(system)
            .Concat(SystemBalancer.Sections(system))
            .Select(static section => section.Title)
            .Concat(SystemClouds.Places(system))
            .Prepend("Run");
}
