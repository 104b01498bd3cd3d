namespace BackendAgents.Engineering.Planning;

/// <summary>Something that runs by the clock.</summary>
/// <param name="Name">Kebab case, unique: <c>backup</c>.</param>
/// <param name="Schedule">When, as five cron fields in UTC: <c>0 3 * * *</c>.</param>
/// <param name="Meaning">What it does.</param>
/// <param name="Command">Program and arguments, each an item.</param>
internal sealed record ScheduledJob(string Name, string Schedule, string Meaning, IReadOnlyList<string> Command);
