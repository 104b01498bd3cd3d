using BackendAgents.Engineering.Checks;

namespace BackendAgents.Definitions;

/// <summary>Something about a definition that its author should know.</summary>
/// <param name="Code">Stable code: <c>DEF001</c>.</param>
/// <param name="File">The file.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Message">What was read, or what is wrong.</param>
/// <param name="Remedy">How to write it.</param>
public sealed record DefinitionDiagnostic(string Code, string File, int Line, int Column, string Message, string Remedy)
{
    /// <summary>Error: the agent can't do its work so. Warning: something was repaired or guessed. Info: worth knowing.</summary>
    public Severity Severity { get; init; } = Severity.Warning;

    /// <summary>As compilers print it.</summary>
    public override string ToString() => $"{File}({Line},{Column}): {Severity.ToString().ToLowerInvariant()} {Code}: {Message} {Remedy}";
}
