namespace BackendAgents.Definitions.Tools;

/// <summary>What a tool's name in a definition stands for.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Patterns">The functions, as <see cref="FunctionSelection.Of"/> finds them; empty where nothing stands for the
/// name.</param>
/// <param name="Note">What a person should know about it; null for nothing.</param>
internal sealed record ToolMeaning(ToolKind Kind, IReadOnlyList<string> Patterns, string? Note = null);

/// <summary>What kind of tool a name is.</summary>
internal enum ToolKind
{
    /// <summary>A function or plugin of this package, by its own name.</summary>
    Own,

    /// <summary>A tool of another product that functions of this package do the work of.</summary>
    Mapped,

    /// <summary>A tool of an MCP server: a plugin of the server's name, when the host has added one.</summary>
    Server,

    /// <summary>A tool of another product that has no counterpart here, unless the host maps it.</summary>
    Foreign,

    /// <summary>All functions of the kernel (<c>*</c>).</summary>
    All,

    /// <summary>Known to nobody: a function of the host's, or a slip.</summary>
    Unknown,
}
