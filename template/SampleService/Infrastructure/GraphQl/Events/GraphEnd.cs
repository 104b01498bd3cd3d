using System.Text.Json;
using GraphQL;

namespace SampleService.Infrastructure.GraphQl;

/// <summary>Why a subscription ends; its subscriber is told so as by an error of any other field.</summary>
/// <param name="Status">The status that a request would be refused by.</param>
/// <param name="Code">What programs know the reason by.</param>
/// <param name="Detail">What people read.</param>
internal sealed record GraphEnd(int Status, string Code, string Detail)
{
    /// <summary>More happened than its queue holds while it was told of something.</summary>
    public static GraphEnd TooSlow { get; } =
        new(429, "subscriber-too-slow", "More happened than could be told. Read what you follow, and subscribe again.");

    /// <summary>Who subscribed would be refused by now.</summary>
    public static GraphEnd LoggedOut { get; } =
        new(401, Problems.CodeOf(401), "The token does not hold any more. Log in, and subscribe again.");

    /// <summary>This instance ends.</summary>
    public static GraphEnd Closing { get; } = new(503, Problems.CodeOf(503), "This instance ends. Subscribe again.");

    /// <summary>This instance tells as many as it can.</summary>
    public static GraphEnd Full { get; } = new(503, Problems.CodeOf(503), "There are too many subscriptions. Try again later.");

    /// <summary>The caller has as many as one may have.</summary>
    public static GraphEnd TooMany { get; } =
        new(429, "too-many-subscriptions", $"Have at most {GraphTables.MaxSubscriptionsPerCaller} subscriptions at once.");

    /// <summary>It as GraphQL tells it.</summary>
    public ExecutionError ToError() =>
        GraphErrors.Of(Status, JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["code"] = Code, ["detail"] = Detail }));
}
