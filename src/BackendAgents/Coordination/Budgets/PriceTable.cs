using System.Globalization;

namespace BackendAgents.Coordination.Budgets;

/// <summary>What tokens cost, by model. Configuration: prices change too often to ship.</summary>
public sealed class PriceTable
{
    private readonly Dictionary<string, Price> _prices;

    /// <summary>Makes a table.</summary>
    /// <param name="prices">By model name, as the service reports it, or by member name; <c>*</c> for all others.</param>
    /// <exception cref="ArgumentException">A price is negative or above 1,000,000,000, or a name stands twice; case does not
    /// matter.</exception>
    public PriceTable(IEnumerable<KeyValuePair<string, Price>> prices)
    {
        ArgumentNullException.ThrowIfNull(prices);
        _prices = new Dictionary<string, Price>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, price) in prices)
        {
            if (price.InputPerMillion is < 0 or > Price.Most || price.OutputPerMillion is < 0 or > Price.Most)
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The price of '{name}' is {price.InputPerMillion} for input and {price.OutputPerMillion} for output; "
                            + $"both must be at least 0 and at most {Price.Most}."
                    ),
                    nameof(prices)
                );
            if (!_prices.TryAdd(name, price))
                throw new ArgumentException($"'{name}' has two prices; case does not matter.", nameof(prices));
        }
    }

    /// <summary>Nothing costs anything.</summary>
    public static PriceTable Free { get; } = new([]);

    internal bool IsEmpty => _prices.Count == 0;

    internal bool Knows(string? model, string member) =>
        (model is not null && _prices.ContainsKey(model)) || _prices.ContainsKey(member) || _prices.ContainsKey("*");

    /// <summary>Cost of a call; 0 when nothing is known of model and member.</summary>
    /// <param name="model">The model that answered; may be null.</param>
    /// <param name="member">The member that called.</param>
    /// <param name="inputTokens">Tokens sent.</param>
    /// <param name="outputTokens">Tokens received.</param>
    public decimal CostOf(string? model, string member, long inputTokens, long outputTokens)
    {
        if (_prices.Count == 0)
            return 0;
        var price =
            (model is not null && _prices.TryGetValue(model, out var named))
            || _prices.TryGetValue(member, out named)
            || _prices.TryGetValue("*", out named)
                ? named
                : default;
        return ((inputTokens * price.InputPerMillion) + (outputTokens * price.OutputPerMillion)) / 1_000_000m;
    }
}

/// <summary>Price of a model's tokens, in any one currency.</summary>
/// <param name="InputPerMillion">For a million tokens sent.</param>
/// <param name="OutputPerMillion">For a million tokens received.</param>
public readonly record struct Price(decimal InputPerMillion, decimal OutputPerMillion)
{
    // With this maximum, even the greatest number of tokens has a cost that fits into a decimal.
    internal const decimal Most = 1_000_000_000;
}
