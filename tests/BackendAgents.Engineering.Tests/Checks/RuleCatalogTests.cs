using System.Text.RegularExpressions;
using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Tests.Checks;

/// <summary>The catalogue as a whole: ids, sources, and the table in the documentation.</summary>
public sealed partial class RuleCatalogTests
{
    // Ids that were given out once and are not to be used again.
    private static readonly string[] s_retired = ["PERF002"];

    [Test]
    public void Ids_are_unique_well_formed_and_never_retired_ones()
    {
        var ids = RuleCatalog.All.Select(static rule => rule.Descriptor.Id).ToList();

        Assert.That(ids, Is.Unique);
        Assert.That(ids, Has.None.Matches<string>(id => s_retired.Contains(id)));
        Assert.That(ids, Is.All.Matches<string>(static id => Id().IsMatch(id)));
    }

    [Test]
    public void There_are_at_least_forty_rules_over_the_areas()
    {
        var areas = RuleCatalog.All.CountBy(static rule => rule.Descriptor.Area).ToDictionary();

        Assert.That(RuleCatalog.All, Has.Count.GreaterThanOrEqualTo(40));
        Assert.That(areas.Keys, Is.EquivalentTo(Enum.GetValues<Area>()));
    }

    [Test]
    public void Every_rule_names_title_remedy_and_source() =>
        Assert.That(
            RuleCatalog.All.Select(static rule => rule.Descriptor),
            Is.All.Matches<RuleDescriptor>(static rule => rule.Title.EndsWith('.') && rule.Remedy.Length > 0 && rule.Source.Length > 0)
        );

    [Test]
    public void The_table_in_the_documentation_is_up_to_date() => GeneratedFile.AssertUpToDate("docs/rules.md", RuleTable.Render());

    [Test]
    public void The_engine_orders_totally_and_lists_each_finding_once()
    {
        var broken = RuleExamples.Context(static blueprint => blueprint with { Operations = [] }, dockerfile: "FROM a\nADD b c\n");

        var first = new CheckEngine().Check(broken);

        Assert.That(first, Is.EqualTo(new CheckEngine(RuleCatalog.All.Reverse().ToList()).Check(broken)));
        Assert.That(first.Select(static finding => finding.Key), Is.Unique);
        Assert.That(first.Select(static finding => finding.Severity), Is.Ordered.Descending);
    }

    [GeneratedRegex("^(API|DATA|SEC|PERF|OPS|QUAL)[0-9]{3}$")]
    private static partial Regex Id();
}
