namespace BackendAgents.Engineering.Blueprints;

/// <summary>The roles and things of a blueprint that words of a sentence name. Pure.</summary>
internal sealed class AccessWords(Blueprint blueprint)
{
    /// <summary>How verbs begin that change a row.</summary>
    public static readonly string[] Changing = ["change", "edit", "modif", "updat", "alter"];

    /// <summary>How verbs begin that take a row away.</summary>
    public static readonly string[] Deleting = ["delet", "remov"];

    private static readonly string[] s_anybody = ["user", "anybody", "anyone", "everybody", "everyone", "person", "people", "member"];

    /// <summary>The roles that a subject names, with what they have by being logged in; anybody has an account.</summary>
    public HashSet<string> Named(string subject)
    {
        var words = subject.Split([' ', ',', '-'], StringSplitOptions.RemoveEmptyEntries).Select(Conventions.Singular).ToHashSet();
        var roles = blueprint
            .Roles.Where(role => Conventions.Phrase(role.Name).ToLowerInvariant().Split(' ').All(words.Contains))
            .Select(static role => role.Id)
            .ToHashSet(StringComparer.Ordinal);
        if (roles.Count > 0 || words.Overlaps(s_anybody))
            roles.UnionWith([Role.Authenticated, Role.Anonymous]);
        return roles;
    }

    /// <summary>The roles themselves that a subject names.</summary>
    public HashSet<string> Roles(string subject)
    {
        var named = Named(subject);
        named.ExceptWith([Role.Authenticated, Role.Anonymous]);
        return named;
    }

    /// <summary>Whether a rule is for one of some roles, or for everybody who is logged in or not.</summary>
    public static bool Covers(AccessRule rule, HashSet<string> roles) =>
        rule.Role is Role.Authenticated or Role.Anonymous || roles.Contains(rule.Role);

    /// <summary>Whether a role runs the service, and so may do everything.</summary>
    public static bool IsAdmin(string role) => role.Contains("admin", StringComparison.OrdinalIgnoreCase);

    /// <summary>The entity that words name, whole or by their last one: 'entries' are time entries where there are no others.</summary>
    public Entity? Thing(string words)
    {
        var parts = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
            return null;
        parts[^1] = Conventions.Singular(parts[^1]);
        return Called(string.Join(' ', parts))
            ?? (parts.Length > 1 ? Called(Conventions.Singular(parts[0])) : null)
            ?? blueprint.Entities.FirstOrDefault(entity => Phrase(entity).EndsWith(" " + parts[^1], StringComparison.Ordinal));
    }

    private Entity? Called(string name) => blueprint.Entities.FirstOrDefault(entity => Phrase(entity) == name);

    private static string Phrase(Entity entity) => Conventions.Phrase(entity.Name).ToLowerInvariant();
}
