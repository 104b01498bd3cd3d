using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Services.Asking;

/// <summary>One of several services that asks others before it does something.</summary>
internal sealed class AskCapability : ICapability, IEmitter
{
    public CapabilityInfo Info { get; } =
        new(
            "synchronous-calls",
            "Questions between services",
            "An operation reads a row of another service as it is now: a typed client with retries, a circuit breaker and the caller's "
                + "deadline."
        );

    public string Id => "aspnetcore-asks";

    public string Description => "Clients of other services, and who asks them";

    public bool IsUsedBy(Blueprint blueprint) => blueprint.Part is not null && AskFiles.Asking(blueprint).Any();

    // Where they are is a setting of whoever is one of several.
    public void Plan(PlanBuilder plan) { }

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add((IEmitter)this);
        delivery.Add(DeliveredPackages.Of("Microsoft.Extensions.Http.Resilience"));
        foreach (var service in AskFiles.Services(delivery.Plan.Blueprint))
            delivery.AddRegistration(
                $"services.AddPeer<{Blueprints.Behaviour.AskTraits.ClientName(service)}>(builder.Configuration, {CSharp.Literal(service)});"
            );
        var rows = AskFiles
            .Asking(delivery.Plan.Blueprint)
            .SelectMany(static operation => operation.Asks.Select(ask => (operation, ask)))
            .Select(static found =>
                $"| {found.operation.Name} | {found.ask.Service!.Name} | `GET {found.ask.Service.Path}` "
                + $"| {string.Join(", ", found.ask.Service.Values.Select(static value => value.Name))} |"
            );
        delivery.AddSection(
            "Whom it asks",
            $"""
            | before | asks | by | reads |
            |---|---|---|---|
            {string.Join('\n', rows)}

            It is asked before the transaction begins, in the caller's name, and changes nothing. A try takes 2 seconds at most, all tries
            4, and never longer than the caller still waits (`X-Time-Left`, in milliseconds, which is handed on). A try that fails is made
            again at the next instance (`Services__NAME`), twice; where half of the tries fail nobody is asked for 2 seconds. Without an
            answer the call is 503 `unavailable` with `Retry-After`, and nothing was changed.
            """
        );
    }

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var model = new ServiceModel(delivery.Plan);
        return Template
            .Folder(model, Template.Service + "Infrastructure/Services/Asking/")
            .Concat(Template.Folder(model, Template.Tests + "Services/Asking/"))
            .Concat(AskFiles.Emit(model));
    }
}
