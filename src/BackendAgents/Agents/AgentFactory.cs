using BackendAgents.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.SemanticKernel;

namespace BackendAgents.Agents;

/// <summary>
/// Makes agents out of a host's services. Each agent gets a kernel of its own, so that what one adds to it no other one sees.
/// Thread-safe.
/// </summary>
/// <param name="services">The host's services.</param>
/// <param name="registry">Says which service stands for an agent's model.</param>
/// <param name="loggers">Where the choice of a model, and tools that do not exist, are logged; null for nowhere.</param>
public sealed partial class AgentFactory(IServiceProvider services, ModelRegistry registry, ILoggerFactory? loggers = null)
{
    private readonly ILogger logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger<AgentFactory>();

    /// <summary>Makes an agent from options, on a kernel with the host's plugins.</summary>
    /// <param name="options">Makes the options, given the agent's kernel to select functions from.</param>
    /// <exception cref="ArgumentException">The options are not usable.</exception>
    public KernelAgent Create(Func<Kernel, KernelAgentOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Kernel kernel = services.GetRequiredService<Kernel>().Clone();
        return new KernelAgent(kernel, options(kernel));
    }

    /// <summary>Makes an agent from names. A tool that no plugin has is left out and logged as a warning; a model that nothing stands for is replaced by the default, and logged.</summary>
    /// <param name="spec">What was said about the agent.</param>
    /// <exception cref="ArgumentException">The agent has no name, or its turns are out of range.</exception>
    public KernelAgent Create(AgentSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return Create(kernel =>
        {
            FunctionSelection selection = FunctionSelection.Of(kernel.Plugins, spec.Tools);
            if (selection.Unknown.Count > 0)
                LogUnknownTools(logger, spec.Name, string.Join(", ", selection.Unknown));
            HashSet<KernelFunction> taken = [.. FunctionSelection.Of(kernel.Plugins, spec.DisallowedTools).Functions];
            KernelAgentOptions options = new()
            {
                Name = spec.Name,
                Description = spec.Description,
                Instructions = spec.Instructions,
                Source = spec.Source,
                ServiceId = ServiceOf(spec.Name, spec.Model),
                Functions = [.. selection.Functions.Where(f => !taken.Contains(f))],
                TemplateInstructions = spec.TemplateInstructions,
            };
            return spec.MaxTurns is { } turns ? options with { MaxTurns = turns } : options;
        });
    }

    private string? ServiceOf(string agent, string? model)
    {
        ModelResolution resolution = registry.Resolve(model);
        if (resolution.IsFallback)
            LogFallback(logger, agent, resolution.Reason);
        else
            LogChoice(logger, agent, resolution.Reason);
        return resolution.ServiceId;
    }

    [LoggerMessage(EventId = 10, Level = LogLevel.Debug, Message = "Agent {Agent}: {Reason}")]
    private static partial void LogChoice(ILogger logger, string agent, string reason);

    [LoggerMessage(EventId = 11, Level = LogLevel.Information, Message = "Agent {Agent}: {Reason}")]
    private static partial void LogFallback(ILogger logger, string agent, string reason);

    [LoggerMessage(EventId = 12, Level = LogLevel.Warning, Message = "Agent {Agent} names tools that no plugin has: {Tools}")]
    private static partial void LogUnknownTools(ILogger logger, string agent, string tools);
}
