namespace BackendAgents.Engineering.Checks;

/// <summary>
/// All rules. Each is one file in <c>Rules/&lt;Area&gt;</c> with a parameterless constructor; they are listed here by id.
/// </summary>
internal static class RuleCatalog
{
    /// <summary>Every rule, ordered by id.</summary>
    public static IReadOnlyList<IRule> All { get; } =
    [
        .. typeof(RuleCatalog)
            .Assembly.GetTypes()
            .Where(static type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IRule)))
            .Select(static type => (IRule)Activator.CreateInstance(type)!)
            .OrderBy(static rule => rule.Descriptor.Id, StringComparer.Ordinal),
    ];

    /// <summary>The rule with an id, or null.</summary>
    public static IRule? Find(string id) => All.FirstOrDefault(rule => rule.Descriptor.Id == id);
}
