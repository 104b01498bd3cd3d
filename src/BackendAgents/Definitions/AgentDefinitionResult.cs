using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Definitions;

/// <summary>What came of reading a definition. There always is one: what could not be read is guessed, and said.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="Diagnostics">Everything that was repaired, guessed or is worth knowing, by line.</param>
public sealed record AgentDefinitionResult(AgentDefinition Definition, IReadOnlyList<Diagnostic> Diagnostics);
