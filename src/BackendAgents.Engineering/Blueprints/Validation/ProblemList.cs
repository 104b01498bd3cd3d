using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>The blueprint under judgement, with lookups, and what was found.</summary>
internal sealed class ProblemList(Blueprint blueprint)
{
    private readonly Lazy<BlueprintIndex> _index = new(() => new BlueprintIndex(blueprint));
    private readonly List<Diagnostic> _problems = [];

    public Blueprint Blueprint { get; } = blueprint;

    public BlueprintIndex Index => _index.Value;

    public IReadOnlyList<Diagnostic> Problems => _problems;

    /// <summary>Notes a problem.</summary>
    /// <param name="rule">Which rule is broken.</param>
    /// <param name="path">Where.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="remedy">What to do about it; the rule's own when null.</param>
    /// <param name="edits">Edits as JSON that mend it, see <see cref="ProblemEdit"/>; null when nobody can know.</param>
    public void Add(BlueprintRule rule, string path, string message, string? remedy = null, string? edits = null) =>
        _problems.Add(rule.At(path, message, remedy) with { Edits = edits });

    public void AddIf(bool broken, BlueprintRule rule, string path, string message, string? remedy = null, string? edits = null)
    {
        if (broken)
            Add(rule, path, message, remedy, edits);
    }
}
