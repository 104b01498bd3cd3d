namespace BackendAgents.Verification.Running;

// The environment in which what is delivered gets compiled and run.
internal static class DeliveryEnvironment
{
    private static readonly string[] s_secret = ["KEY", "TOKEN", "SECRET", "PASSWORD", "CREDENTIAL", "CONNECTIONSTRING"];

    /// <summary>Variables that are set, and with a null value those that are taken away: whatever looks like a secret.</summary>
    public static IReadOnlyDictionary<string, string?> Variables =>
        new Dictionary<string, string?>(
            Environment
                .GetEnvironmentVariables()
                .Keys.Cast<string>()
                .Where(IsSecret)
                .Select(static name => new KeyValuePair<string, string?>(name, null)),
            StringComparer.Ordinal
        )
        {
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_NOLOGO"] = "1",
            // A build server would outlive what it was started for.
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",

            // Hexadecimal: 2 GB for each process, so that code which allocates without end ends by itself.
            ["DOTNET_GCHeapHardLimit"] = "80000000",
        };

    /// <summary>Whether a variable has no business with what is delivered.</summary>
    public static bool IsSecret(string name) => Array.Exists(s_secret, word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
