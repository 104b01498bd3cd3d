namespace BackendAgents.Verification.Running;

// The environment in which what is delivered gets compiled and run.
internal static class DeliveryEnvironment
{
    /// <summary>
    /// Variable with the name of a compiler server to use. Without it each build starts a compiler of its own, so that nothing outlives a
    /// verification; who sets it ends the server.
    /// </summary>
    public const string CompilerVariable = "BACKENDAGENTS_COMPILER";

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

            // Measuring code to compile it better later is a fifth of the time of programs that run for seconds.
            ["DOTNET_TieredPGO"] = "0",

            // Hexadecimal: 2 GB for each process, so that code which allocates without end ends by itself.
            ["DOTNET_GCHeapHardLimit"] = "80000000",
        };

    /// <summary>What every build is told: to leave no process behind, or to use the compiler that is there already.</summary>
    public static IReadOnlyList<string> BuildArguments =>
        Environment.GetEnvironmentVariable(CompilerVariable) is { Length: > 0 } compiler
            ? ["-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=true", "-p:SharedCompilationId=" + compiler]
            : ["-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false"];

    /// <summary>Whether a variable has no business with what is delivered.</summary>
    public static bool IsSecret(string name) => Array.Exists(s_secret, word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
