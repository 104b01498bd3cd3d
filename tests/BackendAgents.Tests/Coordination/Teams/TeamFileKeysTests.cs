using BackendAgents.Coordination;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Journal;
using BackendAgents.Coordination.Progress;
using BackendAgents.Coordination.Reviews;
using BackendAgents.Coordination.Routing;
using BackendAgents.Coordination.Teams;
using BackendAgents.Verification;

namespace BackendAgents.Tests.Coordination.Teams;

public sealed class TeamFileKeysTests
{
    private static TeamOptions Parse(string yaml, TeamOptions? options = null) =>
        TeamFile
            .Parse(
                "workers: [{ agent: developer }]\nreviewers: [{ agent: reviewer }]\n" + yaml,
                static name => Desk.Approver(name),
                options
            )
            .Options;

    [Test]
    public void Routing_keeps_what_the_file_does_not_say()
    {
        var both = (GapRouting)Parse("routing: { needsBlueprint: false, tellWarnings: false }").Routing;
        var one = (GapRouting)
            Parse("routing: { tellWarnings: false }", new TeamOptions { Routing = new GapRouting { NeedsBlueprint = false } }).Routing;

        Assert.That((both.NeedsBlueprint, both.TellWarnings), Is.EqualTo((false, false)));
        Assert.That((one.NeedsBlueprint, one.TellWarnings), Is.EqualTo((false, false)));
        Assert.That(((GapRouting)Parse("routing: {}").Routing).NeedsBlueprint, Is.True);
    }

    [Test]
    public void Routing_may_be_a_policy_of_the_host()
    {
        var mine = new GapRouting { TellWarnings = false };
        var options = new TeamOptions { RoutingPolicies = new Dictionary<string, IRoutingPolicy> { ["mine"] = mine } };

        Assert.That(Parse("routing: mine", options).Routing, Is.SameAs(mine));
        Assert.That(
            () => Parse("routing: yours", options),
            Throws
                .TypeOf<TeamFileException>()
                .With.Message.StartsWith("team.yaml:3: There is no routing policy 'yours'.")
                .And.Message.Contains("known are: mine")
        );
    }

    [Test]
    public void Times_attempts_reservations_and_durability_are_read()
    {
        var options = Parse("workerTimeout: 20m\nreviewerTimeout: 90s\nmaxAttempts: 3\nreservedOutputTokens: 4_000\ndurability: power");

        Assert.That((options.WorkerTimeout, options.ReviewerTimeout), Is.EqualTo((TimeSpan.FromMinutes(20), TimeSpan.FromSeconds(90))));
        Assert.That(
            (options.MaxAttempts, options.ReservedOutputTokens, options.Durability),
            Is.EqualTo((3, 4_000, JournalDurability.Power))
        );
    }

    [Test]
    public void Approvals_come_on_top_of_the_hosts()
    {
        var needs = Parse(
            "approvals: [workspace-write, 'docker-*']",
            new TeamOptions { NeedsApproval = static call => call.Function == "bank-pay" }
        ).NeedsApproval!;

        Assert.That(new[] { "workspace-write", "Workspace-Write", "docker-up", "bank-pay" }.All(Needs), Is.True);
        Assert.That(new[] { "workspace-write-all", "workspace-read", "dock", "bank-look" }.Any(Needs), Is.False);
        Assert.That(Parse("approvals: ['*']").NeedsApproval!(new PendingCall("anything", "{}", "")), Is.True);
        Assert.That(Parse("approvals:").NeedsApproval, Is.Null);

        bool Needs(string function) => needs(new PendingCall(function, "{}", ""));
    }

    [Test]
    public void Functions_may_be_said_to_reach_outside()
    {
        var effect = Parse("external: [docker-up, 'schema-*']", new TeamOptions { EffectOf = static _ => EffectKind.Project }).EffectOf;

        Assert.That(new[] { "docker-up", "schema-apply" }.Select(effect), Is.All.EqualTo(EffectKind.External));
        Assert.That(new[] { "docker-down", "mail-send" }.Select(effect), Is.All.EqualTo(EffectKind.Project));
    }

    [Test]
    public void Verifiers_are_chosen_of_the_hosts_in_its_order()
    {
        var options = new TeamOptions { Verifiers = Verifiers.All() };

        Assert.That(
            Parse("verifiers: [postgresql, dotnet]", options).Verifiers.Select(static verifier => verifier.Id),
            Is.EqualTo(new[] { "dotnet", "postgresql" })
        );
        Assert.That(Parse("verifiers: []", options).Verifiers, Is.Empty);
        Assert.That(Parse("verifiers:", options).Verifiers, Has.Count.EqualTo(options.Verifiers.Count));
        Assert.That(
            () => Parse("verifiers: [docker]", options),
            Throws
                .TypeOf<TeamFileException>()
                .With.Message.StartsWith("team.yaml:3: There is no verifier 'docker'.")
                .And.Message.Contains("known are: dotnet, scenarios, openapi, postgresql")
        );
    }

    [TestCase("reviewers:")]
    [TestCase("areas:")]
    [TestCase("prices:")]
    [TestCase("prices: {}")]
    [TestCase("budget: ~")]
    [TestCase("turnBudget:")]
    [TestCase("noProgress: null")]
    [TestCase("noProgress: { escalations: }")]
    [TestCase("quorum:")]
    [TestCase("name:")]
    [TestCase("routing:")]
    public void A_key_without_a_value_is_no_key(string line)
    {
        var areas = line == "areas:";
        var team = TeamFile.Parse($"workers:\n  - agent: a\n{(areas ? "    " : "")}{line}\n", static name => Desk.Approver(name));

        Assert.That((team.Name, team.Members.Count, team.Members[0].Areas.Count), Is.EqualTo(("backend-team", 1, 0)));
        Assert.That(
            (team.Options.Budget, team.Options.TurnBudget, team.Options.Quorum),
            Is.EqualTo((new TeamOptions().Budget, new TeamOptions().TurnBudget, Quorum.AllRequired))
        );
        Assert.That(team.Options.NoProgress.Escalations, Is.EqualTo(new[] { Escalation.Fallback }));
    }

    [TestCase("workers:", "It has no workers.")]
    [TestCase("workers: [~]", "team.yaml:1: An entry of 'workers' is empty.")]
    [TestCase("workers: [{agent: ~}]", "team.yaml:1: A member has no 'agent'.")]
    [TestCase("workers: [{agent: a}]\nreviewers: [~]", "team.yaml:2: An entry of 'reviewers' is empty.")]
    [TestCase("workers: [{agent: a}]\nprices: {gpt: ~}", "team.yaml:2: An entry of 'gpt' is empty.")]
    [TestCase("workers: [{agent: a, areas: [~]}]", "team.yaml:1: An entry of 'areas' is empty.")]
    [TestCase("workers: [{agent: a}]\n~: 1", "team.yaml:2: There is no key '~' here.")]
    public void An_entry_without_a_value_is_an_error(string yaml, string expected) =>
        Assert.That(
            () => TeamFile.Parse(yaml, static name => Desk.Approver(name)),
            Throws
                .TypeOf<TeamFileException>()
                .With.Message.StartsWith(expected.StartsWith("It", StringComparison.Ordinal) ? "team.yaml" : expected)
                .And.Message.Contains(expected)
        );

    [Test]
    public void What_the_host_did_wrong_is_not_put_on_the_file()
    {
        var host = new TeamOptions
        {
            MaxAttempts = 0,
            NoProgress = new NoProgressPolicy { SameState = 0 },
        };

        Assert.That(
            () => Parse("noProgress: { sameFindings: 3 }", host),
            Throws.ArgumentException.With.Message.Contains("MaxAttempts is 0")
        );
        Assert.That(Parse("maxAttempts: 1\nnoProgress: { sameState: 1 }", host).MaxAttempts, Is.EqualTo(1));
        Assert.That(
            () => Parse("", new TeamOptions { Quorum = Quorum.Of(2) }),
            Throws.TypeOf<TeamFileException>().With.Message.StartsWith("team.yaml:2: 'quorum' asks for 2 required reviewers")
        );
    }

    [Test]
    public void Prices_of_the_host_pay_for_a_bound_of_the_file()
    {
        var options = new TeamOptions { Prices = new PriceTable([new("*", new Price(1, 1))]) };

        Assert.That(Parse("budget: { cost: 2 }", options).Budget.Cost, Is.EqualTo(2m));
    }
}
