using System.Diagnostics;

namespace BackendAgents.Models;

/// <summary>One configured model service. Bound from configuration; read once at start.</summary>
public sealed class ModelServiceOptions
{
    /// <summary>
    /// One of <c>openai</c>, <c>azure-openai</c>, <c>ollama</c>, <c>openai-compatible</c>; case and hyphens do not matter.
    /// </summary>
    public string Provider { get; set; } = "openai";

    /// <summary>
    /// The absolute address, for example <c>http://localhost:8000/v1</c>. Required for Azure and for compatible servers; else the
    /// provider's usual one.
    /// </summary>
    public string? Endpoint { get; set; }

    /// <summary>The model's id; for Azure the deployment's name.</summary>
    public string? Model { get; set; }

    /// <summary>The key. Prefer <see cref="ApiKeyVariable"/>, so that no key stands in a file. Never logged.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? ApiKey { get; set; }

    /// <summary>The name of the environment variable that holds the key; null for the provider's usual one.</summary>
    public string? ApiKeyVariable { get; set; }

    /// <summary>OpenAI organisation; seldom needed.</summary>
    public string? Organization { get; set; }

    /// <summary>Azure's API version; null for the connector's default.</summary>
    public string? ApiVersion { get; set; }

    /// <summary>Ids of services that answer in its stead, in this order, when it fails for good.</summary>
    public IList<string> Fallbacks { get; } = [];
}
