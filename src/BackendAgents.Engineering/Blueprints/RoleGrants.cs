namespace BackendAgents.Engineering.Blueprints;

/// <summary>Which roles are given through the API, and by whom.</summary>
internal static class RoleGrants
{
    /// <summary>Names of the operations that come with it.</summary>
    public static IReadOnlyList<string> Operations { get; } = ["grantRole", "revokeRole"];

    /// <summary>Path of both.</summary>
    public const string Path = Conventions.BasePath + "/auth/accounts/{id}/role";

    /// <summary>Whether any role is given through the API.</summary>
    public static bool AreUsed(Blueprint blueprint) => blueprint.Roles.Any(static role => role.GrantedBy.Count > 0);

    /// <summary>Roles whose holders give others, in the blueprint's order.</summary>
    public static IEnumerable<Role> Granting(Blueprint blueprint) =>
        blueprint.Roles.Where(role => blueprint.Roles.Any(given => given.GrantedBy.Contains(role.Id)));

    /// <summary>Roles that an account can be given; whoever gives any may also give back what registering gives.</summary>
    public static IEnumerable<Role> Given(Blueprint blueprint) =>
        blueprint.Roles.Where(role => role.GrantedBy.Count > 0 || role.SelfRegister || role.Id == blueprint.Authentication.DefaultRole);

    /// <summary>The roles that may give a role and take it.</summary>
    public static IEnumerable<Role> By(Blueprint blueprint, Role role) =>
        role.GrantedBy.Count > 0
            ? blueprint.Roles.Where(other => role.GrantedBy.Contains(other.Id))
            : Granting(blueprint).Where(_ => Given(blueprint).Contains(role));
}
