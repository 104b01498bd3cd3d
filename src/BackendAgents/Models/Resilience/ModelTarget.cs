using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackendAgents.Models.Resilience;

/// <summary>Where a request for one service goes, and how it proves who it is.</summary>
internal sealed record ModelTarget(string ServiceId, ModelProvider Provider, Uri Endpoint, string Model, string? ApiKey, string? ApiVersion)
{
    private const string AzureVersion = "2024-10-21";

    /// <summary>Readdresses a request that another service's connector made: the same conversation, another model.</summary>
    public void Readdress(HttpRequestMessage message, ref byte[] body)
    {
        message.Headers.Authorization = null;
        message.Headers.Remove("api-key");
        if (Provider == ModelProvider.AzureOpenAI)
        {
            message.RequestUri = new Uri(
                $"{Endpoint.ToString().TrimEnd('/')}/openai/deployments/{Uri.EscapeDataString(Model)}/chat/completions"
                    + $"?api-version={Uri.EscapeDataString(ApiVersion ?? AzureVersion)}"
            );
            message.Headers.TryAddWithoutValidation("api-key", ApiKey);
        }
        else
        {
            message.RequestUri = new Uri($"{Endpoint.ToString().TrimEnd('/')}/chat/completions");
            if (!string.IsNullOrEmpty(ApiKey))
                message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
        }

        if (JsonNode.Parse(body) is JsonObject json)
        {
            json["model"] = Model;
            body = JsonSerializer.SerializeToUtf8Bytes(json);
        }
    }

    // The ToString of a record would print the key.
    public override string ToString() => $"{ServiceId}: {Provider} {Model}";
}
