using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Capabilities.Identity.Login;

/// <summary>What providers tell of somebody (OpenID Connect Core 5.1), by the names that accounts have for it.</summary>
internal static class LoginClaims
{
    private static readonly Dictionary<string, string> s_claims = new(StringComparer.OrdinalIgnoreCase)
    {
        ["name"] = "name",
        ["displayName"] = "name",
        ["fullName"] = "name",
        ["firstName"] = "given_name",
        ["givenName"] = "given_name",
        ["lastName"] = "family_name",
        ["familyName"] = "family_name",
        ["surname"] = "family_name",
        ["nickname"] = "nickname",
        ["website"] = "website",
        ["picture"] = "picture",
        ["pictureUrl"] = "picture",
        ["avatar"] = "picture",
        ["avatarUrl"] = "picture",
        ["locale"] = "locale",
    };

    /// <summary>The claim that fills a field, or null. A value that must be nobody else's is never taken from a provider.</summary>
    public static string? Of(Field field) =>
        field is { Type: FieldType.String or FieldType.Text or FieldType.Url, Unique: false, Pattern: null }
            ? s_claims.GetValueOrDefault(field.Name)
            : null;

    /// <summary>The lengths that it is cut to.</summary>
    public static (int Least, int Most) Bounds(Field field) =>
        (field.MinLength ?? 1, field.MaxLength ?? (field.Type == FieldType.Url ? 2_048 : 500));
}
