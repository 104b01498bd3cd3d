using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Checks.Rules;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Capabilities.Databases.MongoDb;

/// <summary>What is asked for beside MongoDB goes together with it.</summary>
internal sealed class MongoDbServesIt()
    : Rule(
        new RuleDescriptor(
            "DATA019",
            "What is asked for beside MongoDB goes together with it.",
            Area.Data,
            Severity.Error,
            "Use postgresql, or leave out what the finding names.",
            "MongoDB Manual, transactions and production considerations"
        )
        {
            HasFix = true,
        }
    )
{
    // Why not, by the id of the capability.
    private static readonly Dictionary<string, string> s_apart = new(StringComparer.Ordinal)
    {
        ["read-replica"] = "how far a replica is behind is asked in SQL; name the members and a read preference in the connection string",
        ["terraform"] = "it makes no MongoDB; give the service the connection string of one",
        ["cloudformation"] = "it makes no MongoDB; give the service the connection string of one",
    };

    private const string Copies = "what a cache before the service has to forget is stored in SQL";

    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        var blueprint = context.Blueprint;
        if (blueprint.Deployment.Database != MongoDbCapability.Name)
            yield break;
        foreach (var (id, reason) in Apart(blueprint))
            yield return Report("deployment", $"With MongoDB there is no {id}: {reason}.");
        if (blueprint.Services.Count > 0)
            yield return Report("deployment", "Several services have a database of SQL each: what they copy of each other is kept by it.");
    }

    public override Blueprint Fix(Blueprint blueprint, Diagnostic finding)
    {
        if (blueprint.Services.Count > 0)
            return blueprint with { Deployment = blueprint.Deployment with { Database = "postgresql" } };
        var apart = Apart(blueprint).ToList();
        return blueprint with
        {
            Deployment = blueprint.Deployment with { Cdn = null },
            Capabilities = [.. blueprint.Capabilities.Where(static choice => !s_apart.ContainsKey(choice.Id))],
            Requirements = [.. blueprint.Requirements.Select(requirement => Decline(requirement, apart))],
        };
    }

    private static IEnumerable<(string Id, string Reason)> Apart(Blueprint blueprint) =>
        new[] { blueprint.Deployment.Cdn }
            .OfType<string>()
            .Select(static id => (id, Copies))
            .Concat(
                blueprint.Capabilities.Where(static one => s_apart.ContainsKey(one.Id)).Select(static one => (one.Id, s_apart[one.Id]))
            );

    // Who asked for what is taken away is told so.
    private static Requirement Decline(Requirement requirement, List<(string Id, string Reason)> apart)
    {
        var gone = apart.Where(one => requirement.Proof.Contains("capability " + one.Id)).ToList();
        return gone.Count == 0
            ? requirement
            : requirement with
            {
                State = RequirementState.Declined,
                Reason = $"With MongoDB there is no {gone[0].Id}: {gone[0].Reason}. Use postgresql, or do without.",
                Proof = [.. requirement.Proof.Except(gone.Select(static one => "capability " + one.Id))],
            };
    }
}
