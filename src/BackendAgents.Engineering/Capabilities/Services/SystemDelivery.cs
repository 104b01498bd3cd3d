using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.OpenApi;
using BackendAgents.Engineering.Capabilities.Services.Local;
using BackendAgents.Engineering.Division;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Services;

/// <summary>What several services have together: the gateway, its tests, and one solution. The services themselves lie below it.</summary>
/// <param name="whole">The blueprint of all services as one; its contract is that of the gateway.</param>
/// <param name="services">The services with their plans.</param>
internal sealed class SystemDelivery(Delivery whole, IReadOnlyList<(ServiceShare Share, ServicePlan Plan)> services)
{
    /// <summary>Plan of the whole.</summary>
    public ServicePlan Plan => whole.Plan;

    /// <summary>The whole as code sees it.</summary>
    public ServiceModel Model { get; } = new(whole.Plan);

    /// <summary>The services with their plans.</summary>
    public IReadOnlyList<(ServiceShare Share, ServicePlan Plan)> Services => services;

    /// <summary>Plan of the gateway.</summary>
    public ServicePlan Gateway { get; } = GatewayPlan.Of(whole.Plan, services.Select(static service => service.Plan));

    /// <summary>The files of the whole.</summary>
    public IEnumerable<Artifact> Emit() =>
        [
            .. GatewayFiles.Emit(this),
            .. SystemTestFiles.Emit(this),
            .. SystemProjectFiles.Emit(this),
            .. new OpenApiEmitter().Emit(whole),
            SystemReadme.Write(this),
            RunScript.Write(this),
            .. RequirementsEmitter.Write(whole.Plan.Blueprint),
            .. SystemCompose.Emit(this),
            .. SystemBalancer.Emit(this),
            .. SystemCluster.Emit(this),
            .. SystemClouds.Emit(this),
            .. SystemMonitoring.Emit(this),
            .. SystemLogs.Emit(this),
            .. SystemPipelines.Emit(this),
            SystemDiagrams.Write(this),
            .. SystemDocuments.Emit(this),
        ];
}
