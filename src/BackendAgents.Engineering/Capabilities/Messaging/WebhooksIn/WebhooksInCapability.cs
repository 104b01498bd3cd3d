using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Messaging.WebhooksIn;

/// <summary>Calls that other systems make and sign, each event once.</summary>
internal sealed class WebhooksInCapability : ICapability, IEmitter
{
    public CapabilityInfo Info { get; } =
        new("webhooks-in", "Webhooks in", "Calls of other systems: signed with a secret and the time, and done once for each event.");

    public string Id => "aspnetcore-webhooks-in";

    public string Description => "Signatures of calls by other systems, and the inbox of what has been received";

    public bool IsUsedBy(Blueprint blueprint) => IncomingWebhook.Calls(blueprint).Any();

    public void Plan(PlanBuilder plan)
    {
        foreach (var secret in Secrets(plan.Blueprint))
            plan.Add(
                new Setting(
                    secret,
                    "secret of at least 24 bytes that signs calls of another system; whsec_ and Base64, or any text",
                    "a new one at each start in development"
                )
                {
                    Secret = true,
                    RequiredInProduction = true,
                }
            );
    }

    public void Deliver(DeliveryBuilder delivery)
    {
        var blueprint = delivery.Plan.Blueprint;
        var secrets = string.Join(", ", Secrets(blueprint).Select(CSharp.Literal));
        delivery.Add((IEmitter)this);
        delivery.Add(new WebhookSignatureEmitter());
        delivery.AddRegistration($"services.AddWebhooks(builder.Configuration, builder.Environment, {secrets});");
        delivery.AddMiddleware(MiddlewareStage.Limits, "app.UseSignedCalls();");
        var calls = IncomingWebhook.Calls(blueprint).Select(static operation => $"`{operation.Name}` (`{operation.Webhook!.Secret}`)");
        delivery.AddSection(
            "Webhooks in",
            $"""
            Other systems call {string.Join(", ", calls)} and sign as standardwebhooks.com says: HMAC-SHA256 over `webhook-id`, a point,
            `webhook-timestamp`, a point, and the body as it was sent. Without a signature that holds, or with a time too far from now, the
            answer is 401 `{IncomingWebhook.Problem}` before anything is read of the body. What an event does is stored together with its id in
            `{IncomingWebhook.Table}`; the same id again is answered as a success and does nothing. An event that is refused may be sent again.
            """
        );
    }

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var model = new ServiceModel(delivery.Plan);
        return
        [
            .. Template.Folder(model, Template.Service + "Infrastructure/Webhooks/"),
            .. Template.Folder(model, Template.Tests + "Webhooks/"),
        ];
    }

    private static IEnumerable<string> Secrets(Blueprint blueprint) =>
        IncomingWebhook.Calls(blueprint).Select(static operation => operation.Webhook!.Secret).Distinct(StringComparer.Ordinal);
}
