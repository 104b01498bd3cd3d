using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>The ASP.NET Core service.</summary>
internal sealed class ServiceEmitter : IEmitter
{
    /// <inheritdoc />
    public string Id => "aspnetcore";

    /// <inheritdoc />
    public string Description => "ASP.NET Core service with EF Core: SQLite in development, the chosen database in production";

    /// <inheritdoc />
    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var model = new ServiceModel(delivery.Plan);
        return
        [
            .. ProjectFiles.Emit(model, delivery),
            ProgramFile.Emit(delivery),
            .. InfrastructureFiles.Emit(model),
            DatabaseFiles.Emit(model, delivery),
            .. SearchFiles.Emit(model, delivery),
            .. SortFiles.Emit(model),
            .. EntityFiles.Emit(model),
            .. ContractFiles.Emit(model),
            .. EndpointFiles.Emit(model),
            .. RulesFiles.Emit(model),
        ];
    }
}
