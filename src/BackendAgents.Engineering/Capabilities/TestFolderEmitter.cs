using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Capabilities;

/// <summary>Writes a folder of the delivered tests that several capabilities need.</summary>
/// <param name="folder">Its name in the template.</param>
internal sealed class TestFolderEmitter(string folder) : IEmitter
{
    public string Id => "aspnetcore-tests-" + folder.ToLowerInvariant();

    public string Description => "What several tests use";

    public IEnumerable<Artifact> Emit(Delivery delivery) => Template.Folder(new ServiceModel(delivery.Plan), $"{Template.Tests}{folder}/");
}
