using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace SampleService.Features;

internal static class LoginProviderSetup
{
    // Signed by a key that only the provider has; never by one that is shared, and never not at all.
    private static readonly string[] s_algorithms =
    [
        SecurityAlgorithms.RsaSha256,
        SecurityAlgorithms.RsaSha384,
        SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256,
        SecurityAlgorithms.EcdsaSha384,
        SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>Adds the providers whose settings are there; the others are said to be missing by log and health.</summary>
    public static IServiceCollection AddLoginProviders(
        this IServiceCollection services,
        IConfiguration configuration,
        IHostEnvironment environment
    )
    {
        var providers = new LoginProviders(configuration, environment);
        services.AddSingleton(providers);
        services.AddSingleton<LoginCallbacks>();
        services.AddScoped<LoginProviderEvents>();
        services.AddHealthChecks().AddCheck<LoginProviderHealth>("login-providers", tags: ["ready"]);
        foreach (var provider in providers.Usable)
        {
            services
                .AddAuthentication()
                .AddOpenIdConnect(provider.Name, options => Describe(options, provider, configuration, environment));
            services
                .AddOptions<OpenIdConnectOptions>(provider.Name)
                .Configure<SigningKey, TimeProvider>((options, key, clock) => Share(options, key, clock, environment));
        }

        return services;
    }

    /// <summary>Says which providers can't be used, and why.</summary>
    public static void ReportLoginProviders(this WebApplication app)
    {
        foreach (var reason in app.Services.GetRequiredService<LoginProviders>().Missing)
            LoginProviderLog.Unusable(app.Logger, reason);
    }

    private static void Describe(
        OpenIdConnectOptions options,
        LoginProvider provider,
        IConfiguration configuration,
        IHostEnvironment environment
    )
    {
        var address = LoginProviders.Address(provider, configuration)!;
        options.Authority = address;
        options.ClientId = configuration[$"{provider.Section}:ClientId"];
        options.ClientSecret = configuration[$"{provider.Section}:ClientSecret"];
        options.CallbackPath = provider.CallbackPath;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.RequireHttpsMetadata = !environment.IsDevelopment();
        options.RemoteAuthenticationTimeout = LoginProviderEvents.TimeToLogIn;
        // Who comes back gets tokens of this service; those of the provider are read once and not kept.
        options.SignInScheme = JwtBearerDefaults.AuthenticationScheme;
        options.SaveTokens = false;
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = true;
        options.ClaimActions.MapJsonKey("email_verified", "email_verified");
        options.Scope.Clear();
        foreach (var scope in provider.Scopes)
            options.Scope.Add(scope);
        options.EventsType = typeof(LoginProviderEvents);
        options.TokenValidationParameters = new TokenValidationParameters
        {
            IssuerValidator = (issuer, token, _) => LoginProvider.Issuer(address, issuer, token),
            ValidAudience = options.ClientId,
            ValidAlgorithms = s_algorithms,
            ClockSkew = TimeSpan.FromMinutes(1),
        };
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            // The provider sends the browser back by a link, with which such cookies go.
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        }
    }

    private static void Share(OpenIdConnectOptions options, SigningKey key, TimeProvider clock, IHostEnvironment environment)
    {
        var address = options.Authority!;
        options.DataProtectionProvider = new LoginSeal(key.Key.Key).CreateProtector("provider-login");
        options.Backchannel = LoginProviderHttp.Client();
        options.ConfigurationManager = new LoginProviderMetadata(address, options.Backchannel, environment.IsDevelopment(), clock);
        options.TokenValidationParameters.LifetimeValidator = (from, until, _, parameters) =>
            clock.GetUtcNow().UtcDateTime is var now
            && until > now - parameters.ClockSkew
            && (from is null || from <= now + parameters.ClockSkew);
    }
}
