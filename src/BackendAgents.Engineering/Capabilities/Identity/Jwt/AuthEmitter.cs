using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Capabilities.Identity.Jwt;

/// <summary>Registration, login and tokens, with their tests.</summary>
internal sealed class AuthEmitter : IEmitter
{
    /// <inheritdoc />
    public string Id => "aspnetcore-auth";

    /// <inheritdoc />
    public string Description => "Registration, login, access and refresh tokens";

    /// <inheritdoc />
    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var model = new ServiceModel(delivery.Plan);
        return AuthFiles.Emit(model).Concat(AuthFiles.Tests(model));
    }
}
