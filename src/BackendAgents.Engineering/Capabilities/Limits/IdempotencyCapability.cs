using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities.Databases.MongoDb;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Limits;

/// <summary>Calls that a caller may send again by the same key: done once, and answered the same.</summary>
internal sealed class IdempotencyCapability : ICapability, IEmitter
{
    public CapabilityInfo Info { get; } =
        new(
            "idempotency",
            "Idempotency keys",
            "Calls that are sent again with the same Idempotency-Key are done once and answered the same."
        );

    public string Id => "aspnetcore-idempotency";

    public string Description => "What calls with a key were answered, kept for a day with what they did";

    public bool IsUsedBy(Blueprint blueprint) => Idempotency.IsUsedBy(blueprint);

    // Answers stand in the service's database and need nothing else.
    public void Plan(PlanBuilder plan) { }

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add((IEmitter)this);
        delivery.AddRegistration("services.AddHostedService<KeptAnswersSweep>();");
        var calls = delivery.Plan.Blueprint.Operations.Where(static one => one.Idempotent).Select(static one => $"`{one.Name}`");
        var second =
            delivery.Plan.Blueprint.Deployment.Database == MongoDbCapability.Name
                ? "Of two at once the second is tried again until the first is done, and after some seconds answered 503."
                : "Of two at once the second waits for the first.";
        delivery.AddSection(
            "Idempotency keys",
            $"""
            {string.Join(", ", calls)} may be sent again after a timeout with the same `{Idempotency.Header}`, any text of up
            to 200 visible ASCII characters, such as a UUID: what they do is done once, and the answer is the same again, with
            `Idempotency-Replayed: true`. {second} A key belongs to the account and the
            operation. With another body it is refused 422 `{Idempotency.Reused}`. A refusal is not kept: the same call may
            succeed later. Answers lie in `{Idempotency.Table}`, stored in the transaction of what the call did, for 24 hours.
            """
        );
    }

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var model = new ServiceModel(delivery.Plan);
        return
        [
            .. Template.Folder(model, Template.Service + "Infrastructure/Idempotency/"),
            .. Template.Folder(model, Template.Tests + "Idempotency/"),
        ];
    }
}
