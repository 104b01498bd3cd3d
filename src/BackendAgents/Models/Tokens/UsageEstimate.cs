using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace BackendAgents.Models.Tokens;

/// <summary>Says what a run used, by the service's word or else by counting.</summary>
internal static class UsageEstimate
{
    /// <summary>The key that marks counted usage in <see cref="UsageDetails.AdditionalCounts"/>.</summary>
    public const string Estimated = "backendAgents.estimated";

    private const int TokensAMessage = 4;

    /// <summary>
    /// The response's own usage, or a count over what was sent and said. A count sees the request once, so it is too low for runs with
    /// tools.
    /// </summary>
    /// <param name="response">The response.</param>
    /// <param name="sent">What was sent, instructions included.</param>
    /// <param name="counter">Counts.</param>
    public static UsageDetails Of(AgentResponse response, IEnumerable<ChatMessage> sent, ITokenCounter counter)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(sent);
        ArgumentNullException.ThrowIfNull(counter);
        if (response.Usage is { } told && (told.InputTokenCount ?? told.OutputTokenCount ?? told.TotalTokenCount) is not null)
            return told;

        long input = sent.Sum(m => (long)counter.Count(m.Text) + TokensAMessage);
        long output = response.Messages.Sum(m => (long)counter.Count(m.Text));
        return new UsageDetails
        {
            InputTokenCount = input,
            OutputTokenCount = output,
            TotalTokenCount = input + output,
            AdditionalCounts = new AdditionalPropertiesDictionary<long> { [Estimated] = 1 },
        };
    }
}
