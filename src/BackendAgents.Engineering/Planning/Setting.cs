namespace BackendAgents.Engineering.Planning;

/// <summary>One value of the service's configuration.</summary>
/// <param name="Key">Key as .NET's configuration writes it: <c>Auth:SigningKey</c>.</param>
/// <param name="Meaning">What it is for, in a phrase.</param>
/// <param name="Default">What holds when nobody sets it, in words for people; null when there is nothing.</param>
public sealed record Setting(string Key, string Meaning, string? Default = null)
{
    /// <summary>Whether it must not be seen: it comes from a secret, never from a file in the repository.</summary>
    public bool Secret { get; init; }

    /// <summary>Whether the service refuses to start in production without it.</summary>
    public bool RequiredInProduction { get; init; }

    /// <summary>The shell command that makes a value; null where any random text will do.</summary>
    internal string? Command { get; init; }

    /// <summary>The environment variable that sets it: <c>Auth__SigningKey</c>.</summary>
    public string Variable => VariableOf(Key);

    /// <summary>The environment variable that sets a key.</summary>
    internal static string VariableOf(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
