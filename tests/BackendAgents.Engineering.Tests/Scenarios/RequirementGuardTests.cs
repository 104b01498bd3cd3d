using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Projects;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Scenarios;

/// <summary>What agents try with requirements that they can't meet.</summary>
public sealed class RequirementGuardTests
{
    private static readonly Requirement s_fee = new()
    {
        Id = "fee",
        Text = "Each started half hour costs 1.50.",
        Kind = RequirementKind.Behaviour,
        Reason = "No fee is computed.",
    };

    private static BackendProject Started(params Requirement[] requirements)
    {
        var project = new BackendProject();
        Assert.That(project.Replace(SampleBlueprints.Social() with { Requirements = requirements }).Problems, Is.Empty);
        return project;
    }

    private static string Yaml(params Requirement[] requirements) =>
        BlueprintYaml.Write(SampleBlueprints.Social() with { Requirements = requirements });

    private static IEnumerable<TestCaseData> Attempts()
    {
        yield return new TestCaseData("BP071", Array.Empty<Requirement>()).SetArgDisplayNames("dropped");
        yield return new TestCaseData("BP071", new[] { s_fee with { Text = "There is a fee." } }).SetArgDisplayNames("reworded");
        yield return new TestCaseData("BP071", new[] { s_fee with { Kind = RequirementKind.Data } }).SetArgDisplayNames("made easier");
        yield return new TestCaseData(
            "BP072",
            new[] { s_fee with { State = RequirementState.Waived, WaivedBy = "the boss" } }
        ).SetArgDisplayNames("waived");
    }

    [TestCaseSource(nameof(Attempts))]
    public void An_agent_is_refused(string code, object requirements)
    {
        var project = Started(s_fee);
        var result = project.Replace(Yaml((Requirement[])requirements));

        Assert.That(result.Problems.Select(static problem => problem.Code), Is.EqualTo(new[] { code }));
        Assert.That(project.Blueprint!.Requirements.Single(), Is.EqualTo(s_fee));
    }

    [Test]
    public void Declining_with_a_reason_and_adding_more_is_allowed()
    {
        var declined = s_fee with { State = RequirementState.Declined, Reason = "A person has to set the tariff." };
        var project = Started(s_fee);

        Assert.That(project.Replace(Yaml(declined, s_fee with { Id = "more", Text = "More." })).Problems, Is.Empty);
    }

    [Test]
    public void What_a_person_has_waived_stays_waived()
    {
        var waived = s_fee with { State = RequirementState.Waived, WaivedBy = "Ada", Reason = "Later." };

        Assert.That(Started(waived).Replace(Yaml(waived)).Problems, Is.Empty);
    }
}
