using BackendAgents.Models.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel.ChatCompletion;

namespace BackendAgents.Models;

/// <summary>Makes the connector of a service in Azure. It is registered by the package BackendAgents.AzureOpenAI.</summary>
/// <param name="target">Where the service is; it has a key.</param>
/// <param name="client">Makes the requests resilient; the connector must not retry by itself.</param>
/// <param name="loggers">Where the connector logs.</param>
internal delegate IChatCompletionService AzureConnector(ModelTarget target, HttpClient client, ILoggerFactory loggers);
