namespace BackendAgents.Engineering.Blueprints;

/// <summary>
/// Addresses that accounts have told of events: each registers its own through the API, gets a secret for them, and hears of rows that
/// belong to it, and of rows that belong to nobody. One that fails again and again is switched off.
/// </summary>
internal sealed record AccountWebhooks
{
    /// <summary>Ids of the events that an account may hear of.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>Most addresses of an account, 1 to 100.</summary>
    public int MaxPerAccount { get; init; } = 10;

    /// <summary>Calls in a row that fail until an address is switched off, 1 to 100.</summary>
    public int Failures { get; init; } = 10;

    /// <summary>Names of the operations that come with them.</summary>
    public static IReadOnlyList<string> Operations { get; } =
    ["createWebhook", "listWebhooks", "updateWebhook", "removeWebhook", "rotateWebhookSecret", "testWebhook"];

    /// <summary>Names of the types that come with them.</summary>
    public static IReadOnlyList<string> Types { get; } =
    ["AccountWebhook", "WebhookRequest", "WebhookResponse", "NewWebhookResponse", "WebhookList"];

    /// <summary>Table that keeps them.</summary>
    public const string Table = "account_webhooks";

    /// <summary>Path of an account's own addresses.</summary>
    public const string Path = Conventions.BasePath + "/auth/webhooks";

    /// <summary>Routes that come with them.</summary>
    public static IReadOnlyList<string> Routes { get; } =
    [$"GET {Path}", $"POST {Path}", $"PUT {Path}/{{}}", $"DELETE {Path}/{{}}", $"POST {Path}/{{}}/secret", $"POST {Path}/{{}}/test"];
}
