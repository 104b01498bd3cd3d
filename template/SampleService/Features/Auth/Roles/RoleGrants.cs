namespace SampleService.Features;

/// <summary>Who gives which role.</summary>
internal static partial class RoleGrants
{
    /// <summary>Roles whose holders give others.</summary>
    public static IReadOnlyList<string> Granting => [.. s_rules.SelectMany(static rule => rule.By).Distinct()];

    /// <summary>A role that is given by others than registering, with one that gives it.</summary>
    public static (string Role, string By) Example =>
        s_rules.Where(static rule => rule.Role != Default).Select(static rule => (rule.Role, rule.By[0])).First();

    /// <summary>Whether holders of a role may give another, and take it.</summary>
    public static bool May(string by, string role) => s_rules.Any(rule => rule.Role == role && rule.By.Contains(by));

    /// <summary>Whether there is such a role to give.</summary>
    public static bool IsGiven(string? role) => s_rules.Any(rule => rule.Role == role);
}
