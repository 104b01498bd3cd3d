using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>The tests that the service is delivered with.</summary>
internal sealed class ServiceTestsEmitter : IEmitter
{
    /// <inheritdoc />
    public string Id => "aspnetcore-tests";

    /// <inheritdoc />
    public string Description => "Unit and integration tests of the service, over HTTP on SQLite";

    /// <inheritdoc />
    public IEnumerable<Artifact> Emit(Delivery delivery) => TestFiles.Emit(new ServiceModel(delivery.Plan));
}
