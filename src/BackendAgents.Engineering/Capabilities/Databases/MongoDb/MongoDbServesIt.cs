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
        ["graphql"] = "its lists of related rows are one statement of SQL",
        ["read-replica"] = "how far a replica is behind is asked in SQL; name the members and a read preference in the connection string",
        ["backup"] = "its scripts have no tools for MongoDB; use mongodump, or the backups of who runs it",
        ["terraform"] = "it makes no MongoDB; give the service the connection string of one",
        ["cloudformation"] = "it makes no MongoDB; give the service the connection string of one",
    };

    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        var blueprint = context.Blueprint;
        if (blueprint.Deployment.Database != MongoDbCapability.Name)
            yield break;
        const string Copies = "copies are ended by what is seen of SQL";
        if (blueprint.Deployment.Cache is { } cache)
            yield return Report("deployment", $"With MongoDB there is no {cache}: {Copies}.");
        if (blueprint.Deployment.Cdn is { } cdn)
            yield return Report("deployment", $"With MongoDB there is no {cdn}: {Copies}.");
        foreach (var choice in blueprint.Capabilities.Where(static choice => s_apart.ContainsKey(choice.Id)))
            yield return Report("deployment", $"With MongoDB there is no {choice.Id}: {s_apart[choice.Id]}.");
        if (blueprint.Services.Count > 0)
            yield return Report("deployment", "Several services have a database of SQL each: what they copy of each other is kept by it.");
    }

    public override Blueprint Fix(Blueprint blueprint, Diagnostic finding) =>
        blueprint.Services.Count > 0
            ? blueprint with
            {
                Deployment = blueprint.Deployment with { Database = "postgresql" },
            }
            : blueprint with
            {
                Deployment = blueprint.Deployment with { Cache = null, Cdn = null },
                Capabilities = [.. blueprint.Capabilities.Where(static choice => !s_apart.ContainsKey(choice.Id))],
            };
}
