namespace BackendAgents.Definitions;

/// <summary>What came of reading a definition: the definition, or why there is none.</summary>
/// <param name="Definition">The definition; null when there are diagnostics.</param>
/// <param name="Diagnostics">All that is wrong.</param>
public sealed record AgentDefinitionResult(AgentDefinition? Definition, IReadOnlyList<DefinitionDiagnostic> Diagnostics);
