namespace BackendAgents.Engineering.Blueprints;

/// <summary>Sessions whose access tokens end with them (see <see cref="Authentication.Revocable"/>).</summary>
internal static class Sessions
{
    /// <summary>The operation that ends all sessions of an account.</summary>
    public const string Operation = "logoutEverywhere";

    /// <summary>Its path.</summary>
    public const string Path = Conventions.BasePath + "/auth/sessions";

    /// <summary>Whether a blueprint has them.</summary>
    public static bool AreUsed(Blueprint blueprint) => blueprint.Authentication is { Kind: AuthenticationKind.Jwt, Revocable: true };
}
