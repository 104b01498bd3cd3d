namespace BackendAgents.Plugins;

/// <summary>Bounds on what a model may pass to a plugin function. Everything a model says is untrusted.</summary>
internal static class PluginLimits
{
    /// <summary>Most characters of one text argument.</summary>
    public const int MaxText = 1_048_576;

    /// <summary>Most keys in one list argument.</summary>
    public const int MaxKeys = 500;

    /// <summary>A refusal when a text argument is missing or too long; null when it is fine.</summary>
    public static string? Refuse(string? text, string argument) =>
        text switch
        {
            null or "" => PluginAnswer.Refuse($"The argument '{argument}' is missing or empty.", $"Call again with '{argument}'."),
            { Length: > MaxText } => PluginAnswer.Refuse(
                $"The argument '{argument}' has {text.Length} characters; at most {MaxText} are taken.",
                "Send less, for example as several edits."
            ),
            _ => null,
        };
}
