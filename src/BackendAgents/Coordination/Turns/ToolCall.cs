namespace BackendAgents.Coordination.Turns;

/// <summary>A call of a tool, as it is recorded and asked about.</summary>
/// <param name="Key">The same whenever this call is made again, and of no other call of the run.</param>
/// <param name="Function">Plugin and function.</param>
/// <param name="Arguments">The arguments as JSON.</param>
internal sealed record ToolCall(string Key, string Function, string Arguments);
