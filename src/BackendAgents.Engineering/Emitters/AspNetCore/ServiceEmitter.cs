using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>The ASP.NET Core service.</summary>
public sealed class ServiceEmitter : IEmitter
{
    /// <inheritdoc />
    public string Id => "aspnetcore";

    /// <inheritdoc />
    public string Description => "ASP.NET Core service with EF Core: SQLite by default, PostgreSQL by connection string";

    /// <inheritdoc />
    public IEnumerable<Artifact> Emit(Blueprint blueprint)
    {
        var model = new ServiceModel(blueprint);
        return
        [
            .. ProjectFiles.Emit(model),
            ProgramFile.Emit(model),
            .. InfrastructureFiles.Emit(model),
            .. EntityFiles.Emit(model),
            .. ContractFiles.Emit(model),
            .. EndpointFiles.Emit(model),
            .. AuthFiles.Emit(model),
        ];
    }
}
