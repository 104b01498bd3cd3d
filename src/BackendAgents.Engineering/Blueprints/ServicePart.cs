namespace BackendAgents.Engineering.Blueprints;

/// <summary>What a blueprint that is one service of several knows of the others. Derived; never written.</summary>
/// <param name="System">Name of the whole: issuer of tokens for all its services.</param>
/// <param name="Name">Name of the service within it.</param>
/// <param name="Feeds">Own entities of which other services keep copies.</param>
internal sealed record ServicePart(string System, string Name, IReadOnlyList<EntityFeed> Feeds)
{
    /// <summary>Name of the service that issues tokens; null without accounts.</summary>
    public string? Issuer { get; init; }

    /// <summary>Other services that this one asks.</summary>
    public IReadOnlyList<ServicePeer> Peers { get; init; } = [];

    /// <summary>Other services that ask this one.</summary>
    public IReadOnlyList<ServicePeer> Callers { get; init; } = [];
}

/// <summary>Another service of the same whole.</summary>
/// <param name="Name">Its name within the whole.</param>
/// <param name="FullName">Its name as hosts know it: <c>shop-catalog</c>.</param>
/// <param name="Port">Its port.</param>
internal sealed record ServicePeer(string Name, string FullName, int Port);

/// <summary>What other services are told of the rows of an entity whenever they change.</summary>
/// <param name="Entity">Id of the entity.</param>
/// <param name="Fields">Ids of the fields that are told.</param>
/// <param name="Relations">Ids of the references that are told.</param>
internal sealed record EntityFeed(string Entity, IReadOnlyList<string> Fields, IReadOnlyList<string> Relations);

/// <summary>Where an entity of another service is at home.</summary>
/// <param name="Service">Full name of that service: <c>shop-catalog</c>.</param>
/// <param name="Feed">What it tells of each row.</param>
internal sealed record EntityOrigin(string Service, EntityFeed Feed);
