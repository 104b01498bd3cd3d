using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Identity.Login;

/// <summary>Accounts that log in by OpenID Connect providers, beside their passwords.</summary>
internal sealed class LoginProvidersCapability : ICapability
{
    public CapabilityInfo Info { get; } =
        new(
            "login-providers",
            "Login by providers",
            "Logins by OpenID Connect providers such as Google and Microsoft, by authorization code with PKCE."
        );

    public bool IsUsedBy(Blueprint blueprint) => LoginProvider.AreUsed(blueprint);

    public void Plan(PlanBuilder plan)
    {
        plan.Add(
            new Setting("Auth:RedirectTargets", "where browsers may be sent after a login by a provider: addresses between spaces", "none")
        );
        plan.Add(new Setting("Auth:PublicUrl", "address of the service as browsers see it, where a proxy hides it", "that of the request"));
        foreach (var provider in plan.Blueprint.Authentication.Providers)
        {
            plan.Add(new OutsideCall(OutsideCall.Https, provider.Name));
            const string without = "none: nobody logs in by it";
            plan.Add(
                new Setting(
                    $"{provider.Section}:Issuer",
                    $"address of {provider.Name}, as its tokens carry it",
                    provider.Address ?? without
                )
            );
            plan.Add(new Setting($"{provider.Section}:ClientId", $"who the service is at {provider.Name}", without));
            plan.Add(new Setting($"{provider.Section}:ClientSecret", $"what it proves that with", without) { Secret = true });
        }
    }

    public void Deliver(DeliveryBuilder delivery)
    {
        var providers = delivery.Plan.Blueprint.Authentication.Providers;
        delivery.Add(new LoginProviderEmitter());
        delivery.Add(new TestFolderEmitter("Loopback"));
        delivery.Add(DeliveredPackages.Of("Microsoft.AspNetCore.Authentication.OpenIdConnect"));
        delivery.AddRegistration("services.AddLoginProviders(builder.Configuration, builder.Environment);");
        delivery.AddStartup("app.ReportLoginProviders();");
        var rows = providers.Select(static provider =>
            $"| {provider.Name} | {provider.Address ?? $"`{provider.Section}:Issuer`"} | `{LoginProvider.Path}/{provider.Name}/callback` |"
        );
        delivery.AddSection(
            "Login by providers",
            $"""
            | provider | address | sends browsers back to |
            |---|---|---|
            {string.Join('\n', rows)}

            Register the service at a provider as a confidential web client with that address, and set `…:ClientId`, `…:ClientSecret` and
            `Auth:RedirectTargets`. Until then the service runs without it: `{LoginProviderContract.NotConfigured}` (404), and log
            and health say what is missing.

            A client makes a random verifier of 43 to 128 characters, keeps it, and sends the browser to `GET
            {LoginProvider.Path}/NAME/start?redirect=…&challenge=…`, the challenge being the verifier's SHA-256 in Base64url. The
            browser comes back to `redirect` with `code`, or with `error` (`provider-login-refused`, `provider-login-failed`,
            `{LoginProviderContract.Unavailable}`). `POST {LoginProvider.Path}/exchange` gives tokens for code and verifier, once.

            Who comes for the first time gets an account, if the provider vouches for the e-mail address; what else it needs and isn't
            told is answered 400 by name and may be sent along with the same code. Where an account has the address already the answer
            is 409 `{LoginProviderContract.Exists}`: whoever is logged in there links it with `POST {LoginProvider.Path}/links` and the
            same code.
            """
        );
    }
}
