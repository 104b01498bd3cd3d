using BackendAgents.Coordination;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Progress;
using BackendAgents.Coordination.Reviews;
using BackendAgents.Coordination.Routing;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Tests.Coordination;

public sealed class TeamOptionsTests
{
    private static readonly PriceTable s_prices = new([new("*", new Price(1, 1))]);

    private static readonly TeamMember s_worker = TeamMember.Worker(Desk.Approver("developer"));

    private static IEnumerable<TestCaseData> Silly()
    {
        yield return Case("Budget.Rounds is -3. It must be at least 0", new TeamOptions { Budget = new Budget { Rounds = -3 } });
        yield return Case("Budget.ModelCalls is -1", new TeamOptions { Budget = new Budget { ModelCalls = -1 } });
        yield return Case("TurnBudget.ToolCalls is -1", new TeamOptions { TurnBudget = new Budget { ToolCalls = -1 } });
        yield return Case("Budget.InputTokens is -1", new TeamOptions { Budget = new Budget { InputTokens = -1 } });
        yield return Case("Budget.OutputTokens is -1", new TeamOptions { Budget = new Budget { OutputTokens = -1 } });
        yield return Case(
            "Budget.Cost is -0.5. It must be at least 0",
            new TeamOptions
            {
                Prices = s_prices,
                Budget = new Budget { Cost = -0.5m },
            }
        );
        yield return Case("Budget.Cost is 2, and nothing has a price", new TeamOptions { Budget = new Budget { Cost = 2 } });
        yield return Case("TurnBudget.Cost is 2, and nothing has a price", new TeamOptions { TurnBudget = new Budget { Cost = 2 } });
        yield return Case(
            "Budget.WallTime is 83.08:00:00. It must be more than nothing and at most 49 days",
            new TeamOptions { Budget = new Budget { WallTime = TimeSpan.FromHours(2_000) } }
        );
        yield return Case("Budget.WallTime is 00:00:00", new TeamOptions { Budget = new Budget { WallTime = TimeSpan.Zero } });
        yield return Case("TurnBudget.Rounds is 3, and a turn has no rounds", new TeamOptions { TurnBudget = new Budget { Rounds = 3 } });
        yield return Case("WorkerTimeout is -00:00:01", new TeamOptions { WorkerTimeout = TimeSpan.FromSeconds(-1) });
        yield return Case("ReviewerTimeout is 50.00:00:00", new TeamOptions { ReviewerTimeout = TimeSpan.FromDays(50) });
        yield return Case("MaxParallelReviewers is 0. It must be from 1 to 1000", new TeamOptions { MaxParallelReviewers = 0 });
        yield return Case("MaxParallelReviewers is 1001", new TeamOptions { MaxParallelReviewers = 1_001 });
        yield return Case("MaxAttempts is 0. It must be from 1 to 100", new TeamOptions { MaxAttempts = 0 });
        yield return Case("MaxAttempts is 101", new TeamOptions { MaxAttempts = 101 });
        yield return Case("ReservedOutputTokens is -1", new TeamOptions { ReservedOutputTokens = -1 });
        yield return Case("NoProgress.SameState is 0", new TeamOptions { NoProgress = new NoProgressPolicy { SameState = 0 } });
        yield return Case("NoProgress.SameFindings is 0", new TeamOptions { NoProgress = new NoProgressPolicy { SameFindings = 0 } });
        yield return Case("NoProgress.SameArtifacts is 0", new TeamOptions { NoProgress = new NoProgressPolicy { SameArtifacts = 0 } });
        yield return Case("NoProgress.Oscillations is 0", new TeamOptions { NoProgress = new NoProgressPolicy { Oscillations = 0 } });
        yield return Case("NoProgress.Escalations is null", new TeamOptions { NoProgress = new NoProgressPolicy { Escalations = null! } });
        yield return Case("Verifiers is null", new TeamOptions { Verifiers = null! });
        yield return Case("HouseRules is null", new TeamOptions { HouseRules = null! });
        yield return Case("Reconcilers is null", new TeamOptions { Reconcilers = null! });
        yield return Case("RoutingPolicies is null", new TeamOptions { RoutingPolicies = null! });
        yield return Case("Budget is null", new TeamOptions { Budget = null! });
        yield return Case("Durability is 7", new TeamOptions { Durability = (BackendAgents.Coordination.Journal.JournalDurability)7 });

        yield return Case(
            "NoProgress.Escalations is 9, which has no name",
            new TeamOptions { NoProgress = new NoProgressPolicy { Escalations = [(Escalation)9] } }
        );
        yield return Case("Quorum.Areas is 99, which has no name", new TeamOptions { Quorum = Quorum.ForAreas((Area)99) });
        yield return Case("Verifiers has an entry that is null", new TeamOptions { Verifiers = [null!] });
        yield return Case("HouseRules has an entry that is null", new TeamOptions { HouseRules = [null!] });
        yield return Case("Reconcilers has an entry that is null", new TeamOptions { Reconcilers = [null!] });
        yield return Case(
            "RoutingPolicies has an entry that is null",
            new TeamOptions { RoutingPolicies = new Dictionary<string, IRoutingPolicy> { ["mine"] = null! } }
        );

        static TestCaseData Case(string expected, TeamOptions options) => new TestCaseData(options, expected).SetArgDisplayNames(expected);
    }

    [TestCaseSource(nameof(Silly))]
    public void Options_without_sense_are_refused_with_value_and_range(TeamOptions options, string expected)
    {
        var team = new BackendTeam([s_worker]);

        Assert.That(() => new BackendTeam([s_worker], options), Throws.ArgumentException.With.Message.Contains(expected));
        Assert.That(
            () => team.RunAsync(new TeamRequest { Brief = "x", Options = options }),
            Throws.ArgumentException.With.Message.Contains(expected)
        );
    }

    [Test]
    public void All_that_is_wrong_is_told_at_once() =>
        Assert.That(
            () =>
                new BackendTeam(
                    [s_worker with { Timeout = TimeSpan.Zero }],
                    new TeamOptions
                    {
                        MaxAttempts = 0,
                        Budget = new Budget { Rounds = -3 },
                    }
                ),
            Throws
                .ArgumentException.With.Message.Contains("MaxAttempts is 0")
                .And.Message.Contains("Budget.Rounds is -3")
                .And.Message.Contains("Timeout of member 'developer' is 00:00:00")
        );

    [Test]
    public void A_members_own_bounds_are_checked_as_well()
    {
        Assert.That(
            () => new BackendTeam([s_worker with { Budget = new Budget { ToolCalls = -1 } }]),
            Throws.ArgumentException.With.Message.Contains("Budget.ToolCalls of member 'developer' is -1")
        );
        Assert.That(
            () => new BackendTeam([s_worker with { Budget = new Budget { Cost = 1 } }]),
            Throws.ArgumentException.With.Message.Contains("Budget.Cost of member 'developer' is 1, and nothing has a price")
        );
        Assert.That(
            () => new BackendTeam([s_worker with { Areas = null! }]),
            Throws.ArgumentException.With.Message.Contains("Areas of member 'developer' is null")
        );
        Assert.That(
            () => new BackendTeam([s_worker with { Areas = [(Area)99] }]),
            Throws.ArgumentException.With.Message.Contains("Areas of member 'developer' is 99, which has no name")
        );
        Assert.That(
            () => new BackendTeam([s_worker, s_worker with { Name = "other", Role = (MemberRole)7 }]),
            Throws.ArgumentException.With.Message.Contains("Role of member 'other' is 7")
        );
        Assert.That(() => new BackendTeam([s_worker with { Name = " " }]), Throws.ArgumentException);
        Assert.That(() => new BackendTeam([s_worker, null!]), Throws.ArgumentException);
    }

    [Test]
    public void What_stands_just_inside_its_range_is_taken()
    {
        var least = new Budget
        {
            Rounds = 0,
            ModelCalls = 0,
            ToolCalls = 0,
            InputTokens = 0,
            OutputTokens = 0,
            Cost = 0,
            WallTime = TimeSpan.FromTicks(1),
        };
        var options = new TeamOptions
        {
            Budget = least,
            TurnBudget = least with { Rounds = null },
            Prices = s_prices,
            ReservedOutputTokens = 0,
            MaxParallelReviewers = 1_000,
            MaxAttempts = 100,
            WorkerTimeout = TimeSpan.FromDays(49),
            NoProgress = new NoProgressPolicy
            {
                SameState = 1,
                SameFindings = 1,
                SameArtifacts = 1,
                Oscillations = 1,
                Escalations = [],
            },
        };

        Assert.That(() => new BackendTeam([s_worker with { Budget = least, Timeout = TimeSpan.FromDays(49) }], options), Throws.Nothing);
    }

    [Test]
    public void A_price_is_not_negative_and_stands_once()
    {
        Assert.That(
            () => new PriceTable([new("gpt", new Price(1, -1))]),
            Throws.ArgumentException.With.Message.Contains("The price of 'gpt' is 1 for input and -1 for output")
        );
        Assert.That(
            () => new PriceTable([new("gpt", default), new("GPT", default)]),
            Throws.ArgumentException.With.Message.Contains("two prices")
        );
    }

    [Test]
    public void The_highest_price_of_all_the_tokens_there_are_is_a_number()
    {
        const decimal Most = 1_000_000_000;

        Assert.That(
            () => new PriceTable([new("gpt", new Price(decimal.MaxValue, 1))]),
            Throws.ArgumentException.With.Message.Contains("at most 1000000000")
        );
        Assert.That(
            new PriceTable([new("gpt", new Price(Most, Most))]).CostOf("gpt", "x", long.MaxValue, long.MaxValue),
            Is.GreaterThan(0)
        );
    }

    [Test]
    public void A_quorum_that_the_team_cannot_meet_is_refused()
    {
        var security = TeamMember.Reviewer(Desk.Approver("security"), Area.Security);
        var data = TeamMember.Reviewer(Desk.Approver("data"), Area.Data) with { Required = false };

        Assert.That(
            () => Team(Quorum.Of(5)),
            Throws.ArgumentException.With.Message.Contains("Quorum asks for 5 required reviewers and the team has 1")
        );
        Assert.That(
            () => Team(Quorum.ForAreas(Area.Security, Area.Data)),
            Throws.ArgumentException.With.Message.Contains("Quorum asks for a required reviewer of Data and the team has none")
        );
        Assert.That(
            () =>
                Team(Quorum.AllRequired)
                    .RunAsync(
                        new TeamRequest
                        {
                            Brief = "x",
                            Options = new TeamOptions { Quorum = Quorum.Of(2) },
                        }
                    ),
            Throws.ArgumentException
        );
        Assert.That(() => Team(Quorum.Of(1)), Throws.Nothing);
        Assert.That(() => Team(Quorum.ForAreas(Area.Security)), Throws.Nothing);
        Assert.That(() => new BackendTeam([s_worker]), Throws.Nothing);

        BackendTeam Team(Quorum quorum) => new([s_worker, security, data], new TeamOptions { Quorum = quorum });
    }

    [Test]
    public void A_quorum_never_asks_for_less_than_it_says()
    {
        var reviewers = new[] { TeamMember.Reviewer(Desk.Approver("security"), Area.Security) };

        Assert.That(Quorum.Of(1).IsMet(reviewers, static _ => true), Is.True);
        Assert.That(Quorum.Of(2).IsMet(reviewers, static _ => true), Is.False);
        Assert.That(Quorum.AllRequired.IsMet([], static _ => true), Is.True);
    }
}
