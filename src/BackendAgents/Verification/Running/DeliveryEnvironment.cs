namespace BackendAgents.Verification.Running;

// The environment in which what is delivered gets compiled and run.
internal static class DeliveryEnvironment
{
    public static IReadOnlyDictionary<string, string?> Variables { get; } = new Dictionary<string, string?>
    {
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1",

        // What is delivered has no business with the keys of whoever delivers it.
        ["OPENAI_API_KEY"] = null,
        ["AZURE_OPENAI_API_KEY"] = null,
    };
}
