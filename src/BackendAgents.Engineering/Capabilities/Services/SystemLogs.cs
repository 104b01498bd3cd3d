using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Monitoring.Elk;

namespace BackendAgents.Engineering.Capabilities.Services;

/// <summary>Logs of the gateway and all services in one place, so that a request is followed through them by its trace id.</summary>
internal static class SystemLogs
{
    /// <summary>Whether an Elastic stack is asked for.</summary>
    public static bool Applies(SystemDelivery system) => system.Plan.Has(ElkCapability.Capability);

    public static IEnumerable<Artifact> Emit(SystemDelivery system)
    {
        if (!Applies(system))
            return [];
        var name = system.Plan.ProjectName;
        var stack = new ElkFiles(
            system.Gateway,
            system.Plan.Options<ElkOptions>(ElkCapability.Capability),
            [.. system.Services.Select(static service => service.Plan.Blueprint.Service.Name)]
        );
        return ElkCapability
            .Files(stack)
            .Prepend(new Artifact($"src/{name}/EcsLogging.g.cs", EcsCode.Write(system.Gateway, name, "Upstreams.System")));
    }

    /// <summary>Sections of the README.</summary>
    public static IEnumerable<(string Title, string Text)> Sections(SystemDelivery system)
    {
        if (Applies(system))
            yield return (
                "Search all logs",
                $"""
                `{ElkCapability.Folder}` takes the logs of the gateway and all services into one stream, in which a request is followed by
                its `trace.id`: `ELASTIC_URL=… ELASTIC_API_KEY=… KIBANA_URL=… bash {ElkCapability.Folder}setup.sh`, and
                `{ElkCapability.Folder}filebeat.yml` on each machine. A service's own folder keeps what takes the logs of that service
                alone; run one or the other.
                """
            );
    }
}
