namespace BackendAgents.Verification.Running;

// The environment in which what is delivered gets compiled and run.
internal static class DeliveryEnvironment
{
    public static IReadOnlyDictionary<string, string?> Variables { get; } =
        new Dictionary<string, string?>
        {
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_NOLOGO"] = "1",
            // A build server would outlive what it was started for.
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",

            // What is delivered has no business with the keys of whoever delivers it.
            ["OPENAI_API_KEY"] = null,
            ["AZURE_OPENAI_API_KEY"] = null,
        };
}
