using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Capabilities.Messaging;

/// <summary>Writes the signature of calls, which those that come in and those that go out have in common.</summary>
internal sealed class WebhookSignatureEmitter : IEmitter
{
    public string Id => "aspnetcore-webhook-signature";

    public string Description => "The signature of calls between systems";

    public IEnumerable<Artifact> Emit(Delivery delivery) =>
        Template.Folder(new ServiceModel(delivery.Plan), Template.Service + "Infrastructure/Signatures/");
}
