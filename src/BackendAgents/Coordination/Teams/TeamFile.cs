using BackendAgents.Coordination.Reviews;
using BackendAgents.Engineering.Diagnostics;
using Microsoft.Agents.AI;

namespace BackendAgents.Coordination.Teams;

/// <summary>
/// Reads a team from <c>team.yaml</c>: who works, who reviews which areas, quorum, budgets, prices, timeouts, routing, approvals and what
/// happens when work stands still. Strict: an unknown key is an error, with its line; so are aliases and tags.
/// </summary>
internal static class TeamFile
{
    private const int MaxLength = 100_000;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="agents">Finds an agent by its name in the file; null when there is none.</param>
    /// <param name="options">Options that the file does not set; null for the defaults.</param>
    /// <exception cref="TeamFileException">The file is not a team; the message names file, line and remedy.</exception>
    /// <exception cref="ArgumentException">Something in <paramref name="options"/> that the file leaves as it is cannot be used, or a
    /// part of it is null.</exception>
    public static BackendTeam Load(string path, Func<string, AIAgent?> agents, TeamOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(agents);
        return Load(path, (name, _, _) => agents(name), options);
    }

    // The same, for an agent that depends on the seat that it takes.
    internal static BackendTeam Load(string path, Func<string, MemberRole, IReadOnlyList<Area>, AIAgent?> agents, TeamOptions? options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        try
        {
            // Reading stops just past the maximum, because a path may lead to a file of any size.
            using var reader = new StreamReader(path);
            var text = new char[MaxLength + 1];
            return Parse(new string(text, 0, reader.ReadBlock(text)), agents, options, path);
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
    /// <exception cref="ArgumentException">Something in <paramref name="options"/> that the text leaves as it is cannot be used, or a
    /// part of it is null.</exception>
    public static BackendTeam Parse(string yaml, Func<string, AIAgent?> agents, TeamOptions? options = null, string file = "team.yaml")
    {
        ArgumentNullException.ThrowIfNull(agents);
        return Parse(yaml, (name, _, _) => agents(name), options, file);
    }

    private static BackendTeam Parse(
        string yaml,
        Func<string, MemberRole, IReadOnlyList<Area>, AIAgent?> agents,
        TeamOptions? options,
        string file
    )
    {
        ArgumentNullException.ThrowIfNull(yaml);
        if (yaml.Length > MaxLength)
            throw new TeamFileException(file, null, $"It has more than {MaxLength} characters.", "Make it shorter: a team takes no more.");
        options ??= new TeamOptions();
        TeamOptionsCheck.RefuseNulls(options, nameof(options));
        var team = TeamValue.Read(yaml, file)?.Section(TeamFileOptions.Keys);
        if (team?["workers"]?.Items() is not { Count: > 0 } workers)
            throw new TeamFileException(file, team?["workers"]?.Line, "It has no workers.", "Name at least one agent under 'workers'.");
        var members = new List<TeamMember>();
        var seats = new Dictionary<string, TeamSection>(StringComparer.Ordinal);
        foreach (var worker in workers)
            Seat(worker, MemberRole.Worker);
        foreach (var reviewer in team["reviewers"]?.Items() ?? [])
            Seat(reviewer, MemberRole.Reviewer);
        var applied = TeamFileOptions.Apply(team, options, members);
        foreach (var problem in TeamOptionsCheck.Problems(applied, members))
        {
            var option = problem.Place.Path!;
            var place = (problem.Place.Element is { } member ? seats[member] : team).Find(option);
            // The file decides who is in the team, not the host.
            place ??= option == nameof(Quorum) ? team["reviewers"] ?? team["workers"] : null;
            if (place is not null)
                throw place.Wrong($"'{TeamSection.KeyOf(option)}'{problem.Message[option.Length..]}", problem.Remedy);
        }

        return new BackendTeam(members, applied, team["name"]?.Text() ?? "backend-team");

        void Seat(TeamValue value, MemberRole role)
        {
            var seat = value.Section(
                role == MemberRole.Reviewer
                    ? ["agent", "name", "areas", "required", "timeout", "budget", "fallback"]
                    : ["agent", "name", "areas", "timeout", "budget", "fallback"]
            );
            if (seat["agent"] is not { } agent)
                throw value.Wrong("A member has no 'agent'.", "Name the agent that takes the seat.");
            IReadOnlyList<Area> judged = seat["areas"] is { } areas ? [.. areas.Items().Select(static area => area.Word<Area>())] : [];
            var member = new TeamMember
            {
                Agent = Find(agent, role, judged),
                Name = (seat["name"] ?? agent).Text(),
                Role = role,
                Areas = judged,
                Required = seat["required"]?.Flag() ?? true,
                Timeout = seat["timeout"]?.Duration(),
                Budget = TeamFileOptions.Budget(seat["budget"], Budgets.Budget.Unlimited),
                Fallback = seat["fallback"] is { } fallback ? Find(fallback, role, judged) : null,
            };
            if (!seats.TryAdd(member.Name, seat))
                throw value.Wrong($"Two members are called '{TeamValue.Short(member.Name)}'.", "Give one of them another 'name'.");
            members.Add(member);
        }

        AIAgent Find(TeamValue name, MemberRole role, IReadOnlyList<Area> judged) =>
            agents(name.Text(), role, judged)
            ?? throw name.Wrong(
                $"There is no agent '{TeamValue.Short(name.Text())}'.",
                "Use the name of an agent definition, or register the agent."
            );
    }
}
