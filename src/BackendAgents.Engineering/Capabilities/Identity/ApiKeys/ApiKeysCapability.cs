using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Identity.ApiKeys;

/// <summary>Keys that accounts make for programs, beside their access tokens.</summary>
internal sealed class ApiKeysCapability : ICapability
{
    public CapabilityInfo Info { get; } =
        new("api-keys", "API keys", "Keys that an account makes, names, expires and revokes, for programs that call in its name.")
        {
            Words = ["api key", "api keys", "x-api-key"],
        };

    public bool IsUsedBy(Blueprint blueprint) => blueprint.Authentication is { Kind: AuthenticationKind.Jwt, ApiKeys: not null };

    // They are kept in the service's database and need nothing else.
    public void Plan(PlanBuilder plan) { }

    public void Deliver(DeliveryBuilder delivery)
    {
        var blueprint = delivery.Plan.Blueprint;
        var keys = blueprint.Authentication.ApiKeys!;
        delivery.Add(new ApiKeyEmitter());
        delivery.AddRegistration("services.AddApiKeys();");
        var calls = Blueprints.ApiKeys.Calls(blueprint).Select(static operation => $"`{operation.Name}`");
        delivery.AddSection(
            "API keys",
            $"""
            A program calls in the name of an account by a key in the header `{keys.Header}`. Who is logged in makes one with `POST
            {Blueprints.ApiKeys.Path}`; the answer shows it once, the database keeps its SHA-256. It opens {string.Join(", ", calls)},
            or fewer where its `scopes` name some, with the role that the account has at the time of the call. A wrong key is answered
            401 `{ApiKeyContract.Invalid}`, one for other operations 403 `{ApiKeyContract.OutOfScope}`. With an `Authorization` header
            in the same request the key is not looked at.
            """
        );
    }
}
