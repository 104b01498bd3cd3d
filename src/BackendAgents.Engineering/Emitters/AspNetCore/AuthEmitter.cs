using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>Registration, login and tokens.</summary>
internal sealed class AuthEmitter : IEmitter
{
    /// <inheritdoc />
    public string Id => "aspnetcore-auth";

    /// <inheritdoc />
    public string Description => "Registration, login, access and refresh tokens";

    /// <inheritdoc />
    public IEnumerable<Artifact> Emit(Delivery delivery) => AuthFiles.Emit(new ServiceModel(delivery.Plan));
}
