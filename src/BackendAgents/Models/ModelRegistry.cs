using BackendAgents.Models.Resilience;
using Microsoft.Extensions.Options;

namespace BackendAgents.Models;

/// <summary>Knows the configured services, and which of them stands for what agents call their model. Immutable and thread-safe.</summary>
internal sealed class ModelRegistry
{
    private readonly ModelOptions _options;
    private readonly Dictionary<string, ModelTarget> _targets;
    private readonly List<string> _ids;

    /// <summary>Makes the registry.</summary>
    /// <param name="options">The options; not changed afterwards.</param>
    /// <exception cref="OptionsValidationException">The options are not usable; each failure names the setting and the remedy.</exception>
    public ModelRegistry(ModelOptions options)
        : this(options, Environment.GetEnvironmentVariable) { }

    internal ModelRegistry(ModelOptions options, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        List<string> problems = ModelOptionsValidation.Read(options, environment, out _targets);
        if (problems.Count > 0)
            throw new OptionsValidationException("Models", typeof(ModelOptions), problems);
        _ids = [.. _targets.Keys, .. options.Custom.Keys.Where(k => !_targets.ContainsKey(k))];
        DefaultServiceId = options.Default is { } id ? Known(id) : _ids.FirstOrDefault();
    }

    /// <summary>The ids of all services, in the order in which they were configured; those made in code come last.</summary>
    public IReadOnlyList<string> ServiceIds => _ids;

    /// <summary>The service for agents whose model nothing stands for; null when none is configured.</summary>
    public string? DefaultServiceId { get; }

    internal IReadOnlyDictionary<string, ModelTarget> Targets => _targets;

    internal ModelOptions Options => _options;

    /// <summary>Finds the service for what an agent calls its model: an alias, a service's id, a model's id, or nothing.</summary>
    /// <param name="model">The agent's model; null, empty or <c>inherit</c> means the default.</param>
    public ModelResolution Resolve(string? model)
    {
        string? asked = string.IsNullOrWhiteSpace(model) ? null : model.Trim();
        if (asked is not null && _options.Aliases.TryGetValue(asked, out string? aliased))
            return Found(asked, Known(aliased)!, $"'{asked}' is an alias of the service '{aliased}'.");
        if (asked is null || asked.Equals("inherit", StringComparison.OrdinalIgnoreCase))
            return Default(asked, false, asked is null ? "No model was named" : "'inherit' was asked for");
        if (Known(asked) is { } id)
            return Found(asked, id, $"'{asked}' is a configured service.");
        ModelTarget? same = _targets.Values.FirstOrDefault(t => t.Model.Equals(asked, StringComparison.OrdinalIgnoreCase));
        return same is not null
            ? Found(asked, same.ServiceId, $"The service '{same.ServiceId}' serves the model '{same.Model}'.")
            : Default(asked, true, $"Nothing is configured for '{asked}'; add Models:Aliases:{asked} to choose a service");
    }

    /// <summary>Finds the service for the first of several models that something stands for.</summary>
    /// <param name="models">The agent's models, best first; none means the default.</param>
    /// <returns>The first that is configured; when none is, what the first one alone gives.</returns>
    public ModelResolution Resolve(IReadOnlyList<string?> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        List<ModelResolution> found = [.. models.Select(Resolve)];
        return found.Find(resolution => !resolution.IsFallback) ?? found.FirstOrDefault() ?? Resolve((string?)null);
    }

    private ModelResolution Default(string? asked, bool fallback, string why) =>
        DefaultServiceId is { } id
            ? new ModelResolution(asked, id, ModelOf(id), fallback, $"{why}: the default service '{id}' is used.")
            : new ModelResolution(asked, null, null, fallback, $"{why}, and no service is configured: the kernel's own default is used.");

    private ModelResolution Found(string asked, string id, string why) => new(asked, id, ModelOf(id), false, why);

    private string? ModelOf(string id) => _targets.GetValueOrDefault(id)?.Model;

    // The id as it is registered, since keyed services are found by exact spelling.
    private string? Known(string id) => _ids.Find(k => k.Equals(id, StringComparison.OrdinalIgnoreCase));
}
