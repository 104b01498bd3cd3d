namespace BackendAgents.Engineering.Planning;

/// <summary>A resource that lives for the length of a test and holds nothing worth a password.</summary>
/// <param name="Environment">Environment of its container, which replaces that of a deployment.</param>
/// <param name="Connection">Connection string; <c>{host}</c> is where it runs and <c>{name}</c> the database.</param>
/// <param name="Database">Name of the database that it has from the beginning.</param>
internal sealed record TrialRun(IReadOnlyDictionary<string, string> Environment, string Connection, string Database);
