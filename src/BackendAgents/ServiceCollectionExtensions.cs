using BackendAgents.Agents;
using BackendAgents.Definitions.Catalogue;
using BackendAgents.Models;
using BackendAgents.Models.Tokens;
using BackendAgents.Offline.Chat;
using BackendAgents.Verification;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace BackendAgents;

/// <summary>Adds the agents to a host.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Registers the models, the agents' definitions and the factory of agents. May be called more than once; what the host has
    /// registered itself stays: its kernel, its chat services, its plugins (<see cref="KernelPlugin"/>) and its filters are used.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets options in code; null leaves everything to the environment variables.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddBackendAgents(this IServiceCollection services, Action<BackendAgentsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        OptionsBuilder<BackendAgentsOptions> options = services.AddOptions<BackendAgentsOptions>().ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);

        // Something to work with where nothing live is configured.
        options.PostConfigure(static found =>
        {
            if (!found.Models.Custom.ContainsKey(OfflineChatClient.ModelName))
                found.Models.AddService(OfflineChatClient.ModelName, static provider => OfflineModel.AsService(provider));
        });
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BackendAgentsOptions>, BackendAgentsOptionsValidator>());

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ITokenCounter, O200kTokenCounter>();
        services.TryAddSingleton(sp => new ModelRegistry(sp.GetRequiredService<IOptions<BackendAgentsOptions>>().Value.Models));
        services.TryAddSingleton(sp => new ModelServiceFactory(
            sp.GetRequiredService<ModelRegistry>(),
            sp.GetRequiredService<TimeProvider>(),
            sp.GetService<ILoggerFactory>(),
            sp
        ));
        services.TryAddTransient(AgentKernel.Create);
        services.TryAddSingleton(sp => new AgentFactory(sp, sp.GetRequiredService<ModelRegistry>(), sp.GetService<ILoggerFactory>()));
        services.TryAddSingleton(sp => new AgentCatalog(watch: false, time: sp.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(sp => new BackendBuilder(
            sp.GetRequiredService<AgentFactory>(),
            sp.GetServices<IVerifier>(),
            sp.GetService<ILoggerFactory>(),
            sp.GetRequiredService<IOptions<BackendAgentsOptions>>()
        ));
        return services;
    }

    /// <summary>As the other overload, with options from a configuration section, customarily <c>BackendAgents</c>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The section itself.</param>
    /// <param name="configure">Sets further options in code, after the section was read.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddBackendAgents(
        this IServiceCollection services,
        IConfiguration configuration,
        Action<BackendAgentsOptions>? configure = null
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<BackendAgentsOptions>().Bind(configuration);
        return services.AddBackendAgents(configure);
    }
}
