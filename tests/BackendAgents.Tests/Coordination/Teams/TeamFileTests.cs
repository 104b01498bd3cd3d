using BackendAgents.Coordination;
using BackendAgents.Coordination.Progress;
using BackendAgents.Coordination.Teams;
using BackendAgents.Engineering.Checks;

namespace BackendAgents.Tests.Coordination.Teams;

public sealed class TeamFileTests
{
    private static BackendTeam Parse(string yaml) =>
        TeamFile.Parse(yaml, static name => name.StartsWith("no-", StringComparison.Ordinal) ? null : new ScriptedAgent(name, static _ => Desk.Approve));

    [Test]
    public void The_team_in_the_documentation_is_one()
    {
        var text = File.ReadAllText(Path.Combine(GeneratedFile.Root, "docs", "coordination.md"));
        var yaml = text.Split("```yaml\n")[1].Split("```")[0];

        var team = TeamFile.Parse(yaml, static name => Desk.Approver(name));

        Assert.That(team.Members.Select(static member => member.Name), Is.EqualTo(new[] { "backend-developer", "security-reviewer", "quality-reviewer" }));
        Assert.That((team.Options.Budget.Cost, team.Members[1].Timeout, team.Members[2].Required), Is.EqualTo(((decimal?)2.50m, (TimeSpan?)TimeSpan.FromSeconds(90), false)));
    }

    [Test]
    public void A_team_is_read_whole()
    {
        var team = Parse("""
            name: house
            workers:
              - agent: backend-developer
                fallback: other-developer
            reviewers:
              - agent: security-reviewer
                areas: [security, api]
                timeout: 90s
                budget: { modelCalls: 20 }
              - agent: security-reviewer
                name: second-opinion
                required: false
            quorum: [security]
            budget: { rounds: 8, inputTokens: 100000, cost: 2.5, wallTime: 15m }
            turnBudget: { toolCalls: 50 }
            prices:
              gpt: { input: 1.25, output: 10 }
            maxParallelReviewers: 2
            noProgress: { sameState: 3, escalations: [person, fallback] }
            """);

        Assert.That(team.Name, Is.EqualTo("house"));
        Assert.That(team.Members.Select(static member => member.Name), Is.EqualTo(new[] { "backend-developer", "security-reviewer", "second-opinion" }));
        Assert.That(team.Members[0].Fallback!.Name, Is.EqualTo("other-developer"));
        Assert.That(team.Members[1].Areas, Is.EqualTo(new[] { Area.Security, Area.Api }));
        Assert.That(team.Members[1].Timeout, Is.EqualTo(TimeSpan.FromSeconds(90)));
        Assert.That(team.Members[1].Budget!.ModelCalls, Is.EqualTo(20));
        Assert.That(team.Members[2].Required, Is.False);
        Assert.That(team.Options.Quorum.Areas, Is.EqualTo(new[] { Area.Security }));
        Assert.That((team.Options.Budget.Rounds, team.Options.Budget.InputTokens, team.Options.Budget.Cost, team.Options.Budget.WallTime), Is.EqualTo((8, 100_000L, 2.5m, TimeSpan.FromMinutes(15))));
        Assert.That(team.Options.TurnBudget.ToolCalls, Is.EqualTo(50));
        Assert.That(team.Options.Prices.CostOf("gpt", "x", 1_000_000, 100_000), Is.EqualTo(2.25m));
        Assert.That(team.Options.MaxParallelReviewers, Is.EqualTo(2));
        Assert.That(team.Options.NoProgress.SameState, Is.EqualTo(3));
        Assert.That(team.Options.NoProgress.Escalations, Is.EqualTo(new[] { Escalation.Person, Escalation.Fallback }));
    }

    [TestCase("quorum: all\nworkers: [{agent: a}]", null)]
    [TestCase("quorum: 2\nworkers: [{agent: a}]", 2)]
    public void A_quorum_is_all_or_a_number(string yaml, int? expected) => Assert.That(Parse(yaml).Options.Quorum.AtLeast, Is.EqualTo(expected));

    [TestCase("", "It has no workers.")]
    [TestCase("workers: []", "It has no workers.")]
    [TestCase("workers:\n  - agent: a\nworker: x", "team.yaml:3:")]
    [TestCase("workers:\n  - agent: no-such", "There is no agent 'no-such'.")]
    [TestCase("workers:\n  - name: x", "A member has no 'agent'.")]
    [TestCase("workers: [{agent: a}, {agent: a}]", "Two members are called 'a'.")]
    [TestCase("workers: [{agent: a, areas: [cooking]}]", "team.yaml:1:")]
    [TestCase("workers: [{agent: a, timeout: soon}]", "'soon' is no duration.")]
    [TestCase("workers: [{agent: a}]\nquorum: most", "'quorum' is none.")]
    [TestCase("workers: [{agent: a}]\nbudget: {rounds: many}", "team.yaml:2:")]
    [TestCase("workers: [\n", "team.yaml:2:")]
    public void What_is_wrong_is_told_with_place_and_remedy(string yaml, string expected) =>
        Assert.That(() => Parse(yaml), Throws.TypeOf<TeamFileException>().With.Message.Contains(expected).And.Message.StartsWith("team.yaml"));
}
