using Microsoft.SemanticKernel;

namespace BackendAgents.Agents;

/// <summary>The kernel of one run: the host's services, filters and data, but only the functions that were selected.</summary>
internal static class RunKernel
{
    /// <summary>The plugin that functions without one are put in, since a service calls functions by their plugin's name.</summary>
    public const string LoosePlugin = "Tools";

    public static Kernel Create(Kernel host, IReadOnlyList<KernelPlugin> plugins)
    {
        Kernel kernel = host.Clone();
        kernel.Plugins.Clear();
        kernel.Plugins.AddRange(plugins);
        return kernel;
    }

    /// <summary>Groups a selection into plugins. They never change, so that runs may share them.</summary>
    public static IReadOnlyList<KernelPlugin> Plugins(IReadOnlyList<KernelFunction> selection) =>
        [
            .. selection
                .GroupBy(f => f.PluginName ?? LoosePlugin, StringComparer.OrdinalIgnoreCase)
                .Select(g => KernelPluginFactory.CreateFromFunctions(g.Key, g)),
        ];

    /// <summary>Joins two selections; on the same plugin and name the second one wins.</summary>
    public static IReadOnlyList<KernelFunction> Join(IReadOnlyList<KernelFunction> own, IReadOnlyList<KernelFunction> additional)
    {
        Dictionary<string, KernelFunction> joined = new(StringComparer.OrdinalIgnoreCase);
        foreach (KernelFunction function in own.Concat(additional))
            joined[$"{function.PluginName ?? LoosePlugin}-{function.Name}"] = function;
        return [.. joined.Values];
    }
}
