using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Capabilities.Messaging.Events.AsyncApi;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Messaging.Events;

/// <summary>The blueprint's events and what is done when they arrive: through the outbox, within the process or by a broker.</summary>
internal sealed class EventsCapability : ICapability, IEmitter
{
    public CapabilityInfo Info { get; } =
        new("events", "Events", "Events stored with the change, published at least once in order, and consumed once, with retries.");

    public string Id => Info.Id;

    public string Description => "Events, subscriptions to them, the inbox of what is done, and the port of brokers";

    public bool IsUsedBy(Blueprint blueprint) => Background.HasEvents(blueprint);

    public void Plan(PlanBuilder plan)
    {
        var meter = plan.Blueprint.Service.Name;
        void Count(string name, string meaning) => plan.Add(new Metric(name, MetricKind.Counter, "{event}", meaning, meter));
        Count("events.published", "Events handed to whoever carries them");
        Count("events.consumed", "Events that a subscription has done its work for");
        Count("events.failed", "Tries of a subscription that failed or were refused");
        plan.Add(new Metric("events.lag", MetricKind.Histogram, "s", "Time from what an event tells of to what a subscription did", meter));
    }

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add((IEmitter)this);
        delivery.Add(new AsyncApiEmitter());
        delivery.AddRegistration("services.AddEvents(builder.Configuration);");
        var blueprint = delivery.Plan.Blueprint;
        var rows = blueprint.Events.Select(told =>
            $"| `{EventTraits.Type(told, blueprint)}` | {string.Join(", ", EventTraits.Payload(told).Keys)} "
            + $"| {string.Join(", ", blueprint.Subscriptions.Where(taken => taken.Event == told.Id).Select(static taken => taken.Name))} |"
        );
        delivery.AddSection(
            "Events",
            $"""
            Events are stored in the outbox with the change that they tell of, and leave as CloudEvents 1.0 in JSON: at least once, in
            order by what they belong to. What arrives is done once for each subscription: the table `inbox_events` says what is done, in
            the transaction that does it. What fails is tried again and given up as messages to others are.

            `docs/asyncapi.json` describes them for other programs.

            | event | tells | subscriptions |
            |---|---|---|
            {string.Join('\n', rows)}
            """
        );
    }

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var model = new ServiceModel(delivery.Plan);
        return Template
            .Folder(model, Template.Service + "Infrastructure/Events/")
            .Concat(Template.Folder(model, Template.Tests + "Events/"))
            .Concat(EventFiles.Emit(model))
            .Concat(SubscriptionFiles.Emit(model))
            .Concat(CopyFiles.Emit(model));
    }
}
