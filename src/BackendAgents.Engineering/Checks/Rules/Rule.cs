using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules;

/// <summary>What every rule of the catalogue shares.</summary>
internal abstract class Rule(RuleDescriptor descriptor) : IRule
{
    public RuleDescriptor Descriptor { get; } = descriptor;

    public abstract IEnumerable<Diagnostic> Check(CheckContext context);

    public virtual Blueprint? Fix(Blueprint blueprint, Diagnostic finding) => null;

    protected Diagnostic Report(string element, string message) => Descriptor.Report(Place.Of(element), message);
}
