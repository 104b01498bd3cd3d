namespace BackendAgents.Engineering.Capabilities.Services.Local;

/// <summary>A server that the start script runs for all services: its functions in Bash, and how a service connects to it.</summary>
/// <param name="Name">Its name for people, and of its functions: <c>database</c>.</param>
/// <param name="Title">What it is: <c>PostgreSQL</c>.</param>
/// <param name="Port">The port of the plan; the script adds its offset.</param>
/// <param name="Variable">The setting that takes the connection; null when services don't connect to it.</param>
/// <param name="Connection">
/// Its value in Bash: <c>$1</c> is the service, <c>$port</c> the port, <c>$(secret NAME)</c> a secret. Empty without a variable.
/// </param>
/// <param name="Functions">
/// <c>NAME_start</c>, and <c>NAME_stop</c> where it does not end by a signal to its processes. May use <c>begin</c>, <c>as_owner</c>,
/// <c>own</c>, <c>secret</c>, <c>port_of</c>, <c>$rows</c>, <c>$state</c> and <c>${services[@]}</c> of the script.
/// </param>
internal sealed record LocalPart(string Name, string Title, int Port, string? Variable, string Connection, string Functions)
{
    /// <summary>Programs without which it can't run.</summary>
    public required string Needs { get; init; }
}
