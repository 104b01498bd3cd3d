using System.Text.RegularExpressions;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>
/// Makes a call one that another system makes when something has happened there: signed as standardwebhooks.com says (<c>webhook-id</c>,
/// <c>webhook-timestamp</c>, <c>webhook-signature</c>), and done once for each id, however often it comes.
/// </summary>
internal sealed partial record IncomingWebhook
{
    /// <summary>Setting that holds the secret that both know: <c>Payments:WebhookSecret</c>.</summary>
    public required string Secret { get; init; }

    /// <summary>Minutes by which the sender's clock may differ, and after which an overheard call is worth nothing, 1 to 60.</summary>
    public int ToleranceMinutes { get; init; } = 5;

    /// <summary>Table of what has been received.</summary>
    public const string Table = "webhook_events";

    /// <summary>Code of the problem when a signature is missing, wrong or too old.</summary>
    public const string Problem = "signature-invalid";

    /// <summary>The headers of a signed call, with what they carry.</summary>
    public static IReadOnlyList<(string Name, string Meaning, string Example)> Headers { get; } =
    [
        ("webhook-id", "Names the event; the same each time that it is sent.", "evt-0193a000"),
        ("webhook-timestamp", "When it was sent, in seconds since 1970.", "1893456000"),
        (
            "webhook-signature",
            "v1, a comma, and the HMAC-SHA256 of id.timestamp.body in Base64.",
            "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4="
        ),
    ];

    /// <summary>Operations that other systems call so, in the blueprint's order.</summary>
    public static IEnumerable<Operation> Calls(Blueprint blueprint) =>
        blueprint.Operations.Where(static operation => operation.Webhook is not null);

    /// <summary>Whether a text names a setting.</summary>
    public static bool IsSetting(string? name) => name is { Length: <= 100 } && Setting().IsMatch(name);

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]*(:[A-Za-z][A-Za-z0-9]*)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Setting();
}
