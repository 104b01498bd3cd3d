using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks;

/// <summary>One rule: what it is, what it finds, how it is mended. Stateless and safe on any thread.</summary>
public interface IRule
{
    /// <summary>Id, severity, source and remedy.</summary>
    RuleDescriptor Descriptor { get; }

    /// <summary>Everything that breaks the rule.</summary>
    IEnumerable<Diagnostic> Check(CheckContext context);

    /// <summary>A blueprint without the finding, or null when the rule has no mechanical fix for it. Must be idempotent.</summary>
    Blueprint? Fix(Blueprint blueprint, Diagnostic finding) => null;
}

/// <summary>What a rule is, for people and tools.</summary>
/// <param name="Id">Area prefix and number, never reused: <c>API001</c>, <c>DATA014</c>, <c>SEC007</c>, <c>PERF001</c>, <c>OPS004</c>,
/// <c>QUAL001</c>.</param>
/// <param name="Title">The rule in one sentence.</param>
/// <param name="Area">Whose expertise it belongs to.</param>
/// <param name="Severity">How much a finding matters.</param>
/// <param name="Remedy">What to do about a finding.</param>
/// <param name="Source">The catalogue it comes from, with the entry: <c>OWASP ASVS 5.0 8.2.2</c>, <c>hadolint DL3002</c>.</param>
public sealed record RuleDescriptor(string Id, string Title, Area Area, Severity Severity, string Remedy, string Source)
{
    /// <summary>Whether <see cref="IRule.Fix"/> mends findings of this rule.</summary>
    public bool HasFix { get; init; }

    /// <summary>A finding of this rule.</summary>
    public Diagnostic Report(Place place, string message) => new(Id, Severity, place, message, Remedy) { Area = Area, Fixable = HasFix };
}

/// <summary>What rules look at.</summary>
/// <param name="Blueprint">The blueprint; valid.</param>
/// <param name="Artifacts">The files as delivered or as found on disk.</param>
public sealed record CheckContext(Blueprint Blueprint, ArtifactSet Artifacts)
{
    /// <summary>The blueprint of the delivery before; null for the first.</summary>
    public Blueprint? Released { get; init; }
}
