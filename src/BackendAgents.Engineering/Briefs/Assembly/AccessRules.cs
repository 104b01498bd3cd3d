using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Drafting;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Assembly;

/// <summary>Names of roles in rules of access, and rules joined to as few as say the same.</summary>
internal static class AccessRules
{
    public static string RoleId(string role) =>
        role switch
        {
            Draft.Account => Role.Authenticated,
            _ when KnowledgeBase.Instance.Person(role) == PersonKind.Anonymous => Role.Anonymous,
            _ => Conventions.Kebab(role),
        };

    // One rule a role, the widest; nothing beside 'anonymous any'.
    public static List<AccessRule> Merge(IEnumerable<AccessRule> rules)
    {
        var merged = new List<AccessRule>();
        foreach (var group in rules.GroupBy(static rule => rule.Role, StringComparer.Ordinal))
            merged.Add(
                new AccessRule
                {
                    Role = group.Key,
                    Scope = group.Any(static rule => rule.Scope == AccessScope.Any) ? AccessScope.Any : AccessScope.Own,
                }
            );
        if (merged.Exists(static rule => rule is { Role: Role.Anonymous, Scope: AccessScope.Any }))
            return [new AccessRule { Role = Role.Anonymous }];
        if (merged.Exists(static rule => rule is { Role: Role.Authenticated, Scope: AccessScope.Any }))
            return [new AccessRule { Role = Role.Authenticated }];
        return merged;
    }
}
