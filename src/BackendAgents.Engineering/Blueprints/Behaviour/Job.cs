namespace BackendAgents.Engineering.Blueprints.Behaviour;

/// <summary>
/// Something that is done by the clock for each row in a condition, each in a transaction of its own. It runs once for all instances, and
/// once after a time in which none ran.
/// </summary>
internal sealed record Job
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>Camel-case name, unique: <c>remindOverdue</c>.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// When: <c>every day at 02:00</c>, <c>every 15 minutes</c>, <c>every monday at 08:00</c>, <c>every month at 06:30</c>, or five fields
    /// of cron.
    /// </summary>
    public required string Schedule { get; init; }

    /// <summary>Whose clock tells it, as an IANA name: <c>Europe/Berlin</c>.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Id of the entity whose rows it goes through.</summary>
    public required string ForEach { get; init; }

    /// <summary>Condition of the rows, over their fields: <c>dueAt &lt; now &amp;&amp; returnedAt == null</c>; all when empty.</summary>
    public string? Where { get; init; }

    /// <summary>What is done for a row, in order.</summary>
    public IReadOnlyList<Effect> Effects { get; init; } = [];

    /// <summary>Whether the row is removed in the end.</summary>
    public bool Remove { get; init; }

    /// <summary>What it does, for the documentation.</summary>
    public string Description { get; init; } = "";
}
