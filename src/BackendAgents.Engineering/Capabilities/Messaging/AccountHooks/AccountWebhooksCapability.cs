using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Messaging.AccountHooks;

/// <summary>Addresses that accounts register through the API to be told of events.</summary>
internal sealed class AccountWebhooksCapability : ICapability, IEmitter
{
    private const string Folder = "Auth/Webhooks/";

    public CapabilityInfo Info { get; } =
        new(
            "account-webhooks",
            "Webhooks of accounts",
            "Addresses that accounts register through the API to be told of events, each with a secret; switched off when they fail."
        );

    public string Id => "aspnetcore-account-webhooks";

    public string Description => "Addresses of accounts: making, changing and trying them, and telling them of events";

    public bool IsUsedBy(Blueprint blueprint) => blueprint is { AccountWebhooks: not null, Authentication.Kind: AuthenticationKind.Jwt };

    public void Plan(PlanBuilder plan) =>
        plan.Add(
            new Setting(
                "Webhooks:Key",
                "secret of at least 32 characters that the secrets of accounts' webhooks are worked out from; changing it changes them all",
                "the signing key of access tokens"
            )
            {
                Secret = true,
            }
        );

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add((IEmitter)this);
        delivery.AddRegistration("services.AddAccountWebhooks(builder.Environment);");
        var blueprint = delivery.Plan.Blueprint;
        var types = Told(blueprint).Select(told => $"`{EventTraits.Type(told, blueprint)}`");
        delivery.AddSection(
            "Webhooks of accounts",
            $"""
            Who is logged in has addresses told of events: `POST {AccountWebhooks.Path}` with `url` and, where it is not to be all,
            `events`: {string.Join(", ", types)}. An account hears of rows that belong to it, and of rows that belong to nobody. The
            answer shows the secret that calls are signed with, once; the database keeps none, since each is worked out from
            `Webhooks:Key`. After `POST …/secret` calls are signed by the old one, too, for a day.

            What isn't answered by 2xx within 5 seconds is told again, later and later. {blueprint.AccountWebhooks!.Failures} calls in a
            row that fail, or one 410, switch the address off; the list says when and why, what waits for it is dropped, and `PUT` with
            `isActive: true` switches it on again. Nothing within the own network is called.
            """
        );
    }

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var model = new ServiceModel(delivery.Plan);
        return
        [
            .. Template.Folder(model, Template.Service + "Features/" + Folder),
            new Artifact(
                $"{model.SourceFolder}/Features/{Folder}AccountWebhookRules.g.cs",
                ServiceModel.Header("of which events accounts have addresses told.") + Rules(model)
            ),
            .. Template.Folder(model, Template.Tests + Folder),
            new Artifact(
                $"{model.TestFolder}/{Folder}AccountWebhookSamples.g.cs",
                ServiceModel.Header("rows that accounts hear of.") + Samples(model)
            ),
        ];
    }

    private static IEnumerable<DomainEvent> Told(Blueprint blueprint) =>
        blueprint.Events.Where(told => blueprint.AccountWebhooks!.Events.Contains(told.Id));

    private static IEnumerable<(string Type, Entity Row)> Rows(ServiceModel model) =>
        Told(model.Blueprint).Select(told => (EventTraits.Type(told, model.Blueprint), EventTraits.Entity(told, model.Index)!));

    private static string Samples(ServiceModel model)
    {
        var rows = Rows(model)
            .Select(one =>
                $"            {CSharp.Literal(one.Type)} => "
                + (
                    model.Index.IsAccount(one.Row)
                        ? "await Task.FromResult(owner)"
                        : $"(await {ServiceModel.Class(one.Row)}Sample.RowAsync(db, owner)).Id"
                )
                + ",\n"
            );
        var owned = Rows(model).Where(one => model.IsOwned(one.Row)).Select(static one => CSharp.Literal(one.Type)).ToList();
        return $$"""
            using {{model.Namespace}}.Features;
            using {{model.Namespace}}.Infrastructure;

            namespace {{model.Namespace}}.Tests;

            /// <summary>Rows that events tell of.</summary>
            internal static class AccountWebhookSamples
            {
                /// <summary>Whether rows that an event tells of belong to accounts.</summary>
                public static bool IsOwned(string type) => {{(
                owned.Count == 0 ? "type.Length == 0" : $"type is {string.Join(" or ", owned)}"
            )}};

                /// <summary>A row of an account that an event tells of, stored.</summary>
                public static async Task<Guid> RowAsync(AppDb db, string type, Guid owner) =>
                    type switch
                    {
            {{string.Concat(rows)}}            _ => throw new ArgumentOutOfRangeException(nameof(type)),
                    };
            }

            """;
    }

    private static string Rules(ServiceModel model)
    {
        var hooks = model.Blueprint.AccountWebhooks!;
        var types = Rows(model).Select(static one => $"        {CSharp.Literal(one.Type)},");
        var owned = Rows(model)
            .Where(one => model.IsOwned(one.Row))
            .Select(one =>
                $"            {CSharp.Literal(one.Type)} => hooks.Where(hook =>\n"
                + $"                db.{ServiceModel.Set(one.Row)}.Any(row =>\n"
                + $"                    row.Id == subject && row.{model.OwnerKey(one.Row)} == hook.AccountId)),\n"
            );
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            using {{model.Namespace}}.Infrastructure;

            namespace {{model.Namespace}}.Features;

            /// <summary>What the blueprint says about the webhooks of accounts.</summary>
            internal static class AccountWebhookRules
            {
                /// <summary>Most addresses of an account.</summary>
                public const int MaxPerAccount = {{hooks.MaxPerAccount}};

                /// <summary>Calls in a row that fail until an address is switched off.</summary>
                public const int MostFailures = {{hooks.Failures}};

                /// <summary>Types of the events that accounts may have told.</summary>
                public static IReadOnlyList<string> Types { get; } =
                [
            {{string.Join('\n', types)}}
                ];

                /// <summary>Addresses whose accounts may hear of an event: whose the row is, or all where it is nobody's.</summary>
                public static IQueryable<AccountWebhook> Hearing(AppDb db, IQueryable<AccountWebhook> hooks, string type, Guid subject) =>
                    type switch
                    {
            {{string.Concat(owned)}}            _ => hooks,
                    };
            }

            """
        );
    }
}
