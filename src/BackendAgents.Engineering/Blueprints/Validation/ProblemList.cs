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

    public void Add(BlueprintRule rule, string path, string message, string? remedy = null) =>
        _problems.Add(rule.At(path, message, remedy));

    public void AddIf(bool broken, BlueprintRule rule, string path, string message, string? remedy = null)
    {
        if (broken)
            Add(rule, path, message, remedy);
    }
}
