using System.Text.Json.Serialization;

namespace BackendAgents.Coordination.Budgets;

/// <summary>What was spent.</summary>
public readonly record struct Usage
{
    /// <summary>Nothing.</summary>
    public static Usage None => default;

    /// <summary>Calls of models.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long ModelCalls { get; init; }

    /// <summary>Calls of tools.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long ToolCalls { get; init; }

    /// <summary>Tokens sent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long InputTokens { get; init; }

    /// <summary>Tokens received.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long OutputTokens { get; init; }

    /// <summary>Cost, in the currency of the price table.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public decimal Cost { get; init; }

    /// <summary>Whether tokens were counted here because the model did not report them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Estimated { get; init; }

    /// <summary>Both together.</summary>
    public static Usage operator +(Usage left, Usage right) => Add(left, right);

    /// <summary>Both together.</summary>
    public static Usage Add(Usage left, Usage right) =>
        new()
        {
            ModelCalls = left.ModelCalls + right.ModelCalls,
            ToolCalls = left.ToolCalls + right.ToolCalls,
            InputTokens = left.InputTokens + right.InputTokens,
            OutputTokens = left.OutputTokens + right.OutputTokens,
            Cost = left.Cost + right.Cost,
            Estimated = left.Estimated || right.Estimated,
        };

    /// <summary>What is left of one without the other.</summary>
    internal static Usage Subtract(Usage left, Usage right) =>
        new()
        {
            ModelCalls = left.ModelCalls - right.ModelCalls,
            ToolCalls = left.ToolCalls - right.ToolCalls,
            InputTokens = left.InputTokens - right.InputTokens,
            OutputTokens = left.OutputTokens - right.OutputTokens,
            Cost = left.Cost - right.Cost,
            Estimated = left.Estimated,
        };
}
