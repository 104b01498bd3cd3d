using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Checks.Rules;

/// <summary>What every rule of the catalogue shares.</summary>
internal abstract class Rule(RuleDescriptor descriptor) : IRule
{
    public RuleDescriptor Descriptor { get; } = descriptor;

    public abstract IEnumerable<Finding> Check(CheckContext context);

    public virtual Blueprint? Fix(Blueprint blueprint, Finding finding) => null;

    protected Finding Report(string element, string message) => Descriptor.Report(Location.Of(element), message);
}
