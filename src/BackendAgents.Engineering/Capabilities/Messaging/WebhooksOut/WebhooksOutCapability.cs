using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Messaging.WebhooksOut;

/// <summary>Other systems that are told of events by signed calls.</summary>
internal sealed class WebhooksOutCapability : ICapability, IEmitter
{
    public CapabilityInfo Info { get; } =
        new(
            "webhooks-out",
            "Webhooks out",
            "Signed calls that tell other systems of events: through the outbox, with retries, and never to an address of the own network."
        );

    public string Id => "aspnetcore-webhooks-out";

    public string Description => "Who is told of events, the signature of the calls, and which addresses may be called";

    public bool IsUsedBy(Blueprint blueprint) => blueprint.Webhooks.Count > 0 || blueprint.AccountWebhooks is not null;

    public void Plan(PlanBuilder plan)
    {
        plan.Add(new OutsideCall(OutsideCall.Https, "who is told by webhooks"));
        foreach (var told in plan.Blueprint.Webhooks.DistinctBy(static told => told.Url))
            plan.Add(new Setting(told.Url, $"https address where {told.Name} is told of events", "none: what it is to be told waits"));
        foreach (var told in plan.Blueprint.Webhooks.DistinctBy(static told => told.Secret))
            plan.Add(
                new Setting(
                    told.Secret,
                    $"secret of at least 24 characters that calls to {told.Name} are signed with; whsec_ and Base64, or any text",
                    "none: what it is to be told waits"
                )
                {
                    Secret = true,
                }
            );
    }

    public void Deliver(DeliveryBuilder delivery)
    {
        var blueprint = delivery.Plan.Blueprint;
        delivery.Add((IEmitter)this);
        delivery.Add(new WebhookSignatureEmitter());
        delivery.Add(new TestFolderEmitter("Loopback"));
        delivery.Add(new TestFolderEmitter("Listening"));
        foreach (var told in blueprint.Webhooks)
        {
            var types = Told(told, blueprint).Select(known => EventTraits.Type(known, blueprint));
            var arguments = types.Prepend(told.Secret).Prepend(told.Url).Prepend(told.Name).Select(CSharp.Literal);
            delivery.AddRegistration(
                "services.AddWebhook(\n    builder.Configuration, builder.Environment,\n"
                    + $"    new WebhookTarget({string.Join(", ", arguments)}));"
            );
        }

        if (blueprint.Webhooks.Count == 0)
            return;
        var rows = blueprint.Webhooks.Select(told =>
            $"| {told.Name} | {string.Join(", ", Told(told, blueprint).Select(static known => known.Name))} "
            + $"| `{told.Url}` | `{told.Secret}` |"
        );
        delivery.AddSection(
            "Webhooks out",
            $"""
            | who | is told of | address | secret |
            |---|---|---|---|
            {string.Join('\n', rows)}

            A call is a `POST` of the event as CloudEvents 1.0 in JSON, signed as standardwebhooks.com says: `webhook-id` is the event's
            and the same at each try, `webhook-signature` the HMAC-SHA256 over it, a point, `webhook-timestamp`, a point, and the body.
            What isn't answered by 2xx within 15 seconds is told again, later and later, for about a day; 410 ends it at once. Outside
            of development only https and only public addresses are called, whatever a name means when the call is made, and redirects
            are not followed.
            """
        );
    }

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var model = new ServiceModel(delivery.Plan);
        return
        [
            .. Template.Folder(model, Template.Service + "Infrastructure/WebhooksOut/"),
            .. Template.Folder(model, Template.Tests + "WebhooksOut/"),
        ];
    }

    private static IEnumerable<DomainEvent> Told(OutgoingWebhook told, Blueprint blueprint) =>
        blueprint.Events.Where(known => told.Events.Contains(known.Id));
}
