using BackendAgents.Coordination;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Progress;
using BackendAgents.Coordination.Teams;
using BackendAgents.Engineering.Diagnostics;
using Microsoft.Agents.AI;
using Microsoft.SemanticKernel;

namespace BackendAgents.Tests.Coordination.Teams;

public sealed class TeamFileTests
{
    private static BackendTeam Parse(string yaml) =>
        TeamFile.Parse(yaml, static name =>
            name.StartsWith("no-", StringComparison.Ordinal) ? null : new ScriptedAgent(name, static _ => Desk.Approve)
        );

    [Test]
    public void The_team_in_the_documentation_is_one()
    {
        var text = File.ReadAllText(Path.Combine(GeneratedFile.Root, "docs", "coordination.md"));
        var yaml = text.Split("```yaml\n")[1].Split("```")[0];

        var team = TeamFile.Parse(yaml, static name => Desk.Approver(name));

        Assert.That(
            team.Members.Select(static member => member.Name),
            Is.EqualTo(new[] { "backend-developer", "security-reviewer", "quality-reviewer" })
        );
        Assert.That(
            (team.Options.Budget.Cost, team.Members[1].Timeout, team.Members[2].Required),
            Is.EqualTo(((decimal?)2.50m, (TimeSpan?)TimeSpan.FromSeconds(90), false))
        );
    }

    [Test]
    public void The_documentation_lists_every_key()
    {
        var text = File.ReadAllText(Path.Combine(GeneratedFile.Root, "docs", "coordination.md"));

        Assert.That(TeamFileOptions.Keys.Where(key => !text.Contains(key + ":", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void A_team_is_read_whole()
    {
        var team = Parse(
            """
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
            """
        );

        Assert.That(team.Name, Is.EqualTo("house"));
        Assert.That(
            team.Members.Select(static member => member.Name),
            Is.EqualTo(new[] { "backend-developer", "security-reviewer", "second-opinion" })
        );
        Assert.That(team.Members[0].Fallback!.Name, Is.EqualTo("other-developer"));
        Assert.That(team.Members[1].Areas, Is.EqualTo(new[] { Area.Security, Area.Api }));
        Assert.That(team.Members[1].Timeout, Is.EqualTo(TimeSpan.FromSeconds(90)));
        Assert.That(team.Members[1].Budget!.ModelCalls, Is.EqualTo(20));
        Assert.That(team.Members[2].Required, Is.False);
        Assert.That(team.Options.Quorum.Areas, Is.EqualTo(new[] { Area.Security }));
        Assert.That(
            (team.Options.Budget.Rounds, team.Options.Budget.InputTokens, team.Options.Budget.Cost, team.Options.Budget.WallTime),
            Is.EqualTo((8, 100_000L, 2.5m, TimeSpan.FromMinutes(15)))
        );
        Assert.That(team.Options.TurnBudget.ToolCalls, Is.EqualTo(50));
        Assert.That(team.Options.Prices.CostOf("gpt", "x", 1_000_000, 100_000), Is.EqualTo(2.25m));
        Assert.That(team.Options.MaxParallelReviewers, Is.EqualTo(2));
        Assert.That(team.Options.NoProgress.SameState, Is.EqualTo(3));
        Assert.That(team.Options.NoProgress.Escalations, Is.EqualTo(new[] { Escalation.Person, Escalation.Fallback }));
    }

    [TestCase("quorum: all\nworkers: [{agent: a}]", null)]
    [TestCase("quorum: 2\nworkers: [{agent: a}]\nreviewers: [{agent: b}, {agent: c}]", 2)]
    public void A_quorum_is_all_or_a_number(string yaml, int? expected) =>
        Assert.That(Parse(yaml).Options.Quorum.AtLeast, Is.EqualTo(expected));

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
    [TestCase("workers:\n  - agent: no-such", "team.yaml:2: There is no agent 'no-such'.")]
    [TestCase("workers: [{agent: a}]\nquorum:\n  most", "team.yaml:3: 'quorum' is none.")]
    [TestCase("workers: [{agent: a}]\nquorum: 0", "team.yaml:2: 'quorum' is none.")]
    [TestCase("workers: [{agent: a}]\nquorum: []", "team.yaml:2: 'quorum' is none.")]
    [TestCase("workers: [{agent: a}]\nquorum: [3]", "team.yaml:2: '3' is not known under 'quorum'. Write one of: api, data")]
    [TestCase("workers: [{agent: a}]\nquorum: {api: 1}", "team.yaml:2: 'quorum' is none.")]
    [TestCase("workers: [{agent: a, areas: [3]}]", "team.yaml:1: '3' is not known under 'areas'.")]
    [TestCase("workers: [{agent: a, areas: ['api,data']}]", "team.yaml:1: 'api,data' is not known under 'areas'.")]
    [TestCase(
        "workers: [{agent: a}]\nquorum: 5\nreviewers: [{agent: b}]",
        "team.yaml:2: 'quorum' asks for 5 required reviewers and the team has 1. Add some, or ask for fewer."
    )]
    [TestCase(
        "workers: [{agent: a}]\nquorum: [data]\nreviewers: [{agent: b, areas: [api]}]",
        "team.yaml:2: 'quorum' asks for a required reviewer of Data"
    )]
    [TestCase("workers:\n  - agent: a\n    timeout: soon", "team.yaml:3: 'soon' is no duration.")]
    [TestCase("workers: [{agent: a}]\nbudget:\n  wallTime: 20", "team.yaml:3: '20' is no duration.")]
    [TestCase(
        "workers: [{agent: a}]\nbudget:\n  wallTime: 2000h",
        "team.yaml:3: 'budget.wallTime' is 83.08:00:00. It must be more than nothing and at most 49 days."
    )]
    [TestCase("workers: [{agent: a}]\nbudget:\n  rounds: -3", "team.yaml:3: 'budget.rounds' is -3. It must be at least 0.")]
    [TestCase("workers: [{agent: a}]\nbudget:\n  cost: 2", "team.yaml:3: 'budget.cost' is 2, and nothing has a price. Leave it out")]
    [TestCase("workers:\n  - agent: a\n    budget: {cost: 2}", "team.yaml:3: 'budget.cost' of member 'a' is 2, and nothing has a price.")]
    [TestCase("workers:\n  - agent: a\n    budget: {modelCalls: -1}", "team.yaml:3: 'budget.modelCalls' of member 'a' is -1.")]
    [TestCase("workers: [{agent: a}]\nturnBudget: {rounds: 2}", "team.yaml:2: 'turnBudget.rounds' is 2, and a turn has no rounds.")]
    [TestCase("workers: [{agent: a}]\nmaxParallelReviewers: 0", "team.yaml:2: 'maxParallelReviewers' is 0. It must be from 1 to 1000.")]
    [TestCase("workers: [{agent: a}]\nmaxAttempts: 101", "team.yaml:2: 'maxAttempts' is 101.")]
    [TestCase("workers: [{agent: a}]\nreservedOutputTokens: -1", "team.yaml:2: 'reservedOutputTokens' is -1.")]
    [TestCase("workers: [{agent: a}]\nworkerTimeout: 1200h", "team.yaml:2: 'workerTimeout' is 50.00:00:00.")]
    [TestCase("workers: [{agent: a}]\nnoProgress:\n  sameState: 0", "team.yaml:3: 'noProgress.sameState' is 0.")]
    [TestCase(
        "workers: [{agent: a}]\nnoProgress: {escalations: [0]}",
        "team.yaml:2: '0' is not known under 'escalations'. Write one of: fallback, person."
    )]
    [TestCase("workers: [{agent: a}]\nprices: {gpt: {input: -1, output: 1}}", "team.yaml:2: A price is -1.")]
    [TestCase("workers: [{agent: a}]\nprices: {gpt: {input: 1, output: 2000000000}}", "team.yaml:2: A price is 2000000000.")]
    [TestCase("workers: [{agent: a}]\nprices: {gpt: {input: 1}}", "team.yaml:2: The price of 'gpt' has no 'output'. Write it, be it 0.")]
    [TestCase(
        "workers: [{agent: a}]\nprices: {gpt: {input: 1, output: 1}, GPT: {input: 2, output: 1}}",
        "team.yaml:2: 'GPT' has two prices."
    )]
    [TestCase("workers: [{agent: a, required: false}]", "team.yaml:1: There is no key 'required' here.")]
    [TestCase("workers: [{agent: a}]\nprices: {gpt: free}", "team.yaml:2: 'gpt' has no keys.")]
    [TestCase(
        "workers: [{agent: a}]\nbudget: {rounds: 99999999999}",
        "team.yaml:2: 'rounds' is '99999999999', which is no whole number. Write digits alone, at most 2147483647."
    )]
    [TestCase("workers: [{agent: a}]\nbudget: {cost: '1,000'}", "team.yaml:2: 'cost' is '1,000', which is no amount.")]
    [TestCase(
        "workers: [{agent: w}]\nreviewers: [{agent: a, required: maybe}]",
        "team.yaml:2: 'required' is 'maybe', which is neither true nor false."
    )]
    [TestCase(
        "workers: [{agent: a}]\nrouting: {needsBluePrint: true}",
        "team.yaml:2: There is no key 'needsBluePrint' here. Write 'needsBlueprint'."
    )]
    [TestCase("workers: [{agent: a}]\nrouting: mine", "team.yaml:2: There is no routing policy 'mine'.")]
    [TestCase(
        "workers: [{agent: a}]\nverifiers: [dotnet]",
        "team.yaml:2: There is no verifier 'dotnet'. Name one that the host has; it has none."
    )]
    [TestCase("workers: [{agent: a}]\napprovals: workspace-write", "team.yaml:2: 'approvals' is no list.")]
    [TestCase("workers: [{agent: a}]\napprovals: ['*-write']", "team.yaml:2: '*-write' is the name of no function.")]
    [TestCase("workers: [{agent: a}]\nexternal: [workspace.write]", "team.yaml:2: 'workspace.write' is the name of no function.")]
    [TestCase("workers: [{agent: a}]\ndurability: 1", "team.yaml:2: '1' is not known under 'durability'. Write one of: process, power.")]
    [TestCase("workers: [{agent: a, name: ' '}]", "team.yaml:1: 'name' is empty.")]
    [TestCase("name: ''\nworkers: [{agent: a}]", "team.yaml:1: 'name' is empty.")]
    [TestCase("workers: [{agent: a}]\nbudget: 5", "team.yaml:2: 'budget' has no keys.")]
    [TestCase("- a\n- b", "team.yaml:1: 'the team' has no keys.")]
    [TestCase("workers: [{agent: a}]\n---\nworkers: [{agent: b}]", "team.yaml:3: It holds more than one document.")]
    [TestCase("workers: [{agent: !secret a}]", "team.yaml:1: 'agent' has a tag.")]
    [TestCase("workers: !secret [{agent: a}]", "team.yaml:1: 'workers' has a tag.")]
    [TestCase("workers: [!secret {agent: a}]", "team.yaml:1: 'workers' has a tag.")]
    public void What_is_wrong_is_told_with_place_and_remedy(string yaml, string expected) =>
        Assert.That(
            () => Parse(yaml),
            Throws.TypeOf<TeamFileException>().With.Message.Contains(expected).And.Message.StartsWith("team.yaml")
        );

    [Test]
    public void Of_a_file_without_end_no_more_is_read_than_a_team_takes()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "team.yaml");
        File.WriteAllText(path, "workers: [{agent: a}]\n#" + new string('x', 2_000_000));

        Assert.That(
            () => TeamFile.Load(path, static name => Desk.Approver(name)),
            Throws.TypeOf<TeamFileException>().With.Message.Contains("It has more than 100000 characters.")
        );
    }

    [Test]
    public void Options_of_the_host_of_which_a_part_is_missing_are_the_hosts_fault()
    {
        const string Yaml =
            "workers: [{agent: a}]\nexternal: [x]\nnoProgress: {sameState: 2}\nverifiers: []\nrouting: {tellWarnings: true}";
        foreach (
            var options in new TeamOptions[]
            {
                new() { EffectOf = null! },
                new() { NoProgress = null! },
                new() { Verifiers = null! },
                new() { RoutingPolicies = null! },
            }
        )
            Assert.That(
                () => TeamFile.Parse(Yaml, static name => Desk.Approver(name), options),
                Throws.ArgumentException.With.Message.Contains(" is null")
            );
    }

    [Test]
    public void Bounds_that_a_budget_leaves_out_stay_as_the_host_has_them()
    {
        var host = new TeamOptions
        {
            Budget = new Budget { Rounds = 12, ModelCalls = 500 },
            TurnBudget = new Budget { ToolCalls = 9 },
        };

        var options = TeamFile
            .Parse(
                "workers: [{agent: a}]\nbudget: {modelCalls: 20, wallTime: 1m}\nturnBudget: {modelCalls: 3}",
                static name => Desk.Approver(name),
                host
            )
            .Options;

        Assert.That(
            options.Budget,
            Is.EqualTo(
                new Budget
                {
                    Rounds = 12,
                    ModelCalls = 20,
                    WallTime = TimeSpan.FromMinutes(1),
                }
            )
        );
        Assert.That(options.TurnBudget, Is.EqualTo(new Budget { ModelCalls = 3, ToolCalls = 9 }));
    }

    [Test]
    public void A_function_that_no_member_has_is_refused_where_their_functions_are_known()
    {
        var files = KernelPluginFactory.CreateFromFunctions(
            "workspace",
            [KernelFunctionFactory.CreateFromMethod(static () => "", "write")]
        );
        AIAgent Kernel(string name) => new ScriptedModel(static _ => ScriptedModel.Say("")).Agent(name, files);
        static string Yaml(string functions) =>
            $"workers: [{{agent: a}}]\nreviewers: [{{agent: b}}]\napprovals:\n  - people-ask\n  - {functions}";

        Assert.That(
            () => TeamFile.Parse(Yaml("workspace-wirte"), Kernel),
            Throws
                .TypeOf<TeamFileException>()
                .With.Message.Contains("team.yaml:5: No member has a function 'workspace-wirte'. Write 'workspace-write'.")
        );
        Assert.That(
            () => TeamFile.Parse(Yaml("docker-*"), Kernel),
            Throws
                .TypeOf<TeamFileException>()
                .With.Message.Contains("No member has a function 'docker-*'. They have: people-ask, team-read, workspace-write.")
        );
        Assert.That(() => TeamFile.Parse(Yaml("WORKSPACE-*"), Kernel), Throws.Nothing);
        Assert.That(
            () => TeamFile.Parse(Yaml("docker-*"), name => name == "b" ? Desk.Approver(name) : Kernel(name)),
            Throws.Nothing,
            "nobody knows what b has"
        );
    }
}
