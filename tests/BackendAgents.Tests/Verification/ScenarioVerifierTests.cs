using BackendAgents.Tests.Shared;
using BackendAgents.Verification;
using BackendAgents.Verification.Scenarios;

namespace BackendAgents.Tests.Verification;

/// <summary>Scenarios played for real against a delivered service.</summary>
[Category("Slow")]
[Parallelizable]
public sealed class ScenarioVerifierTests
{
    [Test]
    public async Task Scenarios_that_hold_those_that_fail_and_those_that_show_nothing_are_told_apart()
    {
        var told = SampleBlueprints.Told();
        var shallow = SampleBlueprints.Scenario(
            """
            { "id": "shallow", "title": "A post is created", "accounts": [ { "name": "ada" } ], "steps": [
              { "as": "ada", "call": "create-post", "body": { "title": "A", "body": "B" }, "expect": { "body": { "title": "A" } } } ] }
            """
        );
        var wrong = SampleBlueprints.Scenario(
            """
            { "id": "wrong", "title": "Anybody deletes a post", "accounts": [ { "name": "ada" }, { "name": "bob" } ], "steps": [
              { "as": "ada", "call": "create-post", "body": { "title": "A", "body": "B" }, "save": "post" },
              { "as": "bob", "call": "delete-post", "path": { "id": "$post.id" } } ] }
            """
        );
        using var delivered = Delivered.Write(told with { Scenarios = [.. told.Scenarios, shallow, wrong] });

        var result = await new ScenarioVerifier().VerifyAsync(delivered.Context, CancellationToken.None);

        Assert.That(result.Outcome, Is.EqualTo(VerificationOutcome.Failed), result.Summary);
        Assert.That(
            result.Scenarios.Where(static one => one.Proves).Select(static one => one.Scenario),
            Is.EqualTo(told.Scenarios.Select(static one => one.Id)),
            string.Join('\n', result.Findings)
        );
        Assert.That(result.Scenarios.Single(static one => one.Scenario == "shallow").Unshown, Is.EqualTo(new[] { "createPost" }));
        var failure = result.Scenarios.Single(static one => one.Scenario == "wrong").Failure;
        Assert.That(failure, Does.StartWith("step 2 (deletePost as bob): expected the status 204, got 403. Body: {"));
        Assert.That(
            result.Findings.Select(static finding => $"{finding.Code} {finding.Place}"),
            Is.EqualTo(new[] { "SCENARIO002 backend.yaml#shallow", "SCENARIO001 backend.yaml#wrong" })
        );
    }

    [Test]
    public async Task A_delivery_whose_scenarios_can_not_be_played_fails_for_each()
    {
        var told = SampleBlueprints.Told();
        using var delivered = Delivered.Write(told);
        await File.AppendAllTextAsync(Path.Combine(delivered.Folder, "src/SocialMedia/Features/Posts/PostHooks.cs"), "class { }\n");

        var result = await new ScenarioVerifier().VerifyAsync(delivered.Context, CancellationToken.None);

        Assert.That(result.Outcome, Is.EqualTo(VerificationOutcome.Failed));
        Assert.That(result.Findings, Has.Count.EqualTo(told.Scenarios.Count));
        Assert.That(result.Findings[0].Message, Does.Contain("PostHooks.cs"));
    }

    [Test]
    public async Task Without_scenarios_nothing_is_started()
    {
        var context = new VerificationContext(SampleBlueprints.Social(), new([]), "/no/such/folder");

        var result = await new ScenarioVerifier().VerifyAsync(context, CancellationToken.None);

        Assert.That(result.Outcome, Is.EqualTo(VerificationOutcome.NotAskedFor));
    }
}
