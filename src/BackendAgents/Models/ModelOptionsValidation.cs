using BackendAgents.Checking;
using BackendAgents.Models.Resilience;

namespace BackendAgents.Models;

/// <summary>Checks model options as a whole; every sentence names the setting and the remedy, and none the key.</summary>
internal static class ModelOptionsValidation
{
    public static List<string> Read(ModelOptions options, Func<string, string?> environment, out Dictionary<string, ModelTarget> targets)
    {
        if (options.UseEnvironment)
            ModelEnvironment.AddTo(options, environment);

        List<string> problems =
        [
            .. OptionCheck
                .Problems(options.Resilience, "Models:Resilience:")
                .Select(static problem => $"{problem.Message} {problem.Remedy}"),
        ];
        targets = new Dictionary<string, ModelTarget>(StringComparer.OrdinalIgnoreCase);
        foreach ((string id, ModelServiceOptions service) in options.Services)
        {
            if (string.IsNullOrWhiteSpace(id))
                problems.Add("Models:Services has a service without an id.");
            else if (options.Custom.ContainsKey(id))
                problems.Add($"Models:Services:{id} has the id of a service that is made in code. Rename one of them.");
            else if (ModelTargets.TryCreate(id, service, environment, problems, out ModelTarget? target))
                targets.Add(id, target);
        }

        string known =
            options.Services.Count + options.Custom.Count == 0
                ? "No service is configured."
                : $"Configured: {string.Join(", ", options.Services.Keys.Concat(options.Custom.Keys))}.";
        foreach ((string alias, string id) in options.Aliases)
        {
            if (!Exists(options, id))
                problems.Add($"Models:Aliases:{alias} names the service '{id}', which does not exist. {known}");
        }

        if (options.Default is { } chosen && !Exists(options, chosen))
            problems.Add($"Models:Default names the service '{chosen}', which does not exist. {known}");
        foreach ((string id, ModelServiceOptions service) in options.Services)
            problems.AddRange(Fallbacks(options, id, service, known));
        return problems;
    }

    private static IEnumerable<string> Fallbacks(ModelOptions options, string id, ModelServiceOptions service, string known)
    {
        foreach (string fallback in service.Fallbacks)
        {
            if (fallback.Equals(id, StringComparison.OrdinalIgnoreCase))
                yield return $"Models:Services:{id}:Fallbacks names the service itself.";
            else if (options.Custom.ContainsKey(fallback))
                yield return $"Models:Services:{id}:Fallbacks names '{fallback}', which is made in code and has no address to send to. "
                    + "Name a configured service.";
            else if (!options.Services.ContainsKey(fallback))
                yield return $"Models:Services:{id}:Fallbacks names the service '{fallback}', which does not exist. {known}";
        }
    }

    private static bool Exists(ModelOptions options, string id) => options.Services.ContainsKey(id) || options.Custom.ContainsKey(id);
}
