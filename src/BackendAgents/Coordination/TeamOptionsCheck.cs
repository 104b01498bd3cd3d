using System.Globalization;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Reviews;

namespace BackendAgents.Coordination;

/// <summary>Something a team cannot work with.</summary>
/// <param name="Member">The member that the option belongs to; null for the team's.</param>
/// <param name="Option">Its name, from <see cref="TeamOptions"/> or <see cref="TeamMember"/> on: <c>Budget.Rounds</c>.</param>
/// <param name="Text">What is wrong, with its value, to follow the name.</param>
/// <param name="Remedy">What is allowed.</param>
internal sealed record OptionProblem(string? Member, string Option, string Text, string Remedy)
{
    public override string ToString() => $"{Option}{Whose} {Text}; {Remedy}";

    /// <summary>Where the option stands, to follow its name.</summary>
    public string Whose => Member is null ? "" : $" of member '{Member}'";
}

/// <summary>Finds options without sense before a run, in which they would end in a timer or a semaphore, or bound nothing.</summary>
internal static class TeamOptionsCheck
{
    // What timers take, rounded down to whole days.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(49);

    /// <summary>Refuses options, naming all that is wrong with them.</summary>
    /// <exception cref="ArgumentException">Something is wrong.</exception>
    public static void Refuse(TeamOptions options, IReadOnlyList<TeamMember> members, string parameter) =>
        Refuse(Problems(options, members), parameter);

    /// <summary>Refuses options of which a part is missing, before anything reads them.</summary>
    /// <exception cref="ArgumentException">Something is null.</exception>
    public static void RefuseNulls(TeamOptions options, string parameter)
    {
        var found = new Finder();
        Nulls(options, found);
        Refuse(found.Problems, parameter);
    }

    /// <summary>All that is wrong, in a stable order.</summary>
    public static IReadOnlyList<OptionProblem> Problems(TeamOptions options, IReadOnlyList<TeamMember> members)
    {
        var found = new Finder();
        Nulls(options, found);
        found.Range(nameof(options.ReservedOutputTokens), options.ReservedOutputTokens, 0);
        found.Range(nameof(options.MaxParallelReviewers), options.MaxParallelReviewers, 1, 1_000);
        found.Range(nameof(options.MaxAttempts), options.MaxAttempts, 1, 100);
        found.Time(nameof(options.ReviewerTimeout), options.ReviewerTimeout);
        found.Time(nameof(options.WorkerTimeout), options.WorkerTimeout);
        found.Time(nameof(options.VerifierTimeout), options.VerifierTimeout);
        // What a verifier came to is on record by its id.
        if (
            options.Verifiers?.Count > 1
            && options
                .Verifiers.GroupBy(static verifier => verifier?.Id, StringComparer.Ordinal)
                .FirstOrDefault(static same => same.Key is not null && same.Skip(1).Any())
                ?.Key
                is { } twice
        )
            found.Add(nameof(options.Verifiers), $"has two with the id '{twice}'", "ids must differ");
        found.Named(nameof(options.Durability), options.Durability);
        found.Named("Quorum.Areas", options.Quorum?.Areas);
        var free = options.Prices?.IsEmpty == true;
        found.Budget(nameof(options.Budget), options.Budget, free);
        found.Budget(nameof(options.TurnBudget), options.TurnBudget, free);
        if (options.TurnBudget?.Rounds is { } rounds)
            found.Add("TurnBudget.Rounds", $"is {rounds.ToString(CultureInfo.InvariantCulture)}, and a turn has no rounds", "leave it out");
        if (options.NoProgress is { } progress)
        {
            found.Range("NoProgress.SameState", progress.SameState, 1);
            found.Range("NoProgress.SameFindings", progress.SameFindings, 1);
            found.Range("NoProgress.SameArtifacts", progress.SameArtifacts, 1);
            found.Range("NoProgress.Oscillations", progress.Oscillations, 1);
            found.Named("NoProgress.Escalations", progress.Escalations);
        }

        foreach (var member in members)
        {
            found.Member = member.Name;
            found.NotNull(nameof(member.Areas), member.Areas);
            found.NotNull(nameof(member.Agent), member.Agent);
            found.Named(nameof(member.Role), member.Role);
            found.Named(nameof(member.Areas), member.Areas);
            found.Time(nameof(member.Timeout), member.Timeout);
            found.Budget(nameof(member.Budget), member.Budget, free);
        }

        found.Member = null;
        if (
            found.Problems.Count == 0
            && options.Quorum != Quorum.AllRequired
            && options.Quorum!.Unmeetable([.. members.Where(static member => member is { Role: MemberRole.Reviewer, Required: true })])
                is { } why
        )
            found.Add(nameof(options.Quorum), why.Problem, why.Remedy);
        return found.Problems;
    }

    private static void Refuse(IReadOnlyList<OptionProblem> problems, string parameter)
    {
        if (problems.Count > 0)
            throw new ArgumentException($"The team cannot work like this: {string.Join("; ", problems)}.", parameter);
    }

    private static void Nulls(TeamOptions options, Finder found)
    {
        found.NotNull(nameof(options.Budget), options.Budget);
        found.NotNull(nameof(options.TurnBudget), options.TurnBudget);
        found.NotNull(nameof(options.Prices), options.Prices);
        found.NotNull(nameof(options.Quorum), options.Quorum);
        found.NotNull(nameof(options.NoProgress), options.NoProgress);
        found.NotNull(nameof(options.Routing), options.Routing);
        found.Whole(nameof(options.RoutingPolicies), options.RoutingPolicies?.Values);
        found.NotNull(nameof(options.ArtifactAreas), options.ArtifactAreas);
        found.Whole(nameof(options.Verifiers), options.Verifiers);
        found.Whole(nameof(options.HouseRules), options.HouseRules);
        found.NotNull(nameof(options.EffectOf), options.EffectOf);
        found.Whole(nameof(options.Reconcilers), options.Reconcilers);
        found.NotNull(nameof(options.Time), options.Time);
        found.NotNull(nameof(options.NewRunId), options.NewRunId);
        found.NotNull(nameof(options.Logger), options.Logger);
        if (options.NoProgress is { } progress)
            found.NotNull("NoProgress.Escalations", progress.Escalations);
    }

    private sealed class Finder
    {
        public List<OptionProblem> Problems { get; } = [];

        public string? Member { get; set; }

        public void Add(string option, string text, string remedy) => Problems.Add(new OptionProblem(Member, option, text, remedy));

        public void NotNull(string option, object? value)
        {
            if (value is null)
                Add(option, "is null", "it must not be");
        }

        public void Whole(string option, IEnumerable<object?>? values)
        {
            NotNull(option, values);
            if (values?.Contains(null) == true)
                Add(option, "has an entry that is null", "remove it");
        }

        public void Named<T>(string option, T value)
            where T : struct, Enum
        {
            if (!Enum.IsDefined(value))
                Add(option, $"is {value}, which has no name", $"it must be one of {string.Join(", ", Enum.GetNames<T>())}");
        }

        public void Named<T>(string option, IReadOnlyList<T>? values)
            where T : struct, Enum
        {
            for (var i = 0; i < values?.Count; i++)
                Named(option, values[i]);
        }

        // Names are put together only for what is wrong: teams are made for each run.
        public void Range(string option, decimal? value, decimal least, decimal? most = null, string part = "")
        {
            if (value < least || value > most)
                Add(
                    option + part,
                    string.Create(CultureInfo.InvariantCulture, $"is {value}"),
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"it must be {(most is null ? $"at least {least}" : $"from {least} to {most}")}"
                    )
                );
        }

        public void Time(string option, TimeSpan? value, string part = "")
        {
            if (value <= TimeSpan.Zero || value > s_longest)
                Add(
                    option + part,
                    string.Create(CultureInfo.InvariantCulture, $"is {value}"),
                    string.Create(CultureInfo.InvariantCulture, $"it must be more than nothing and at most {s_longest.Days} days")
                );
        }

        public void Budget(string option, Budget? budget, bool free)
        {
            if (budget is null)
                return;
            Range(option, budget.Rounds, 0, part: ".Rounds");
            Range(option, budget.ModelCalls, 0, part: ".ModelCalls");
            Range(option, budget.ToolCalls, 0, part: ".ToolCalls");
            Range(option, budget.InputTokens, 0, part: ".InputTokens");
            Range(option, budget.OutputTokens, 0, part: ".OutputTokens");
            Range(option, budget.Cost, 0, part: ".Cost");
            Time(option, budget.WallTime, ".WallTime");
            if (free && budget.Cost is { } cost)
                Add(
                    option + ".Cost",
                    string.Create(CultureInfo.InvariantCulture, $"is {cost}, and nothing has a price"),
                    "leave it out, or say in the prices what tokens cost"
                );
        }
    }
}
