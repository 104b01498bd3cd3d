namespace BackendAgents.Engineering.Planning;

/// <summary>A resource that lives for the length of a test and holds nothing worth a password.</summary>
/// <param name="Tests">Variable by which the delivered tests learn of it: <c>TEST_DATABASE</c>.</param>
/// <param name="Connection">Connection string; <c>{host}</c> is where it runs and <c>{name}</c> the database.</param>
internal sealed record TrialRun(string Tests, string Connection)
{
    /// <summary>Environment of its container, which replaces that of a deployment; <c>{host}</c> is where it runs.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Name of the database that it has from the beginning; null when it is none.</summary>
    public string? Database { get; init; }

    /// <summary>Command that succeeds once it is there, without a password; empty when it is there at once.</summary>
    public IReadOnlyList<string> HealthCheck { get; init; } = [];

    /// <summary>
    /// Shell that is run in place of the image's own command, without quotes of one kind: '; null when the image does it by itself.
    /// </summary>
    public string? Script { get; init; }

    /// <summary>Its environment where it runs.</summary>
    public IEnumerable<KeyValuePair<string, string>> EnvironmentAt(string host) =>
        Environment.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Replace("{host}", host, StringComparison.Ordinal)));
}
