namespace BackendAgents.Engineering.Blueprints;

/// <summary>Lets a role call an operation, on all rows or on its own.</summary>
public sealed record AccessRule
{
    /// <summary>Id of a role, or <see cref="Role.Anonymous"/> or <see cref="Role.Authenticated"/>.</summary>
    public required string Role { get; init; }

    /// <summary>Which rows.</summary>
    public AccessScope Scope { get; init; } = AccessScope.Any;
}

/// <summary>Which rows an access rule covers.</summary>
public enum AccessScope
{
    /// <summary>All rows.</summary>
    Any,

    /// <summary>
    /// Rows whose owner path (<see cref="Entity.Owner"/>) ends in the caller's account. On create, an owner path of one relation is set
    /// from the caller and is not part of the request; a longer one makes the service check that the parent named is the caller's.
    /// </summary>
    Own,
}
