using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Diagnostics;
using static BackendAgents.Engineering.Tests.Checks.RuleExamples;

namespace BackendAgents.Engineering.Tests.Checks;

/// <summary>Each rule finds what it is for, says where, and is silent on a context without fault.</summary>
public sealed class RuleTests
{
    private static IEnumerable<TestCaseData> Broken() => RuleBreaks.All();

    [TestCaseSource(nameof(Broken))]
    public void Finds_what_it_is_for(string rule, CheckContext broken, string location)
    {
        var findings = RuleCatalog.Find(rule)!.Check(broken).ToList();

        Assert.That(findings, Is.Not.Empty);
        Assert.That(findings.Select(static finding => finding.Place.ToString()), Has.Some.Contains(location));
        Assert.That(
            findings,
            Is.All.Matches<Diagnostic>(finding => finding.Code == rule && finding.Message.Length > 10 && finding.Remedy.Length > 5)
        );
    }

    [TestCaseSource(nameof(Broken))]
    public void Reports_only_places_that_exist(string rule, CheckContext broken, string location)
    {
        foreach (var finding in RuleCatalog.Find(rule)!.Check(broken))
        {
            // What it says of a file may be that something is missing there; such a place exists because it was reported.
            IReadOnlyList<Diagnostic> reported = finding.Place.File == Place.BlueprintFile ? [] : [finding];
            Assert.That(ExistingPlaces.Missing(finding.Place, broken.Blueprint, broken.Artifacts, reported), Is.Null, location);
        }
    }

    [TestCaseSource(nameof(Mendable))]
    public void A_fix_removes_the_finding_and_changes_nothing_when_repeated(string rule, CheckContext broken, string location)
    {
        var found = RuleCatalog.Find(rule)!;
        var finding = found.Check(broken).First(finding => finding.Place.ToString().Contains(location, StringComparison.Ordinal));

        var mended = found.Fix(broken.Blueprint, finding)!;

        var after = found.Check(broken with { Blueprint = mended }).Select(static finding => finding.Key);
        Assert.That(after, Has.None.EqualTo(finding.Key));
        Assert.That(
            new CheckEngine().Check(broken with { Blueprint = found.Fix(mended, finding) ?? mended }).Select(static finding => finding.Key),
            Has.None.EqualTo(finding.Key)
        );
    }

    [TestCaseSource(nameof(Rules))]
    public void Is_silent_where_nothing_is_wrong(string rule) => Assert.That(RuleCatalog.Find(rule)!.Check(Good), Is.Empty);

    [TestCase("target", 0)]
    [TestCase(null, 1)]
    public void Everybody_may_be_sent_on_and_counted_and_may_write_nothing_else(string? location, int findings)
    {
        var follow = Operation("follow", "follow", "order", OperationKind.Call, Role.Anonymous) with
        {
            Method = "GET",
            Path = "/{code}",
            Location = location,
            Effects =
            [
                new Effect
                {
                    Add = new AddEffect { To = "visits", Amount = "1" },
                },
            ],
        };

        Assert.That(RuleCatalog.Find("SEC001")!.Check(Context(With(follow))).Count(), Is.EqualTo(findings));
    }

    [TestCase("Every customer can update any order.", Severity.Warning)]
    [TestCase("Customers can change all orders.", Severity.Warning)]
    [TestCase("Customers can't update each other's orders.", Severity.Error)]
    [TestCase("Every customer can delete any order.", Severity.Error)]
    [TestCase("Admins can update any order.", Severity.Error)]
    public void What_the_brief_lets_everybody_do_to_rows_of_others_is_kept_and_said(string said, Severity severity)
    {
        var opened = Operation("update-order", "updateOrder", "order", OperationKind.Update, "customer");
        var context = Context(blueprint =>
            With(opened)(blueprint) with
            {
                Requirements =
                [
                    new Requirement
                    {
                        Id = "r1",
                        Text = said,
                        Kind = RequirementKind.Access,
                    },
                ],
            }
        );
        var rule = RuleCatalog.Find("SEC004")!;

        var finding = rule.Check(context).Single();

        Assert.That((finding.Severity, finding.Fixable), Is.EqualTo((severity, severity == Severity.Error)));
        Assert.That(
            rule.Fix(context.Blueprint, finding)!.Operations.Single(static operation => operation.Id == "update-order").Access[0].Scope,
            Is.EqualTo(severity == Severity.Error ? AccessScope.Own : AccessScope.Any)
        );
    }

    [TestCase(AccessScope.Own, 0)]
    [TestCase(AccessScope.Any, 1)]
    public void Owners_of_pets_may_register_and_owners_of_everything_may_not(AccessScope scope, int findings)
    {
        var context = RuleExamples.Context(blueprint =>
            blueprint with
            {
                Roles = [.. blueprint.Roles, new Role { Id = "owner", Name = "owner" }],
                Authentication = blueprint.Authentication with { DefaultRole = "owner" },
                Operations =
                [
                    .. blueprint.Operations.Select(operation =>
                        operation.Kind == OperationKind.Update
                            ? operation with
                            {
                                Access = [.. operation.Access, new AccessRule { Role = "owner", Scope = scope }],
                            }
                            : operation
                    ),
                ],
            }
        );

        Assert.That(RuleCatalog.Find("SEC013")!.Check(context).Count(), Is.EqualTo(findings));
    }

    [TestCaseSource(nameof(Rules))]
    public void Has_an_example_that_breaks_it(string rule) =>
        Assert.That(Broken().Select(static data => (string)data.Arguments[0]!), Has.Some.EqualTo(rule));

    [TestCaseSource(nameof(Rules))]
    public void Survives_a_delivery_without_files_and_with_broken_ones(string rule)
    {
        var broken = new CheckContext(
            Plan,
            new([
                new("openapi.json", "[1, {\"$ref\": 3}]"),
                new("Dockerfile", "FROM\nRUN <<X\n\\\nENV =\nUSER"),
                new("db/migrations/postgresql/1.up.sql", "'\"$a$ /* --"),
            ])
        );

        Assert.That(() => RuleCatalog.Find(rule)!.Check(new CheckContext(Plan, ArtifactsEmpty)).ToList(), Throws.Nothing);
        Assert.That(() => RuleCatalog.Find(rule)!.Check(broken).ToList(), Throws.Nothing);
    }

    private static BackendAgents.Engineering.Artifacts.ArtifactSet ArtifactsEmpty => BackendAgents.Engineering.Artifacts.ArtifactSet.Empty;

    private static IEnumerable<TestCaseData> Mendable() =>
        Broken().Where(static data => RuleCatalog.Find((string)data.Arguments[0]!)!.Descriptor.HasFix);

    private static IEnumerable<string> Rules() => RuleCatalog.All.Select(static rule => rule.Descriptor.Id);
}
