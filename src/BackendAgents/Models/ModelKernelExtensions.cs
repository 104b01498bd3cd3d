using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace BackendAgents.Models;

/// <summary>Puts the configured services into kernels that are built without a host.</summary>
internal static class ModelKernelExtensions
{
    /// <summary>
    /// Registers every service of the factory under its id; the default one comes last, so that it is also the kernel's default.
    /// </summary>
    /// <param name="builder">The kernel's builder.</param>
    /// <param name="registry">The services.</param>
    /// <param name="factory">Makes them; must outlive the kernel.</param>
    /// <returns>The same builder.</returns>
    public static IKernelBuilder AddModels(this IKernelBuilder builder, ModelRegistry registry, ModelServiceFactory factory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(factory);
        foreach (string id in registry.ServiceIds)
            builder.Services.AddKeyedSingleton<IChatCompletionService>(id, (_, _) => factory.Get(id));
        if (registry.DefaultServiceId is { } chosen)
            builder.Services.AddSingleton(_ => factory.Get(chosen));
        return builder;
    }
}
