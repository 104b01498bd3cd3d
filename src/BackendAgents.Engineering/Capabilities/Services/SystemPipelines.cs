using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;
using BackendAgents.Engineering.Capabilities.Pipelines;
using BackendAgents.Engineering.Capabilities.Pipelines.GitHubActions;
using BackendAgents.Engineering.Capabilities.Pipelines.GitLabCi;

namespace BackendAgents.Engineering.Capabilities.Services;

/// <summary>The pipelines of all services as one: where a product looks for them, beside the gateway.</summary>
internal static class SystemPipelines
{
    public static IEnumerable<Artifact> Emit(SystemDelivery system)
    {
        var pipeline = SystemPipeline.Of(
            system.Gateway,
            [.. system.Services.Select(static service => service.Plan)],
            system.Plan.Has(KubernetesCapability.Id) ? [.. RolloutSteps.OfSystem(SystemCluster.Gateway(system))] : []
        );
        if (system.Plan.Has(GitHubActionsCapability.Capability))
            yield return GitHubActionsCapability.Write(pipeline);
        if (system.Plan.Has(GitLabCiCapability.Capability))
            yield return GitLabCiCapability.Write(pipeline);
    }
}
