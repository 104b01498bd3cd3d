namespace BackendAgents.Definitions;

/// <summary>A value that an agent's instructions take when they are a template.</summary>
/// <param name="Name">Its name in the template.</param>
/// <param name="Default">The value when nobody gives one; null for none.</param>
/// <param name="Description">What it is.</param>
/// <param name="Required">Whether the agent can't do without it.</param>
internal sealed record DefinitionInput(string Name, string? Default, string Description = "", bool Required = false);
