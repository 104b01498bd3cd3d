using System.Text.Json.Serialization;

namespace BackendAgents.Engineering.Diagnostics;

/// <summary>
/// Something that a validator, a rule, a verifier, a reviewer or a reader of files has to say: what, how much it matters, where, and what
/// to do about it.
/// </summary>
/// <param name="Code">Stable code of the kind, never reused: <c>DATA003</c>, <c>BP012</c>, <c>DEF001</c>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Message">What is wrong, with the names involved.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record Diagnostic(string Code, Severity Severity, Place Place, string Message, string Remedy)
{
    /// <summary>Whose expertise it belongs to; null when it is nobody's in particular.</summary>
    public Area? Area { get; init; }

    /// <summary>Whether it can be mended mechanically; see <c>IRule.Fix</c>.</summary>
    public bool Fixable { get; init; }

    /// <summary>Edits of the blueprint that mend it, as JSON that can be sent word by word; null when nobody can know.</summary>
    [JsonIgnore]
    internal string? Edits { get; init; }

    /// <summary>Diagnostics with the same code at the same place are the same, whoever reports them.</summary>
    [JsonIgnore]
    public string Key => $"{Code}|{Place}";

    /// <summary>One line, as compilers print it: <c>backend.yaml:12:7: error BP012: message remedy</c>.</summary>
    public override string ToString()
    {
        var place = Place.ToString();
        return $"{(place.Length == 0 ? "" : place + ": ")}{Severity.ToString().ToLowerInvariant()} {Code}: {Message} {Remedy}";
    }
}
