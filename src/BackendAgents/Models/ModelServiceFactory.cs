using System.Collections.Concurrent;
using BackendAgents.Models.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;

namespace BackendAgents.Models;

/// <summary>
/// Makes Semantic Kernel's own connectors for the configured services, each over a client whose requests are made resilient.
/// The connectors' own retries are off, because the client is ours. Thread-safe; owns the connections until it is disposed.
/// </summary>
internal sealed class ModelServiceFactory : IDisposable
{
    private readonly ModelRegistry _registry;
    private readonly IServiceProvider? _services;
    private readonly ILoggerFactory _loggers;
    private readonly Dictionary<string, ModelGate> _gates = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Lazy<IChatCompletionService>> _made = new(StringComparer.OrdinalIgnoreCase);
    private readonly HttpMessageInvoker _transport;
    private readonly ModelEvents _events;
    private readonly TimeProvider _clock;

    /// <summary>Makes the factory. Nothing is connected yet.</summary>
    /// <param name="registry">The services.</param>
    /// <param name="clock">Measures timeouts and pauses; null for the system's.</param>
    /// <param name="loggers">Where retries and the like are logged; null for nowhere.</param>
    /// <param name="services">Handed to services that are made in code; may be null when there are none.</param>
    public ModelServiceFactory(
        ModelRegistry registry,
        TimeProvider? clock = null,
        ILoggerFactory? loggers = null,
        IServiceProvider? services = null
    )
    {
        ArgumentNullException.ThrowIfNull(registry);
        _registry = registry;
        _services = services;
        _loggers = loggers ?? NullLoggerFactory.Instance;
        _clock = clock ?? TimeProvider.System;
        _events = new ModelEvents(_loggers.CreateLogger("BackendAgents.Models"), registry.Options.OnEvent);
        _transport = new HttpMessageInvoker(
            new SocketsHttpHandler
            {
                // Long-lived clients must notice when an address moves.
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = TimeSpan.FromSeconds(15),
                AllowAutoRedirect = false,
            }
        );
        foreach ((string id, ModelTarget target) in registry.Targets)
            _gates[id] = new ModelGate(target, registry.Options.Resilience, _clock, _events);
    }

    /// <summary>The chat service of an id; the same one on every call.</summary>
    /// <param name="serviceId">One of the registry's ids.</param>
    /// <exception cref="ModelCallException">No service has this id.</exception>
    public IChatCompletionService Get(string serviceId) =>
        _made.GetOrAdd(serviceId, id => new Lazy<IChatCompletionService>(() => Create(id))).Value;

    /// <summary>Closes the connections. Calls that are under way fail.</summary>
    public void Dispose()
    {
        _transport.Dispose();
        foreach (ModelGate gate in _gates.Values)
            gate.Dispose();
    }

    private IChatCompletionService Create(string id)
    {
        if (_registry.Options.Custom.TryGetValue(id, out Func<IServiceProvider, IChatCompletionService>? custom))
            return custom(_services ?? NoServices.Instance);
        if (!_registry.Targets.TryGetValue(id, out ModelTarget? target))
            throw new ModelCallException(
                ModelFailure.NotConfigured,
                id,
                $"No model service '{id}' is configured. Configured: {string.Join(", ", _registry.ServiceIds)}."
            );

        ModelServiceOptions options = _registry.Options.Services[id];
        HttpClient client = new(
            new ResilientModelHandler(
                _gates[id],
                [.. options.Fallbacks.Select(f => _gates[f])],
                _registry.Options.Resilience,
                _clock,
                _events,
                _transport
            )
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        return ModelTelemetry.Tells(
            target.Provider == ModelProvider.AzureOpenAI
                ? Azure(id)(target, client, _loggers)
                : new OpenAIChatCompletionService(target.Model, target.Endpoint, target.ApiKey, options.Organization, client, _loggers)
        );
    }

    /// <summary>What to do where a service is in Azure and its package is missing.</summary>
    public static string NoAzure(string serviceId) =>
        $"Models:Services:{serviceId} is in Azure. Add the package BackendAgents.AzureOpenAI and call "
        + "services.AddBackendAgentsAzureOpenAI().";

    private AzureConnector Azure(string id) =>
        (AzureConnector?)_services?.GetService(typeof(AzureConnector))
        ?? throw new ModelCallException(ModelFailure.NotConfigured, id, NoAzure(id));

    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
