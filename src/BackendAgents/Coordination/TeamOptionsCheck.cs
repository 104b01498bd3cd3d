using System.Globalization;
using BackendAgents.Checking;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Reviews;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Coordination;

/// <summary>Finds options without sense before a run, in which they would end in a timer or a semaphore, or bound nothing.</summary>
internal static class TeamOptionsCheck
{
    /// <summary>Refuses options, naming all that is wrong with them.</summary>
    /// <exception cref="ArgumentException">Something is wrong.</exception>
    public static void Refuse(TeamOptions options, IReadOnlyList<TeamMember> members, string parameter) =>
        Refuse(Problems(options, members), parameter);

    /// <summary>Refuses options of which a part is missing, before anything reads them.</summary>
    /// <exception cref="ArgumentException">Something is null.</exception>
    public static void RefuseNulls(TeamOptions options, string parameter) =>
        Refuse([.. OptionCheck.Problems(options).Where(static problem => problem.Code == OptionCheck.Missing)], parameter);

    /// <summary>
    /// All that is wrong, in a stable order. The path of a place is the option's name, from <see cref="TeamOptions"/> or
    /// <see cref="TeamMember"/> on (<c>Budget.Rounds</c>); its element is the member whose option it is.
    /// </summary>
    public static IReadOnlyList<Diagnostic> Problems(TeamOptions options, IReadOnlyList<TeamMember> members)
    {
        List<Diagnostic> found =
        [
            .. OptionCheck.Problems(options),
            .. members.SelectMany(static member => OptionCheck.Problems(member, member: member.Name)),
        ];
        if (options.Prices?.IsEmpty == true)
        {
            Free(null, nameof(options.Budget), options.Budget);
            Free(null, nameof(options.TurnBudget), options.TurnBudget);
            foreach (var member in members)
                Free(member.Name, nameof(member.Budget), member.Budget);
        }

        if (options.TurnBudget?.Rounds is { } rounds)
            Add(null, "TurnBudget.Rounds", $"is {Text(rounds)}, and a turn has no rounds", "Leave it out.");
        if (Twice(options) is { } twice)
            Add(null, nameof(options.Verifiers), $"has two with the id '{twice}'", "Ids must differ.");
        if (
            found.Count == 0
            && options.Quorum != Quorum.AllRequired
            && options.Quorum!.Unmeetable([.. members.Where(static member => member is { Role: MemberRole.Reviewer, Required: true })])
                is { } why
        )
            Add(null, nameof(options.Quorum), why.Problem, why.Remedy);
        return found;

        void Add(string? member, string name, string text, string remedy) =>
            found.Add(OptionCheck.Problem(OptionCheck.Contradiction, member, name, text, remedy));

        void Free(string? member, string name, Budget? budget)
        {
            if (budget?.Cost is { } cost)
                Add(
                    member,
                    name + ".Cost",
                    $"is {Text(cost)}, and nothing has a price",
                    "Leave it out, or say in the prices what tokens cost."
                );
        }
    }

    // The journal finds a verifier's result by its id, so ids must differ.
    private static string? Twice(TeamOptions options) =>
        options
            .Verifiers?.GroupBy(static verifier => verifier?.Id, StringComparer.Ordinal)
            .FirstOrDefault(static same => same.Key is not null && same.Skip(1).Any())
            ?.Key;

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static void Refuse(IReadOnlyList<Diagnostic> problems, string parameter)
    {
        if (problems.Count > 0)
            throw new ArgumentException(
                "The team cannot work like this. "
                    + $"{string.Join(" ", problems.Select(static problem => $"{problem.Message} {problem.Remedy}"))}",
                parameter
            );
    }
}
