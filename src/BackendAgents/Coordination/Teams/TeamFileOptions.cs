using System.Globalization;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Journal;
using BackendAgents.Coordination.Progress;
using BackendAgents.Coordination.Reviews;
using BackendAgents.Coordination.Routing;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Coordination.Teams;

/// <summary>What a team file says of the options; whatever it leaves out stays as the host has it.</summary>
internal static class TeamFileOptions
{
    /// <summary>The keys of a team.</summary>
    public static readonly IReadOnlyList<string> Keys =
    [
        "name",
        "workers",
        "reviewers",
        "quorum",
        "budget",
        "turnBudget",
        "prices",
        "reservedOutputTokens",
        "maxParallelReviewers",
        "workerTimeout",
        "reviewerTimeout",
        "maxAttempts",
        "noProgress",
        "routing",
        "verifiers",
        "approvals",
        "external",
        "durability",
    ];

    /// <summary>The host's options with those of the file.</summary>
    /// <param name="team">The file.</param>
    /// <param name="host">The host's.</param>
    /// <param name="members">The team, whose functions the file may name.</param>
    /// <exception cref="TeamFileException">One of them cannot be read.</exception>
    public static TeamOptions Apply(TeamSection team, TeamOptions host, IReadOnlyList<TeamMember> members)
    {
        var options = host with
        {
            Budget = Budget(team["budget"], host.Budget) ?? host.Budget,
            TurnBudget = Budget(team["turnBudget"], host.TurnBudget) ?? host.TurnBudget,
            Prices = Prices(team["prices"]) ?? host.Prices,
            ReservedOutputTokens = team["reservedOutputTokens"]?.Whole<int>() ?? host.ReservedOutputTokens,
            MaxParallelReviewers = team["maxParallelReviewers"]?.Whole<int>() ?? host.MaxParallelReviewers,
            WorkerTimeout = team["workerTimeout"]?.Duration() ?? host.WorkerTimeout,
            ReviewerTimeout = team["reviewerTimeout"]?.Duration() ?? host.ReviewerTimeout,
            MaxAttempts = team["maxAttempts"]?.Whole<int>() ?? host.MaxAttempts,
            Durability = team["durability"]?.Word<JournalDurability>() ?? host.Durability,
        };
        if (team["quorum"] is { } quorum)
            options = options with { Quorum = Quorum(quorum) };
        if (team["noProgress"] is { } progress)
            options = options with { NoProgress = NoProgress(progress, host.NoProgress) };
        if (team["routing"] is { } routing)
            options = options with { Routing = Routing(routing, host) };
        if (team["verifiers"] is { } verifiers)
        {
            var ids = verifiers.Items().Select(item => Verifier(item, host)).ToHashSet(StringComparer.Ordinal);
            options = options with { Verifiers = [.. host.Verifiers.Where(verifier => ids.Contains(verifier.Id))] };
        }

        if (team["approvals"] is { } approvals)
        {
            var names = new FunctionNames(approvals, members);
            var before = host.NeedsApproval;
            options = options with { NeedsApproval = call => names.Has(call.Function) || before?.Invoke(call) == true };
        }

        if (team["external"] is { } external)
        {
            var names = new FunctionNames(external, members);
            var before = host.EffectOf;
            options = options with { EffectOf = function => names.Has(function) ? EffectKind.External : before(function) };
        }

        return options;
    }

    /// <summary>A budget; null when none is written.</summary>
    /// <param name="value">What is written.</param>
    /// <param name="before">The bounds of all keys that are not.</param>
    public static Budget? Budget(TeamValue? value, Budget before)
    {
        if (value is null)
            return null;
        var budget = value.Section("rounds", "modelCalls", "toolCalls", "inputTokens", "outputTokens", "cost", "wallTime");
        return new Budget
        {
            Rounds = budget["rounds"]?.Whole<int>() ?? before.Rounds,
            ModelCalls = budget["modelCalls"]?.Whole<long>() ?? before.ModelCalls,
            ToolCalls = budget["toolCalls"]?.Whole<long>() ?? before.ToolCalls,
            InputTokens = budget["inputTokens"]?.Whole<long>() ?? before.InputTokens,
            OutputTokens = budget["outputTokens"]?.Whole<long>() ?? before.OutputTokens,
            Cost = budget["cost"]?.Amount() ?? before.Cost,
            WallTime = budget["wallTime"]?.Duration() ?? before.WallTime,
        };
    }

    private static PriceTable? Prices(TeamValue? value)
    {
        if (value is null)
            return null;
        var prices = new Dictionary<string, Price>(StringComparer.OrdinalIgnoreCase);
        foreach (var (model, written) in value.Entries())
        {
            var price = written.Section("input", "output");
            if (!prices.TryAdd(model, new Price(OfTokens("input"), OfTokens("output"))))
                throw written.Wrong($"'{TeamValue.Short(model)}' has two prices.", "Leave one; case does not matter.");

            // A price that is left out would count as free, and a bound on cost would miss it.
            decimal OfTokens(string key) =>
                price[key] is not { } amount
                    ? throw written.Wrong($"The price of '{TeamValue.Short(model)}' has no '{key}'.", "Write it, be it 0.")
                : amount.Amount() is var number && number is < 0 or > Price.Most
                    ? throw amount.Wrong(
                        FormattableString.Invariant($"A price is {number}."),
                        FormattableString.Invariant($"It must be at least 0 and at most {Price.Most}.")
                    )
                : number;
        }

        return prices.Count == 0 ? null : new PriceTable(prices);
    }

    private static Quorum Quorum(TeamValue value)
    {
        const string Problem = "'quorum' is none.";
        const string Remedy = "Write 'all', a number of reviewers, or a list of areas.";
        if (value.IsSection)
            throw value.Wrong(Problem, Remedy);
        if (value.IsList)
            return value.Items() is { Count: > 0 } areas
                ? Reviews.Quorum.ForAreas([.. areas.Select(static area => area.Word<Area>())])
                : throw value.Wrong(Problem, Remedy);
        var text = value.Text();
        if (text == "all")
            return Reviews.Quorum.AllRequired;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? Reviews.Quorum.Of(count)
            : throw value.Wrong(Problem, Remedy);
    }

    private static NoProgressPolicy NoProgress(TeamValue value, NoProgressPolicy host)
    {
        var policy = value.Section("sameState", "sameFindings", "sameArtifacts", "oscillations", "escalations");
        return new NoProgressPolicy
        {
            SameState = policy["sameState"]?.Whole<int>() ?? host.SameState,
            SameFindings = policy["sameFindings"]?.Whole<int>() ?? host.SameFindings,
            SameArtifacts = policy["sameArtifacts"]?.Whole<int>() ?? host.SameArtifacts,
            Oscillations = policy["oscillations"]?.Whole<int>() ?? host.Oscillations,
            Escalations = policy["escalations"] is { } escalations
                ? [.. escalations.Items().Select(static item => item.Word<Escalation>())]
                : host.Escalations,
        };
    }

    private static IRoutingPolicy Routing(TeamValue value, TeamOptions host)
    {
        if (value.IsSection)
        {
            var routing = value.Section("needsBlueprint", "tellWarnings");
            var before = host.Routing as GapRouting ?? new GapRouting();
            return new GapRouting
            {
                NeedsBlueprint = routing["needsBlueprint"]?.Flag() ?? before.NeedsBlueprint,
                TellWarnings = routing["tellWarnings"]?.Flag() ?? before.TellWarnings,
            };
        }

        var name = value.Text();
        return host.RoutingPolicies.TryGetValue(name, out var policy) && policy is not null
            ? policy
            : throw value.Wrong(
                $"There is no routing policy '{TeamValue.Short(name)}'.",
                "Write '{ needsBlueprint: …, tellWarnings: … }', or a name that the host registers in "
                    + $"TeamOptions.RoutingPolicies; {Known(host.RoutingPolicies.Keys)}."
            );
    }

    private static string Verifier(TeamValue value, TeamOptions host)
    {
        var id = value.Text();
        return host.Verifiers.Any(verifier => verifier.Id == id)
            ? id
            : throw value.Wrong(
                $"There is no verifier '{TeamValue.Short(id)}'.",
                $"Name one that the host has; {Known(host.Verifiers.Select(static verifier => verifier.Id))}."
            );
    }

    private static string Known(IEnumerable<string> names) =>
        string.Join(", ", names) is { Length: > 0 } list ? "known are: " + list : "it has none";
}
