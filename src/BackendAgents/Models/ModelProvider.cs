namespace BackendAgents.Models;

/// <summary>The kinds of model service; all of them speak the OpenAI chat-completions protocol.</summary>
internal enum ModelProvider
{
    /// <summary>OpenAI itself.</summary>
    OpenAI,

    /// <summary>A deployment in Azure OpenAI.</summary>
    AzureOpenAI,

    /// <summary>An Ollama server, through its <c>/v1</c> endpoint.</summary>
    Ollama,

    /// <summary>Any other server that speaks the protocol.</summary>
    OpenAICompatible,
}
