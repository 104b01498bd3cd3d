using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters;
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
        plan.Add(
            new Setting("Auth:SigningKey", "secret of at least 32 bytes that signs access tokens", "a new one at each start in development")
            {
                Secret = true,
                RequiredInProduction = true,
            }
        );
        if (plan.Index.LoginField is null)
            return;
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
        delivery.AddRegistration("services.AddTokens(builder.Configuration, builder.Environment);");
        delivery.AddMiddleware(MiddlewareStage.Authentication, "app.UseAuthentication();\napp.UseAuthorization();");
        if (!keepsAccounts)
        {
            delivery.AddRegistration("services.AddSingleton<KnownAccounts>();");
            delivery.AddMiddleware(MiddlewareStage.Authentication, "app.UseKnownAccounts();");
            return;
        }

        delivery.AddEndpoints("app.MapAuth();");
        if (delivery.Plan.Index.Administrator is not null)
            delivery.AddStartup("await app.CreateFirstAdminAsync();");
    }
}
