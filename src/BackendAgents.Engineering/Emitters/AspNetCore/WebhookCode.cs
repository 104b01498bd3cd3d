using System.Globalization;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>How an endpoint says that other systems call it and sign.</summary>
internal static class WebhookCode
{
    /// <summary>C#: the statement that asks a signature of callers, which stands outside of the transaction.</summary>
    public static string Signed(IncomingWebhook webhook) =>
        string.Create(CultureInfo.InvariantCulture, $".SignedBy({CSharp.Literal(webhook.Secret)}, {webhook.ToleranceMinutes})");

    /// <summary>C#: the statement that answers an event that was done already, which stands before other services are asked.</summary>
    public static string Known(Operation operation) =>
        string.Create(CultureInfo.InvariantCulture, $".KnownEvents({CSharp.Literal(operation.Id)}, {operation.Status})");

    /// <summary>C#: the statement that does an event once, which stands within the transaction.</summary>
    public static string Once(Operation operation) =>
        string.Create(CultureInfo.InvariantCulture, $".OncePerEvent({CSharp.Literal(operation.Id)}, {operation.Status})");
}
