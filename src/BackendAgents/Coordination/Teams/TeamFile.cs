using System.Globalization;
using BackendAgents.Coordination.Budgets;
using BackendAgents.Coordination.Progress;
using BackendAgents.Coordination.Reviews;
using BackendAgents.Engineering.Checks;
using Microsoft.Agents.AI;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace BackendAgents.Coordination.Teams;

/// <summary>
/// Reads a team from <c>team.yaml</c>: who works, who reviews which areas, quorum, budgets, prices and what happens when work stands
/// still. Strict: an unknown key is an error, with its line.
/// </summary>
public static class TeamFile
{
    private const int MaxLength = 100_000;

    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking().Build();

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="agents">Finds an agent by its name in the file; null when there is none.</param>
    /// <param name="options">Options that the file does not set; null for the defaults.</param>
    /// <exception cref="TeamFileException">The file is not a team; the message names file, line and remedy.</exception>
    public static BackendTeam Load(string path, Func<string, AIAgent?> agents, TeamOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        try
        {
            return Parse(File.ReadAllText(path), agents, options, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TeamFileException(path, null, error.Message, "Check the path and that it may be read.");
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="agents">Finds an agent by its name in the text; null when there is none.</param>
    /// <param name="options">Options that the text does not set; null for the defaults.</param>
    /// <param name="file">The file to name in errors.</param>
    /// <exception cref="TeamFileException">The text is not a team; the message names file, line and remedy.</exception>
    public static BackendTeam Parse(string yaml, Func<string, AIAgent?> agents, TeamOptions? options = null, string file = "team.yaml")
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(agents);
        if (yaml.Length > MaxLength)
            throw new TeamFileException(file, null, $"It has {yaml.Length} characters.", $"A team takes at most {MaxLength}.");
        TeamDocument? document;
        try
        {
            document = Yaml.Deserialize<TeamDocument>(yaml);
        }
        catch (YamlException error)
        {
            throw new TeamFileException(file, (int)error.Start.Line, error.InnerException?.Message ?? error.Message, "See docs/coordination.md for the keys of a team.");
        }

        if (document is null || document.Workers.Count == 0)
            throw new TeamFileException(file, null, "It has no workers.", "Name at least one agent under 'workers'.");
        var members = document.Workers.Select(worker => Member(worker, MemberRole.Worker))
            .Concat(document.Reviewers.Select(reviewer => Member(reviewer, MemberRole.Reviewer))).ToList();
        if (members.GroupBy(static member => member.Name, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1) is { } twice)
            throw new TeamFileException(file, null, $"Two members are called '{twice.Key}'.", "Give one of them another 'name'.");
        return new BackendTeam(members, Apply(document, options ?? new TeamOptions(), file), document.Name ?? "backend-team");

        TeamMember Member(MemberDocument member, MemberRole role)
        {
            var agent = Find(member.Agent);
            return new TeamMember
            {
                Name = member.Name ?? member.Agent,
                Agent = agent,
                Role = role,
                Areas = member.Areas,
                Required = member.Required,
                Timeout = Duration(member.Timeout, file),
                Budget = Budget(member.Budget, file),
                Fallback = member.Fallback is null ? null : Find(member.Fallback),
            };
        }

        AIAgent Find(string name) => string.IsNullOrWhiteSpace(name)
            ? throw new TeamFileException(file, null, "A member has no 'agent'.", "Name the agent that takes the seat.")
            : agents(name) ?? throw new TeamFileException(file, null, $"There is no agent '{name}'.", "Use the name of an agent definition, or register the agent.");
    }

    private static TeamOptions Apply(TeamDocument document, TeamOptions options, string file)
    {
        if (Budget(document.Budget, file) is { } budget)
            options = options with { Budget = budget };
        if (Budget(document.TurnBudget, file) is { } turn)
            options = options with { TurnBudget = turn };
        if (document.Quorum is { } quorum)
            options = options with { Quorum = ReadQuorum(quorum, file) };
        if (document.Prices.Count > 0)
            options = options with { Prices = new PriceTable(document.Prices.Select(static price => new KeyValuePair<string, Price>(price.Key, new Price(price.Value.Input, price.Value.Output)))) };
        if (document.MaxParallelReviewers is { } most)
            options = options with { MaxParallelReviewers = most };
        if (document.NoProgress is { } watch)
        {
            options = options with
            {
                NoProgress = new NoProgressPolicy
                {
                    SameState = watch.SameState ?? options.NoProgress.SameState,
                    SameFindings = watch.SameFindings ?? options.NoProgress.SameFindings,
                    SameArtifacts = watch.SameArtifacts ?? options.NoProgress.SameArtifacts,
                    Oscillations = watch.Oscillations ?? options.NoProgress.Oscillations,
                    Escalations = watch.Escalations ?? options.NoProgress.Escalations,
                },
            };
        }

        return options;
    }

    private static Quorum ReadQuorum(object quorum, string file) => quorum switch
    {
        "all" => Quorum.AllRequired,
        string text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 => Quorum.Of(count),
        IEnumerable<object> list when list.Any() && list.All(static item => Enum.TryParse<Area>(item.ToString(), ignoreCase: true, out _)) =>
            Quorum.ForAreas([.. list.Select(static item => Enum.Parse<Area>(item.ToString()!, ignoreCase: true))]),
        _ => throw new TeamFileException(file, null, "'quorum' is none.", "Write 'all', a number of reviewers, or a list of areas."),
    };

    private static Budget? Budget(BudgetDocument? budget, string file) => budget is null ? null : new Budget
    {
        Rounds = budget.Rounds,
        ModelCalls = budget.ModelCalls,
        ToolCalls = budget.ToolCalls,
        InputTokens = budget.InputTokens,
        OutputTokens = budget.OutputTokens,
        Cost = budget.Cost,
        WallTime = Duration(budget.WallTime, file),
    };

    // 90s, 15m, 2h: what people write; anything else is refused rather than guessed.
    private static TimeSpan? Duration(string? text, string file)
    {
        if (text is null)
            return null;
        if (text.Length > 1 && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 100_000)
        {
            switch (text[^1])
            {
                case 's': return TimeSpan.FromSeconds(number);
                case 'm': return TimeSpan.FromMinutes(number);
                case 'h': return TimeSpan.FromHours(number);
            }
        }

        throw new TeamFileException(file, null, $"'{text}' is no duration.", "Write a number and s, m or h: '90s', '15m', '2h'.");
    }
}
