namespace BackendAgents.Models;

/// <summary>Reads the environment variables that the providers' own tools read.</summary>
internal static class ModelEnvironment
{
    public const string OpenAI = "openai";
    public const string AzureOpenAI = "azure-openai";
    public const string Ollama = "ollama";

    /// <summary>Adds the services that the environment describes completely and that the options do not name.</summary>
    public static void AddTo(ModelOptions options, Func<string, string?> read)
    {
        // A base address without a key is a server of one's own; OpenAI itself always wants a key.
        string? model = Read(read, "OPENAI_MODEL") ?? Read(read, "OPENAI_CHAT_MODEL_ID");
        if (model is not null && (Read(read, "OPENAI_API_KEY") ?? Read(read, "OPENAI_BASE_URL")) is not null)
            Add(
                options,
                OpenAI,
                new ModelServiceOptions
                {
                    Provider = Read(read, "OPENAI_BASE_URL") is null ? "openai" : "openai-compatible",
                    Endpoint = Read(read, "OPENAI_BASE_URL"),
                    Model = model,
                    ApiKeyVariable = "OPENAI_API_KEY",
                }
            );

        if (Read(read, "AZURE_OPENAI_ENDPOINT") is { } azure && Read(read, "AZURE_OPENAI_DEPLOYMENT") is { } deployment)
            Add(
                options,
                AzureOpenAI,
                new ModelServiceOptions
                {
                    Provider = "azure-openai",
                    Endpoint = azure,
                    Model = deployment,
                }
            );

        if (Read(read, "OLLAMA_MODEL") is { } ollama)
            Add(
                options,
                Ollama,
                new ModelServiceOptions
                {
                    Provider = "ollama",
                    Endpoint = Read(read, "OLLAMA_HOST"),
                    Model = ollama,
                }
            );
    }

    public static string? Read(Func<string, string?> read, string name) =>
        read(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private static void Add(ModelOptions options, string id, ModelServiceOptions service) => options.Services.TryAdd(id, service);
}
