using BackendAgents.Models.Resilience;
using Microsoft.SemanticKernel.ChatCompletion;

namespace BackendAgents.Models;

/// <summary>The models that agents may use: named services, aliases for them, and how calls survive trouble. Read once at start.</summary>
public sealed class ModelOptions
{
    /// <summary>The services by id. Ids are compared without regard to case.</summary>
    public IDictionary<string, ModelServiceOptions> Services { get; } =
        new Dictionary<string, ModelServiceOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What agents call a model, for example <c>sonnet</c>, to the id of the service that stands for it.</summary>
    public IDictionary<string, string> Aliases { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The service for agents that name no model, or one that nothing stands for; null for the first service that is configured.
    /// </summary>
    public string? Default { get; set; }

    /// <summary>
    /// True, the default, adds the services that the usual environment variables describe; a configured id takes precedence.
    /// </summary>
    public bool UseEnvironment { get; set; } = true;

    /// <summary>Retries, timeouts, circuit breaker and the bound on concurrent calls, for every service.</summary>
    public ModelResilienceOptions Resilience { get; set; } = new();

    /// <summary>Called on every retry, fallback, timeout and change of a circuit, beside the log. Must be quick and thread-safe.</summary>
    public Action<ModelEvent>? OnEvent { get; set; }

    internal Dictionary<string, Func<IServiceProvider, IChatCompletionService>> Custom { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a service that is made in code, for example one without a network. Its calls are not wrapped.</summary>
    /// <param name="id">The id, as in <see cref="Services"/>.</param>
    /// <param name="create">Makes the service, once.</param>
    /// <returns>These options.</returns>
    public ModelOptions AddService(string id, Func<IServiceProvider, IChatCompletionService> create)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentNullException.ThrowIfNull(create);
        Custom[id] = create;
        return this;
    }
}
