using BackendAgents.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.SemanticKernel.Connectors.AzureOpenAI;

namespace BackendAgents;

/// <summary>Adds Azure OpenAI to a host.</summary>
public static class AzureOpenAIServices
{
    /// <summary>
    /// Makes services with the provider <c>azure-openai</c> usable. May be called before or after <c>AddBackendAgents</c>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddBackendAgentsAzureOpenAI(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<AzureConnector>(
            static (target, client, loggers) =>
                new AzureOpenAIChatCompletionService(
                    target.Model,
                    target.Endpoint.ToString(),
                    target.ApiKey!,
                    target.Model,
                    client,
                    loggers,
                    target.ApiVersion
                )
        );
        return services;
    }
}
