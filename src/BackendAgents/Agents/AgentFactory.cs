using BackendAgents.Definitions;
using BackendAgents.Definitions.Tools;
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
public sealed partial class AgentFactory
{
    private readonly IServiceProvider _services;
    private readonly ModelRegistry _registry;
    private readonly ILogger _logger;

    /// <param name="services">The host's services.</param>
    /// <param name="registry">Says which service stands for an agent's model.</param>
    /// <param name="loggers">Where the choice of a model, and tools that do not exist, are logged; null for nowhere.</param>
    internal AgentFactory(IServiceProvider services, ModelRegistry registry, ILoggerFactory? loggers = null)
    {
        _services = services;
        _registry = registry;
        _logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger<AgentFactory>();
    }

    /// <summary>Makes an agent from options, on a kernel with the host's plugins.</summary>
    /// <param name="options">Makes the options, given the agent's kernel to select functions from.</param>
    /// <exception cref="ArgumentException">The options are not usable.</exception>
    public KernelAgent Create(Func<Kernel, KernelAgentOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Kernel kernel = _services.GetRequiredService<Kernel>().Clone();
        return new KernelAgent(kernel, options(kernel));
    }

    /// <summary>
    /// Makes an agent from its definition. What its tools stand for is offered and nothing else; a tool without a function is left out and
    /// logged as a warning; a model that nothing stands for gives way to the definition's alternatives, then to the default, and is logged.
    /// </summary>
    /// <param name="definition">The definition.</param>
    /// <param name="prepare">Adds to the agent's own kernel before its tools are looked for; null adds nothing.</param>
    public KernelAgent Create(AgentDefinition definition, Action<Kernel>? prepare = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return Create(kernel =>
        {
            prepare?.Invoke(kernel);
            ToolSelection selection = ToolSelection.Of(kernel.Plugins, definition, Tools);
            foreach (ToolNote note in selection.Notes)
                LogTool(_logger, definition.Name, note.Tool, note.Reason);
            KernelAgentOptions options = new()
            {
                Name = definition.Name,
                Description = definition.Description,
                Instructions = definition.Instructions,
                Source = definition.Source.Length > 0 ? definition.Source : null,
                ServiceId = ServiceOf(definition),
                Functions = selection.Functions,
                TemplateInstructions = definition.IsTemplate,
                Arguments = definition.IsTemplate ? Defaults(definition) : null,
            };
            return definition.MaxTurns is { } turns
                ? options with
                {
                    MaxTurns = Math.Clamp(turns, 1, KernelAgentOptions.HighestMaxTurns),
                }
                : options;
        });
    }

    private static KernelArguments Defaults(AgentDefinition definition) =>
        new(
            definition
                .Inputs.Where(static input => input.Default is not null)
                .ToDictionary(static input => input.Name, static input => (object?)input.Default)
        );

    private ToolTable Tools => _services.GetService<ToolTable>() ?? ToolTable.Default;

    private string? ServiceOf(AgentDefinition definition)
    {
        ModelResolution resolution = _registry.Resolve([definition.Model, .. definition.ModelAlternatives]);
        if (resolution.IsFallback)
            LogFallback(_logger, definition.Name, resolution.Reason);
        else
            LogChoice(_logger, definition.Name, resolution.Reason);
        return resolution.ServiceId;
    }

    [LoggerMessage(EventId = 10, Level = LogLevel.Debug, Message = "Agent {Agent}: {Reason}")]
    private static partial void LogChoice(ILogger logger, string agent, string reason);

    [LoggerMessage(EventId = 11, Level = LogLevel.Information, Message = "Agent {Agent}: {Reason}")]
    private static partial void LogFallback(ILogger logger, string agent, string reason);

    [LoggerMessage(EventId = 12, Level = LogLevel.Warning, Message = "Agent {Agent} names the tool '{Tool}': {Reason}.")]
    private static partial void LogTool(ILogger logger, string agent, string tool, string reason);
}
