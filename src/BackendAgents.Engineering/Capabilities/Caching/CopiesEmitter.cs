using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Capabilities.Caching;

/// <summary>Writes what all who keep copies have in common, within the service and before it: how copies and changes are called.</summary>
internal sealed class CopiesEmitter : IEmitter
{
    private const string Folder = "Copies/";

    public string Id => "aspnetcore-copies";

    public string Description => "Names of what copies are made of, and of what changes";

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var model = new ServiceModel(delivery.Plan);
        return
        [
            .. Template.Folder(model, Template.Service + "Infrastructure/" + Folder),
            .. Template.Folder(model, Template.Tests + Folder),
        ];
    }
}
