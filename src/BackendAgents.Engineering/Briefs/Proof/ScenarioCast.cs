using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Briefs.Proof;

/// <summary>Who takes part in a scenario that is being drafted. Not thread-safe.</summary>
/// <param name="index">The blueprint.</param>
internal sealed class ScenarioCast(BlueprintIndex index)
{
    private static readonly string[] s_names = ["ada", "bob", "cleo", "dan", "eva", "finn", "gus", "hana", "ivo", "joan"];
    private readonly List<ScenarioAccount> _accounts = [];

    /// <summary>Everybody so far.</summary>
    public IReadOnlyList<ScenarioAccount> Accounts => [.. _accounts];

    /// <summary>Somebody with a role: always the same, or the second one. Null when the stage is full.</summary>
    public string? Somebody(string role, bool another = false)
    {
        var known = _accounts.Where(account => account.Role == role).ToList();
        var wanted = another ? 1 : 0;
        while (known.Count <= wanted)
        {
            if (_accounts.Count == s_names.Length)
                return null;
            var account = new ScenarioAccount { Name = s_names[_accounts.Count], Role = role };
            _accounts.Add(account);
            known.Add(account);
        }

        return known[wanted].Name;
    }

    /// <summary>The role of somebody.</summary>
    public string? RoleOf(string? name) => _accounts.Find(account => account.Name == name)?.Role;

    /// <summary>Whether somebody, or anybody when null, may call an operation, at least on what is their own.</summary>
    public bool May(string? name, Operation operation) => Rules(RoleOf(name), operation).Any();

    /// <summary>Whether somebody may call an operation on what is their own only.</summary>
    public bool OnlyOwn(string? name, Operation operation) =>
        Rules(RoleOf(name), operation).All(static rule => rule.Scope == AccessScope.Own);

    /// <summary>
    /// Who may call an operation: one of a wanted role or the present one where they may, else the first who may. Found is false when
    /// nobody may.
    /// </summary>
    public bool TryFind(Operation operation, string? role, string? present, out string? caller)
    {
        caller = null;
        if (index.Account is null)
            return true;
        if (role is not null && Rules(role, operation).Any())
            return (caller = Somebody(role)) is not null;
        if (present is not null && May(present, operation))
        {
            caller = present;
            return true;
        }

        foreach (var rule in operation.Access)
        {
            if (rule.Role == Role.Anonymous)
                return true;
            var named = rule.Role == Role.Authenticated ? index.DefaultRole?.Id : rule.Role;
            if (named is not null && (caller = Somebody(named)) is not null)
                return true;
        }

        return false;
    }

    /// <summary>Somebody who is logged in and may not call an operation at all; null when there is no such role.</summary>
    public string? Stranger(Operation operation) =>
        index.Blueprint.Roles.FirstOrDefault(role => !Rules(role.Id, operation).Any()) is { } refused ? Somebody(refused.Id) : null;

    private static IEnumerable<AccessRule> Rules(string? role, Operation operation) =>
        operation.Access.Where(rule =>
            rule.Role == Role.Anonymous || (role is not null && (rule.Role == role || rule.Role == Role.Authenticated))
        );
}
