namespace BackendAgents.Engineering.Blueprints.Behaviour;

/// <summary>
/// A mail that tells somebody of a row. Effects send it (<c>notify</c>); it leaves the service only if what it tells of was stored. Between
/// braces stand expressions over the row: <c>Dear {member.name}</c>.
/// </summary>
internal sealed record Notification
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>Camel-case name, unique: <c>overdueMail</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Id of the entity of the row that it tells of.</summary>
    public required string Entity { get; init; }

    /// <summary>The way it goes.</summary>
    public NotificationChannel Channel { get; init; }

    /// <summary>Expression of the address, <c>member.email</c>, or an address; where a row has none, nobody is told.</summary>
    public required string To { get; init; }

    /// <summary>One line of at most 200 characters: <c>Please bring back {book.title}</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>Plain text of at most 5,000 characters.</summary>
    public required string Body { get; init; }
}

/// <summary>The ways that notifications go.</summary>
internal enum NotificationChannel
{
    /// <summary>By mail.</summary>
    Email,
}
