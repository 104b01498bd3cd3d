namespace BackendAgents.Definitions.Formats;

/// <summary>In what form a file describes an agent.</summary>
internal enum DefinitionFormat
{
    /// <summary>Markdown with front matter, as Claude Code and this project write it.</summary>
    ClaudeCode,

    /// <summary>
    /// Markdown with front matter, as Copilot writes it: <c>*.agent.md</c>, <c>*.chatmode.md</c>, or a field that only Copilot has.
    /// </summary>
    Copilot,

    /// <summary>Semantic Kernel's YAML: <c>type: chat_completion_agent</c>.</summary>
    SemanticKernel,

    /// <summary>Microsoft Agent Framework's YAML: <c>kind: Prompt</c>.</summary>
    AgentFramework,
}
