using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Identity.Jwt;

/// <summary>Accounts that register and log in, with short-lived access tokens and rotating refresh tokens.</summary>
internal sealed class JwtCapability : ICapability
{
    public CapabilityInfo Info { get; } =
        new("jwt", "JSON Web Tokens", "Registration, login, short-lived access tokens and rotating refresh tokens.")
        {
            Words = ["jwt", "json web token", "json web tokens", "refresh token", "refresh tokens"],
        };

    public bool IsUsedBy(Blueprint blueprint) => blueprint.Authentication.Kind == AuthenticationKind.Jwt;

    public void Plan(PlanBuilder plan)
    {
        // Who only checks what another service issues does so by keys that are no secret.
        if (plan.Index.LoginField is null)
            return;
        var isPublished = plan.Blueprint.Part is not null;
        plan.Add(
            new Setting(
                "Auth:SigningKey",
                isPublished
                    ? "private key of P-256 in PEM that signs access tokens; further ones behind it are published, too"
                    : "secret of at least 32 bytes that signs access tokens",
                "a new one at each start in development"
            )
            {
                Secret = true,
                RequiredInProduction = true,
                Command = isPublished ? PublishedKeyFiles.Command : null,
            }
        );
        plan.Add(new Setting("RateLimit:AuthenticationsPerMinute", "logins and registrations a minute from one address", "30"));
        if (plan.Index.Administrator is not { } role)
            return;
        plan.Add(new Setting("Admin:Login", $"login of the first account with the role {role.Name}, made at start", "none"));
        plan.Add(new Setting("Admin:Password", "its password: there are no default credentials", "none") { Secret = true });
    }

    public void Deliver(DeliveryBuilder delivery)
    {
        var keepsAccounts = delivery.Plan.Index.LoginField is not null;
        delivery.Add(keepsAccounts ? new AuthEmitter() : new RemoteAuthEmitter());
        delivery.Add(DeliveredPackages.Of("Microsoft.AspNetCore.Authentication.JwtBearer"));
        delivery.AddRegistration(Registration(delivery.Plan, keepsAccounts));
        delivery.AddMiddleware(MiddlewareStage.Authentication, "app.UseAuthentication();\napp.UseAuthorization();");
        if (!keepsAccounts)
        {
            delivery.Add(DeliveredPackages.ForTests("Microsoft.Extensions.TimeProvider.Testing"));
            delivery.AddRegistration("services.AddSingleton<KnownAccounts>();");
            delivery.AddRegistration("services.AddHealthChecks().AddCheck<KeysHealth>(\"token-keys\", tags: [\"ready\"]);");
            delivery.AddMiddleware(MiddlewareStage.Authentication, "app.UseKnownAccounts();");
            return;
        }

        delivery.AddEndpoints("app.MapAuth();");
        if (delivery.Plan.Index.Administrator is not null)
            delivery.AddStartup("await app.CreateFirstAdminAsync();");
        if (delivery.Plan.Blueprint.Part is not null)
            delivery.AddEndpoints("app.MapPublishedKeys();");
    }

    private static string Registration(ServicePlan plan, bool keepsAccounts) =>
        plan.Blueprint.Part is not { } part ? "services.AddTokens(builder.Configuration, builder.Environment);"
        : keepsAccounts ? "services.AddIssuedTokens(builder.Configuration, builder.Environment);"
        : $"services.AddPublishedTokens(ServiceInfo.TokenIssuer, Peers.At(builder.Configuration, {CSharp.Literal(part.Issuer!)}));";
}
