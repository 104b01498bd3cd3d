using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Messaging.Providers;

/// <summary>Systems of others that effects ask, through a port: by HTTP, or by an adapter that a person writes.</summary>
internal sealed class ProvidersCapability : ICapability, IEmitter
{
    /// <summary>How often each provider was asked, and with what outcome: answered, begun, refused, failed.</summary>
    public const string Asked = "providers.asked";

    /// <summary>How long each took.</summary>
    public const string Duration = "providers.duration";

    public CapabilityInfo Info { get; } =
        new(
            "providers",
            "Providers",
            "Systems of others, asked after the transaction by one idempotency key until they answer; their answers count once."
        );

    public string Id => "aspnetcore-providers";

    public string Description => "Who is asked what, the port of providers, HTTP behind it, and what answers do";

    public bool IsUsedBy(Blueprint blueprint) => blueprint.Providers.Count > 0;

    public void Plan(PlanBuilder plan)
    {
        var meter = plan.Blueprint.Service.Name;
        plan.Add(new Metric(Asked, MetricKind.Counter, "{question}", "Questions by provider and what came of them", meter));
        plan.Add(new Metric(Duration, MetricKind.Histogram, "s", "Time until a provider answered, or was given up", meter));
        foreach (var provider in plan.Blueprint.Providers.DistinctBy(static provider => provider.Url))
        {
            plan.Add(new Setting(provider.Url, $"https address where {provider.Name} is asked", "none: what it is to be asked waits"));
            plan.Add(new OutsideCall(OutsideCall.Https, provider.Name));
        }

        foreach (var provider in plan.Blueprint.Providers.DistinctBy(static provider => provider.Secret))
            plan.Add(
                new Setting(provider.Secret, $"secret that {provider.Name} knows the service by", "none: what it is to be asked waits")
                {
                    Secret = true,
                }
            );
    }

    public void Deliver(DeliveryBuilder delivery)
    {
        var providers = delivery.Plan.Blueprint.Providers;
        delivery.Add((IEmitter)this);
        delivery.Add(new TestFolderEmitter("Loopback"));
        delivery.Add(DeliveredPackages.Of("Polly.Core"));
        foreach (var provider in providers)
            delivery.AddRegistration($"services.AddProvider(new {ProviderFiles.Calls(provider)}());");
        var rows = providers.Select(provider =>
        {
            var answers = ProviderTraits.AnswerFields(provider, delivery.Plan.Index).Select(static field => field.Name);
            return $"| {provider.Name} | {string.Join(", ", provider.Request.Keys)} | {string.Join(", ", answers)} "
                + $"| `{provider.Url}` | `{provider.Secret}` |";
        });
        delivery.AddSection(
            "Providers",
            $"""
            | who | is asked | answers | address | secret |
            |---|---|---|---|---|
            {string.Join('\n', rows)}

            Nobody is asked within a transaction. The question is stored in the outbox with the change that it comes from, and asked from
            there by a `POST` of JSON: `Authorization: Bearer` and the secret, `Idempotency-Key` and the id of the question, the same at
            each try. 2xx and 402 carry an answer; 202, or nothing in the body, means that it has begun and calls back; 400, 410 and 422
            refuse the question for good; whatever else happens lets it be asked again, later and later, for about a day. What an answer
            does is noted in `{ProviderTraits.Table}` in the same transaction, so it is done once. An adapter of your own for what a
            provider really speaks is a class that implements `IProvider<…>`, registered in `Program.cs` before `AddProvider`.
            """
        );
    }

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var model = new ServiceModel(delivery.Plan);
        return Template
            .Folder(model, Template.Service + "Infrastructure/Providers/")
            .Concat(Template.Folder(model, Template.Tests + "Providers/"))
            .Concat(ProviderFiles.Emit(model));
    }
}
