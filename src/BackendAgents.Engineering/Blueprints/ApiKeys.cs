using System.Text.RegularExpressions;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>
/// Keys by which programs call in the name of an account, beside its access tokens. The account makes, lists, changes and revokes them
/// through the API; which operations take them is said by <see cref="Operation.ApiKeys"/>.
/// </summary>
internal sealed partial record ApiKeys
{
    /// <summary>Header that carries the key.</summary>
    public string Header { get; init; } = "X-Api-Key";

    /// <summary>Most keys that an account has at a time, 1 to 100.</summary>
    public int MaxPerAccount { get; init; } = 10;

    /// <summary>Most days that a key is valid, 1 to 3650; null where a key may be valid until it is revoked.</summary>
    public int? MaxDays { get; init; }

    /// <summary>Names of the operations that come with them.</summary>
    public static IReadOnlyList<string> Operations { get; } = ["createApiKey", "listApiKeys", "updateApiKey", "revokeApiKey"];

    /// <summary>Names of the types that come with them.</summary>
    public static IReadOnlyList<string> Types { get; } = ["ApiKey", "ApiKeyRequest", "ApiKeyResponse", "NewApiKeyResponse", "ApiKeyList"];

    /// <summary>Table that keeps them.</summary>
    public const string Table = "api_keys";

    /// <summary>Path of an account's own keys.</summary>
    public const string Path = Conventions.BasePath + "/auth/keys";

    /// <summary>Routes that come with them.</summary>
    public static IReadOnlyList<string> Routes { get; } = [$"GET {Path}", $"POST {Path}", $"PUT {Path}/{{}}", $"DELETE {Path}/{{}}"];

    /// <summary>Operations that take keys, in the blueprint's order.</summary>
    public static IEnumerable<Operation> Calls(Blueprint blueprint) =>
        blueprint.Authentication.ApiKeys is null ? [] : blueprint.Operations.Where(static operation => operation.ApiKeys);

    /// <summary>Whether a header may carry keys: a name that nothing else in HTTP means.</summary>
    public static bool IsHeader(string? name) =>
        name is not null && HeaderShape().IsMatch(name) && (name.StartsWith("X-", StringComparison.OrdinalIgnoreCase) || EndsInKey(name));

    private static bool EndsInKey(string name) =>
        name.EndsWith("Key", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("Sec-", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("Idempotency", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9-]{1,58}[A-Za-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex HeaderShape();
}
