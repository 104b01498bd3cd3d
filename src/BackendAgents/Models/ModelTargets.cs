using System.Diagnostics.CodeAnalysis;
using BackendAgents.Models.Resilience;

namespace BackendAgents.Models;

/// <summary>Turns what was configured into addresses, or into sentences about what is missing.</summary>
internal static class ModelTargets
{
    private static readonly Uri s_openAIEndpoint = new("https://api.openai.com/v1");

    public static bool TryCreate(
        string id,
        ModelServiceOptions options,
        Func<string, string?> environment,
        List<string> problems,
        [NotNullWhen(true)] out ModelTarget? target
    )
    {
        target = null;
        int before = problems.Count;
        string path = $"Models:Services:{id}";
        ModelProvider? provider = ProviderOf(options.Provider);
        if (provider is null)
            problems.Add($"{path}:Provider is '{options.Provider}'. Use openai, azure-openai, ollama or openai-compatible.");
        if (string.IsNullOrWhiteSpace(options.Model))
            problems.Add(
                $"{path}:Model is missing. Give the model's "
                    + $"id{(provider == ModelProvider.AzureOpenAI ? ", which is the deployment's name" : "")}."
            );
        Uri? endpoint = provider is null ? null : EndpointOf(provider.Value, options.Endpoint);
        if (provider is not null && endpoint is null)
        {
            problems.Add(
                string.IsNullOrWhiteSpace(options.Endpoint)
                    ? $"{path}:Endpoint is missing. {provider} needs an absolute http or https address."
                    : $"{path}:Endpoint is not an absolute http or https address without user name and password."
            );
        }

        string? key = provider is null ? null : KeyOf(provider.Value, options, environment);
        if (key is null && provider is ModelProvider.OpenAI or ModelProvider.AzureOpenAI)
            problems.Add(
                $"{path} has no key. Set the environment variable {VariableOf(provider.Value, options)}, or "
                    + $"{path}:ApiKeyVariable to the name of another."
            );
        if (key is not null && key.Any(char.IsControl))
            problems.Add($"{path}: the key contains a line break or another control character. Check how it was set.");
        if (problems.Count > before)
            return false;

        target = new ModelTarget(id, provider!.Value, endpoint!, options.Model!.Trim(), key, options.ApiVersion);
        return true;
    }

    private static ModelProvider? ProviderOf(string? name) =>
        name?.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).Trim().ToLowerInvariant() switch
        {
            "openai" => ModelProvider.OpenAI,
            "azureopenai" or "azure" => ModelProvider.AzureOpenAI,
            "ollama" => ModelProvider.Ollama,
            "openaicompatible" => ModelProvider.OpenAICompatible,
            _ => null,
        };

    private static Uri? EndpointOf(ModelProvider provider, string? given)
    {
        if (provider == ModelProvider.Ollama)
            return OllamaEndpoint(given);
        if (string.IsNullOrWhiteSpace(given))
            return provider == ModelProvider.OpenAI ? s_openAIEndpoint : null;
        return Absolute(given);
    }

    // OLLAMA_HOST may be a host, a host and port, or an address; 0.0.0.0 is where the server listens, not where it is.
    private static Uri? OllamaEndpoint(string? given)
    {
        string host = string.IsNullOrWhiteSpace(given) ? "localhost" : given.Trim();
        if (host.StartsWith(':'))
            host = "localhost" + host;
        bool bare = !host.Contains("://", StringComparison.Ordinal);
        if (Absolute(bare ? "http://" + host : host) is not { } address)
            return null;

        UriBuilder uri = new(address);
        if (uri.Host is "0.0.0.0" or "[::]")
            uri.Host = "localhost";
        if (bare && !HasPort(host))
            uri.Port = 11434;
        string path = uri.Path.TrimEnd('/');
        uri.Path = path.EndsWith("/v1", StringComparison.Ordinal) ? path : path + "/v1";
        return uri.Uri;
    }

    private static bool HasPort(string host) =>
        host.LastIndexOf(':') > host.LastIndexOf(']') && host.Contains(':', StringComparison.Ordinal);

    private static Uri? Absolute(string given) =>
        Uri.TryCreate(given.Trim(), UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0
            ? uri
            : null;

    private static string? KeyOf(ModelProvider provider, ModelServiceOptions options, Func<string, string?> environment)
    {
        if (!string.IsNullOrWhiteSpace(options.ApiKey))
            return options.ApiKey.Trim();
        string variable = VariableOf(provider, options);
        return variable.Length == 0 ? null : ModelEnvironment.Read(environment, variable);
    }

    // A compatible server gets OpenAI's key only when somebody says so: it is another company's.
    private static string VariableOf(ModelProvider provider, ModelServiceOptions options) =>
        options.ApiKeyVariable
        ?? provider switch
        {
            ModelProvider.OpenAI => "OPENAI_API_KEY",
            ModelProvider.AzureOpenAI => "AZURE_OPENAI_API_KEY",
            _ => "",
        };
}
