using BackendAgents.Engineering.Capabilities.Deployment.Compose;
using BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.LoadTesting;

/// <summary>What is called under load: what needs no row that would have to be there.</summary>
internal static class LoadMix
{
    private const int Most = 20;

    /// <summary>Paths that anybody may read.</summary>
    public static IReadOnlyList<string> PublicReads(HttpContract contract) =>
        [.. Reads(contract).Where(static endpoint => !endpoint.RequiresAuthentication).Select(static endpoint => endpoint.Path).Take(Most)];

    /// <summary>MiB of memory that an instance has where it runs; null when nothing delivered says so.</summary>
    public static int? MemoryMebibytes(ServicePlan plan) =>
        plan.Has("kubernetes") ? plan.Options<KubernetesOptions>("kubernetes").MemoryMebibytes
        : plan.Has("compose") ? plan.Options<ComposeOptions>("compose").MemoryMebibytes
        : null;

    /// <summary>Reads without a part of the path or a required parameter that somebody would have to fill.</summary>
    public static IEnumerable<HttpEndpoint> Reads(HttpContract contract) =>
        contract.Endpoints.Where(static endpoint =>
            endpoint is { Method: "GET", Success.Status: < 300 }
            && !endpoint.Path.Contains('{', StringComparison.Ordinal)
            && !endpoint.Parameters.Any(static parameter => parameter.Required)
        );
}
