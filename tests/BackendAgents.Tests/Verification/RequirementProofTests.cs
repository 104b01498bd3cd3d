using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Projects;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification;
using BackendAgents.Verification.Compile;

namespace BackendAgents.Tests.Verification;

public sealed class RequirementProofTests
{
    private static readonly VerificationResult s_compiled = new("dotnet", VerificationOutcome.Passed, "", [], TimeSpan.Zero);

    private const string Garages = """
        service: { name: parking, title: Parking }
        entities:
          - { name: Garage, fields: [{ name: capacity, type: int, required: true, min: 1, max: 9 }] }
          - name: Stay
            fields: [{ name: leftAt, type: timestamp }]
            rules: [{ capacity: { per: garage, limit: garage.capacity, where: leftAt == null }, problem: full }]
        relations: [{ name: garage, inverse: stays, kind: one-to-many, from: Garage, to: Stay, required: true }]
        operations:
          - { name: enterGarage, entity: Stay, kind: create, access: [{ role: anonymous }] }
          - name: leaveGarage
            entity: Stay
            kind: action
            access: [{ role: anonymous }]
            guards: [{ when: leftAt == null, problem: left }]
            effects: [{ set: { leftAt: now } }]
        """;

    private static Blueprint With(params Requirement[] requirements) => SampleBlueprints.Told() with { Requirements = requirements };

    private static Requirement Placed(RequirementKind kind, params string[] proof) =>
        new()
        {
            Id = "r",
            Text = "A post is deleted.",
            Kind = kind,
            State = RequirementState.Placed,
            Proof = proof,
        };

    private static VerificationResult Played(string? failure, params string[] unshown) =>
        new("scenarios", failure is null ? VerificationOutcome.Passed : VerificationOutcome.Failed, "", [], TimeSpan.Zero)
        {
            Scenarios = [new ScenarioResult("only-the-author-deletes", failure, unshown)],
        };

    private static RequirementProof Judge(Requirement requirement, params VerificationResult[] results) =>
        RequirementProof.Of(With(requirement), results).Single();

    [Test]
    public void A_scenario_that_fails_is_against_what_another_shows()
    {
        const string shown = "only-the-author-deletes";
        var told = With(Placed(RequirementKind.Behaviour, "operation delete-post", $"scenario {shown}", "scenario other"));
        var other = told.Scenarios.Single(static scenario => scenario.Id == shown) with { Id = "other" };
        var played = new VerificationResult("scenarios", VerificationOutcome.Failed, "", [], TimeSpan.Zero)
        {
            Scenarios = [new ScenarioResult(shown, null, []), new ScenarioResult("other", "Step 2 answers 200.", [])],
        };

        var proof = RequirementProof.Of(told with { Scenarios = [.. told.Scenarios, other] }, [s_compiled, played]).Single();

        Assert.That(proof.State, Is.EqualTo(ProofState.Unproven));
        Assert.That(proof.Reason, Does.Contain("Step 2 answers 200."));
    }

    [Test]
    public void Behaviour_is_proven_by_a_scenario_that_passes_and_would_not_without_its_operations()
    {
        var requirement = Placed(RequirementKind.Behaviour, "operation delete-post", "scenario only-the-author-deletes");

        var proven = Judge(requirement, s_compiled, Played(null));
        Assert.That(proven.State, Is.EqualTo(ProofState.Proven));
        Assert.That(
            proven.Proofs.Select(static proof => (proof.Kind, proof.Title, proof.Holds)),
            Is.EqualTo(
                new (ProofKind, string, bool?)[]
                {
                    (ProofKind.Scenario, "scenario only-the-author-deletes", true),
                    (ProofKind.Element, "operation delete-post", true),
                }
            )
        );
        Assert.That(Judge(requirement, s_compiled, Played("step 2: no")).Reason, Does.Contain("fails: step 2: no"));
        Assert.That(Judge(requirement, s_compiled, Played(null, "getPost")).Reason, Does.Contain("passes though getPost does nothing"));
        Assert.That(Judge(requirement, s_compiled, Played("no")).IsUnmet, Is.True);
    }

    [TestCase(RequirementKind.Behaviour, ProofState.Unproven)]
    [TestCase(RequirementKind.Access, ProofState.Unproven)]
    [TestCase(RequirementKind.Data, ProofState.Proven)]
    [TestCase(RequirementKind.Technology, ProofState.Proven)]
    [TestCase(RequirementKind.Interface, ProofState.Proven)]
    public void Without_a_scenario_only_what_is_no_behaviour_is_proven(RequirementKind kind, object expected) =>
        Assert.That(Judge(Placed(kind, "operation delete-post"), s_compiled, Played(null)).State, Is.EqualTo(expected));

    [Test]
    public void Declared_behaviour_is_proven_only_where_tests_of_all_of_it_ran_and_passed()
    {
        var requirement = Placed(RequirementKind.Behaviour, "operation enter-garage", "rule stay.full", "guard leave-garage") with
        {
            Text = "A full garage takes nobody.",
        };
        var blueprint = BlueprintYaml.Parse(Garages).Blueprint! with { Requirements = [requirement] };
        RequirementProof Seen(params ShownBehaviour[] shown) =>
            RequirementProof.Of(blueprint, [s_compiled with { Shown = shown }, Played(null)]).Single();

        Assert.That(
            Seen(new ShownBehaviour("rule stay.full", 2, 0)).Reason,
            Does.Contain("no delivered test shows guard leave-garage.left")
        );
        Assert.That(
            Seen(new ShownBehaviour("rule stay.full", 1, 1), new ShownBehaviour("guard leave-garage.left", 1, 0)).Reason,
            Does.Contain("rule stay.full: 1 of")
        );
        Assert.That(
            Seen(new ShownBehaviour("rule stay.full", 2, 0), new ShownBehaviour("guard leave-garage.left", 1, 0)).State,
            Is.EqualTo(ProofState.Proven)
        );
        Assert.That(Seen().State, Is.EqualTo(ProofState.Unproven));
    }

    [Test]
    public void What_every_service_does_is_proven_by_the_tests_that_are_about_it_and_by_no_others()
    {
        var requirement = Placed(RequirementKind.Interface, "feature errors") with { Text = "Errors have a code." };
        RequirementProof Seen(params ShownBehaviour[] shown) => Judge(requirement, s_compiled with { Shown = shown }, Played(null));

        Assert.That(Seen(new ShownBehaviour("feature errors", 3, 0)).State, Is.EqualTo(ProofState.Proven));
        Assert.That(Seen(new ShownBehaviour("feature health", 3, 0)).Reason, Does.Contain("no delivered test shows feature errors"));
        Assert.That(Seen(new ShownBehaviour("feature errors", 3, 1)).Reason, Does.Contain("1 of its delivered tests failed"));
        Assert.That(
            RequirementProof
                .Of(
                    With(requirement, requirement with { Id = "s", Text = "Passwords are hashed.", Proof = ["feature passwords"] }),
                    [s_compiled with { Shown = [new("feature errors", 1, 1), new("feature passwords", 1, 0)] }]
                )
                .Select(static proof => proof.State),
            Is.EqualTo(new[] { ProofState.Unproven, ProofState.Proven })
        );
        Assert.That(Judge(requirement, Played(null)).State, Is.EqualTo(ProofState.Placed), "the tests were not run");
    }

    [Test]
    public void What_is_said_of_a_fixture_is_said_of_each_of_its_tests_once()
    {
        using var report = new TestReport();
        File.WriteAllText(
            Path.Combine(report.Arguments[1].Split('=')[1], "tests.xml"),
            """
            <test-run><property name="Proves" value="nothing" />
              <test-suite><properties><property name="Proves" value="feature errors" /></properties>
                <test-case result="Passed" />
                <test-case result="Inconclusive" />
                <test-case result="Passed"><properties><property name="Proves" value="feature errors" /></properties></test-case>
                <test-case result="Failed"><properties><property name="Proves" value="rule a.b" /></properties></test-case>
              </test-suite>
              <test-suite><test-case result="Passed" /></test-suite>
            </test-run>
            """
        );

        Assert.That(report.Read(), Is.EqualTo(new ShownBehaviour[] { new("feature errors", 2, 1), new("rule a.b", 0, 1) }));
    }

    [Test]
    public void Nothing_is_proven_when_nothing_ran()
    {
        var requirement = Placed(RequirementKind.Data, "entity post");

        Assert.That(Judge(requirement).State, Is.EqualTo(ProofState.Placed));
        Assert.That(Judge(requirement).IsUnmet, Is.False);
        Assert.That(
            Judge(requirement, s_compiled with { Outcome = VerificationOutcome.NotRun }).State,
            Is.EqualTo(ProofState.Placed),
            "a verifier that could not judge is no proof"
        );
    }

    [Test]
    public void A_requirement_that_cites_nothing_or_what_is_not_there_is_not_proven()
    {
        Assert.That(Judge(Placed(RequirementKind.Data), s_compiled).State, Is.EqualTo(ProofState.Unproven));
        Assert.That(Judge(Placed(RequirementKind.Data, "entity gone"), s_compiled).Reason, Does.Contain("entity gone"));
    }

    [Test]
    public void A_requirement_is_open_again_once_its_proof_is_gone()
    {
        var project = new BackendProject();
        project.Replace(
            With(Placed(RequirementKind.Technology, "capability sqlite") with { Text = "It runs on SQLite." }) with
            {
                Deployment = new Deployment { Database = "sqlite" },
                Targets = new Targets { RequestsPerSecond = 500 },
            }
        );
        Assert.That(project.Blueprint!.Requirements.Single().State, Is.EqualTo(RequirementState.Placed));

        project.Fix(project.Findings.Where(static finding => finding.Code == "OPS015").Select(static finding => finding.Key));

        Assert.That(project.Blueprint!.Deployment.Database, Is.EqualTo("postgresql"));
        Assert.That(project.Blueprint.Requirements.Single().State, Is.EqualTo(RequirementState.Open));
        Assert.That(project.Blueprint.Requirements.Single().Reason, Does.Contain("capability sqlite"));
    }
}
