namespace BackendAgents.Engineering.Checks;

/// <summary>Something that a rule, a verifier or a reviewer found.</summary>
/// <param name="Rule">Id of the rule: <c>DATA003</c>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Area">Whose expertise it belongs to.</param>
/// <param name="Location">Where it is.</param>
/// <param name="Message">What is wrong, with the names involved.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record Finding(string Rule, Severity Severity, Area Area, Location Location, string Message, string Remedy)
{
    /// <summary>Whether the rule can mend it mechanically; see <see cref="IRule.Fix"/>.</summary>
    public bool Fixable { get; init; }

    /// <summary>Findings with the same key are the same finding, whoever reports it.</summary>
    public string Key => $"{Rule}|{Location}";
}

/// <summary>A place in the blueprint or in an artifact.</summary>
/// <param name="Artifact">Path of the artifact; <c>backend.yaml</c> for the blueprint itself.</param>
/// <param name="Element">Id of the blueprint element, when there is one.</param>
/// <param name="Line">Line in the artifact, from 1, when known.</param>
public sealed record Location(string Artifact, string? Element = null, int? Line = null)
{
    /// <summary>Path of the blueprint in a workspace.</summary>
    public const string BlueprintPath = "backend.yaml";

    /// <summary>An element of the blueprint.</summary>
    public static Location Of(string element) => new(BlueprintPath, element);

    /// <inheritdoc />
    public override string ToString() => Artifact + (Line is { } line ? $":{line}" : "") + (Element is null ? "" : $"#{Element}");
}
