namespace BackendAgents.Engineering.Blueprints;

/// <summary>Something that makes a blueprint unreadable or invalid.</summary>
/// <param name="Code">Stable code: <c>BP012</c>. See <see cref="BlueprintRules"/>.</param>
/// <param name="Path">Where in the blueprint: <c>entities[1].fields[0].maxLength</c>; empty for the document as a whole.</param>
/// <param name="Message">What is wrong, with the names involved.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record BlueprintProblem(string Code, string Path, string Message, string Remedy)
{
    /// <summary>The file it was read from, when it was.</summary>
    public string? File { get; init; }

    /// <summary>Line in that file, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>Column in that line, from 1.</summary>
    public int? Column { get; init; }

    /// <summary>One line for people: <c>backend.yaml:12:7: BP012 message Remedy</c>.</summary>
    public override string ToString()
    {
        var place =
            File is null ? Path
            : Line is null ? File
            : $"{File}:{Line}:{Column}";
        return (place.Length == 0 ? "" : place + ": ") + $"{Code} {Message} {Remedy}";
    }
}
