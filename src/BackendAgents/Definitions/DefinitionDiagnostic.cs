namespace BackendAgents.Definitions;

/// <summary>Something about a definition that its author should know.</summary>
/// <param name="Code">Stable code: <c>DEF001</c>.</param>
/// <param name="File">The file.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record DefinitionDiagnostic(string Code, string File, int Line, int Column, string Message, string Remedy)
{
    /// <summary>As compilers print it.</summary>
    public override string ToString() => $"{File}({Line},{Column}): error {Code}: {Message} {Remedy}";
}
