using BackendAgents.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace BackendAgents.Agents;

/// <summary>Makes kernels out of a host's services: its plugins and filters, and its chat services beside the configured ones.</summary>
internal static class AgentKernel
{
    public static Kernel Create(IServiceProvider host) =>
        new(
            new WithModels(host, host.GetRequiredService<ModelRegistry>(), host.GetRequiredService<ModelServiceFactory>()),
            new KernelPluginCollection(host.GetServices<KernelPlugin>())
        );

    // Which services are configured is known only once the options are read, too late for registrations of their own.
    private sealed class WithModels(IServiceProvider host, ModelRegistry registry, ModelServiceFactory factory) : IKeyedServiceProvider
    {
        public object? GetService(Type serviceType)
        {
            object? own = host.GetService(serviceType);
            return own is null && serviceType == typeof(IChatCompletionService) && registry.DefaultServiceId is { } id
                ? factory.Get(id)
                : own;
        }

        public object? GetKeyedService(Type serviceType, object? serviceKey)
        {
            object? own = (host as IKeyedServiceProvider)?.GetKeyedService(serviceType, serviceKey);
            return
                own is null && serviceType == typeof(IChatCompletionService) && serviceKey is string id && registry.ServiceIds.Contains(id)
                ? factory.Get(id)
                : own;
        }

        public object GetRequiredKeyedService(Type serviceType, object? serviceKey) =>
            GetKeyedService(serviceType, serviceKey)
            ?? throw new InvalidOperationException($"No service of type {serviceType.Name} has the key '{serviceKey}'.");
    }
}
