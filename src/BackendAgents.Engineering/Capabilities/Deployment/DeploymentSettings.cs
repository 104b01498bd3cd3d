using System.Globalization;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment;

/// <summary>Settings that are no secrets and stand beside an instance, in a cluster or in a cloud: one place for what all say.</summary>
internal static class DeploymentSettings
{
    /// <summary>Whether a service migrates its database when it starts.</summary>
    public const string Migrates = "Database__Migrate";

    /// <summary>What every instance is told, each with the reason or null.</summary>
    /// <param name="plan">The service.</param>
    /// <param name="believed">Why what is in front is believed.</param>
    public static IEnumerable<(string Name, string Value, string? Why)> Common(ServicePlan plan, string? believed = null)
    {
        yield return ("ASPNETCORE_ENVIRONMENT", "Production", null);
        yield return ("ASPNETCORE_HTTP_PORTS", plan.HttpPorts, null);
        yield return ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true", believed);
        if (plan.KeepsRows)
            yield return (Migrates, "false", "The migration's job does it before each rollout.");
    }

    /// <summary>Numbers that an operator may want to change, as the service's own defaults have them.</summary>
    public static IEnumerable<(string Name, string Value, string Why)> Numbers(ServicePlan plan) =>
        from setting in plan.Settings
        where !setting.Secret && setting.Variable != Migrates
        where int.TryParse(setting.Default, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        select (setting.Variable, setting.Default, setting.Meaning);
}
