using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Briefs.Sayings;

/// <summary>Whom accounts log in by beside their password: 'Users log in with Google or Microsoft', 'OAuth (Google Login)'.</summary>
internal static class LoginSaying
{
    /// <summary>What stands in a requirement's proof for it: the capability that delivers such logins, with its tests.</summary>
    public const string Element = "capability login-providers";

    /// <summary>Null where nobody logs in, or one of the providers isn't known by name: only a person knows its address.</summary>
    public static Declared? Declare(SayingModel model, Said said)
    {
        var names = said["providers"]
            .Split([",", "/", "&", " and ", " or ", " "], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Distinct()
            .ToList();
        var authentication = model.Blueprint.Authentication;
        if (model.Account is null || names.Count == 0 || !names.TrueForAll(LoginProvider.WellKnown.ContainsKey))
            return null;
        var added = names.Where(name => authentication.Providers.All(provider => provider.Name != name));
        return new Declared(
            model.Blueprint with
            {
                Authentication = authentication with
                {
                    Providers = [.. authentication.Providers, .. added.Select(static name => new LoginProvider { Name = name })],
                },
            },
            Element
        );
    }
}
