using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Judgement;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Scenarios;

/// <summary>What a requirement cites is there, or the requirement is open again.</summary>
public sealed class ProofElementsTests
{
    private static Blueprint Citing(params string[] proof) =>
        SampleBlueprints.Social() with
        {
            Requirements =
            [
                new Requirement
                {
                    Id = "r",
                    Text = "All of it.",
                    State = RequirementState.Placed,
                    Proof = proof,
                },
            ],
        };

    private static Requirement After(Blueprint blueprint) => RequirementJudge.Reopen(blueprint).Requirements.Single();

    private static IEnumerable<TestCaseData> Taken()
    {
        TestCaseData Case(string proof, Func<Blueprint, Blueprint> has) => new TestCaseData(proof, has).SetArgDisplayNames(proof);
        yield return Case("capability kafka", b => b with { Deployment = b.Deployment with { Messaging = "kafka" } });
        yield return Case("capability redis", b => b with { Deployment = b.Deployment with { Cache = "redis" } });
        yield return Case("capability varnish", b => b with { Deployment = b.Deployment with { Cdn = "varnish" } });
        yield return Case("capability mysql", b => b with { Deployment = b.Deployment with { Database = "mysql" } });
        yield return Case("capability helm", b => b with { Capabilities = [new CapabilityChoice { Id = "helm" }] });
        yield return Case("capability login-providers", b =>
            b with
            {
                Authentication = b.Authentication with { Providers = [new LoginProvider { Name = "google" }] },
            }
        );
        yield return Case("feature limits", b => b with { Limits = [new CallLimit { Calls = 100, Per = LimitPeriod.Minute }] });
        yield return Case("target retentionDays", b => b with { Targets = new Targets { RetentionDays = 90 } });
        yield return Case("target recoveryTimeMinutes", b => b with { Targets = new Targets { RecoveryTimeMinutes = 30 } });
    }

    [TestCaseSource(nameof(Taken))]
    public void What_is_taken_away_reopens_what_it_proved(string proof, object has)
    {
        var without = Citing(proof, "entity post");

        Assert.That(After(((Func<Blueprint, Blueprint>)has)(without)).State, Is.EqualTo(RequirementState.Placed));
        var reopened = After(without);
        Assert.That(reopened.State, Is.EqualTo(RequirementState.Open));
        Assert.That(reopened.Reason, Does.Contain(proof));
        Assert.That(reopened.Proof, Is.EqualTo(new[] { "entity post" }));
    }

    [TestCase("feature authentication")]
    [TestCase("capability sqlite-cluster-of-somebody-else")]
    [TestCase("column post.id")]
    public void What_is_there_or_is_for_others_to_judge_stays(string proof) =>
        Assert.That(After(Citing(proof)).State, Is.EqualTo(RequirementState.Placed));
}
