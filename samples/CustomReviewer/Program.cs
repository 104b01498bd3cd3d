// A house rule, and a reviewer of one's own who judges by it.
using BackendAgents;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Events;
using BackendAgents.Definitions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

await using var services = new ServiceCollection().AddBackendAgents().BuildServiceProvider();
var request = new BuildRequest
{
    Brief = "A shop sells products. Every product has a name, a price and a stock. Customers place orders.",
    Verify = false,
    Agents = [AgentDefinitionLoader.LoadFile(Path.Combine(AppContext.BaseDirectory, "house-reviewer.md")).Definition],
    Team = new TeamOptions { HouseRules = [new StringsFitLabels()] },
};
var result = (await services.GetRequiredService<BackendBuilder>().BuildAsync(request, new Listener())).Team;

Console.WriteLine(result.Stop);
var longest = result
    .Blueprint!.Entities.SelectMany(static entity => entity.Fields)
    .Where(static field => field.Type == FieldType.String)
    .Max(static field => field.MaxLength);
Console.WriteLine($"The longest string holds {longest} characters.");
return result.Approved ? 0 : 1;

/// <summary>What we store is printed on labels: no string holds more than 80 characters.</summary>
internal sealed class StringsFitLabels : IRule
{
    private const int Most = 80;

    public RuleDescriptor Descriptor { get; } =
        new("HOUSE001", "A string fits a label", Area.Data, Severity.Warning, "Allow at most 80 characters.", "house rules, 1")
        {
            HasFix = true,
        };

    public IEnumerable<Diagnostic> Check(CheckContext context) =>
        from entity in context.Blueprint.Entities
        from field in entity.Fields
        where IsTooLong(field)
        select Descriptor.Report(Place.Of(field.Id), $"'{entity.Name}.{field.Name}' holds up to {field.MaxLength} characters.");

    public Blueprint Fix(Blueprint blueprint, Diagnostic finding) =>
        blueprint with
        {
            Entities =
            [
                .. blueprint.Entities.Select(entity =>
                    entity with
                    {
                        Fields =
                        [
                            .. entity.Fields.Select(field =>
                                field.Id == finding.Place.Element && IsTooLong(field) ? field with { MaxLength = Most } : field
                            ),
                        ],
                    }
                ),
            ],
        };

    private static bool IsTooLong(Field field) => field.Type == FieldType.String && field.MaxLength > Most;
}

internal sealed class Listener : IProgress<TeamEvent>
{
    public void Report(TeamEvent value)
    {
        if (value is VerdictGiven { Verdict: { Reviewer: "house-reviewer" } verdict })
            Console.WriteLine(
                $"house-reviewer {(verdict.Approves ? "approves" : $"requests changes: {verdict.Findings.Count} of HOUSE001")}"
            );
    }
}
