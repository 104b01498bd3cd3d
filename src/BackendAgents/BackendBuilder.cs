using BackendAgents.Agents;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Reports;
using BackendAgents.Coordination.Runs;
using BackendAgents.Coordination.Teams;
using BackendAgents.Definitions;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Projects;
using BackendAgents.Verification;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace BackendAgents;

/// <summary>
/// Builds backends with the team that comes with the package: the developer and all reviewers. Thread-safe; each build has a project of
/// its own.
/// </summary>
/// <param name="agents">Makes the agents.</param>
/// <param name="verifiers">Judge deliveries of runs whose options name none, in this order; null for none.</param>
/// <param name="loggers">Where runs are logged whose options bring no logger; null for nowhere.</param>
/// <param name="options">Capabilities of the host's own; null for none.</param>
public sealed class BackendBuilder(
    AgentFactory agents,
    IEnumerable<IVerifier>? verifiers = null,
    ILoggerFactory? loggers = null,
    IOptions<BackendAgentsOptions>? options = null
)
{
    private readonly IReadOnlyList<IVerifier> _verifiers = [.. verifiers ?? []];
    private readonly CapabilityCatalog _capabilities = CapabilityCatalog.BuiltIn.With(options?.Value.Capabilities ?? []);
    private readonly bool _runWrittenCode = options?.Value.RunWrittenCode ?? false;
    private readonly ILogger _logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger("BackendAgents.Coordination");

    /// <summary>Runs a team on a brief and writes what it delivers.</summary>
    /// <param name="request">What is wanted, and where.</param>
    /// <param name="progress">Hears every event; may be null.</param>
    /// <param name="cancellationToken">Ends the run as cancelled; the result tells how far it came, and nothing is written.</param>
    /// <remarks>
    /// The run's journal is kept in <see cref="TeamOptions.RunsFolder"/>; where that is null, in <c>.backend-agents/runs</c> of the
    /// output.
    /// </remarks>
    /// <exception cref="InvalidOperationException">It is to be verified, and there are no verifiers.</exception>
    /// <exception cref="WorkspaceException">The folder can't take a delivery. It is checked before any work is done.</exception>
    /// <exception cref="AgentDefinitionException">The team's file can't be used.</exception>
    /// <exception cref="AgentDefinitionException">Two agents have one name, or one has no seat.</exception>
    public async Task<BuildResult> BuildAsync(
        BuildRequest request,
        IProgress<TeamEvent>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Verify && _verifiers.Count == 0 && request.Team.Verifiers.Count == 0)
            throw new InvalidOperationException(
                "The delivery is to be verified, and there are no verifiers. Add the package BackendAgents.Verification and call "
                    + "services.AddBackendVerification(), name your own in TeamOptions.Verifiers, or set BuildRequest.Verify to false."
            );
        var workspace = request.Output is null ? null : Workspace.Open(request.Output, request.Workspace);
        workspace?.EnsureWritable();
        var options = request.Team;
        if (options.RunsFolder is null && request.Output is not null)
            options = options with { RunsFolder = RunCatalog.FolderOf(request.Output) };
        var project = NewProject(options, workspace?.ReadRelease());
        project.Take(workspace?.ReadWritten() ?? []);
        TeamResult? result = null;
        var history = new FindingHistory();
        using var trial = request.Verify || options.Verifiers.Count > 0 ? Trial(options) : null;
        var team = CreateTeam(project, options, request.Agents, request.TeamFile, request.Verify, trial);
        await foreach (var happened in team.RunStreamingAsync(Asked(request, project), cancellationToken))
        {
            progress?.Report(happened);
            history.Take(happened);
            result = happened is RunEnded ended ? ended.Result : result;
        }

        if (workspace is null || result!.Stop.Kind == StopKind.Cancelled)
            return new BuildResult(result!, null);
        // What stopped on the way is delivered as far as it is whole; what never was drawn is not. A page tells of either.
        var files =
            result.Blueprint is null || result.Stop.Kind == StopKind.Failed
                ? null
                : workspace.Write(result.Artifacts, CancellationToken.None);
        return new BuildResult(result, files, Report(request, result, workspace, history, isDelivered: files is not null));
    }

    private string? Report(BuildRequest request, TeamResult result, Workspace workspace, FindingHistory history, bool isDelivered)
    {
        var page = RunReport.Html(
            new Report(result)
            {
                Brief = request.Resume && result.JournalPath is { } journal ? RunCatalog.Read(journal).Brief : request.Brief,
                Root = isDelivered ? "../" : null,
                Found = history.End(result.Findings),
                Capabilities = _capabilities,
                Commands = request.Commands,
            }
        );
        try
        {
            return workspace.WriteReport(page, isDelivered);
        }
        catch (WorkspaceException) when (!isDelivered)
        {
            // Why the run failed is told all the same; where its folder can't be written, that is often why.
            return null;
        }
    }

    /// <summary>The team, working on a project: to be run, embedded or extended by hand.</summary>
    /// <param name="project">The work in progress.</param>
    /// <param name="options">Budgets and policies; the defaults when null.</param>
    /// <param name="own">Agents in place of or beside the built-in ones, see <see cref="BuildRequest.Agents"/>; null for none.</param>
    /// <param name="teamFile">A <c>team.yaml</c>; null seats all agents.</param>
    /// <exception cref="AgentDefinitionException">The team's file can't be used.</exception>
    /// <exception cref="AgentDefinitionException">Two agents have one name, or one has no seat.</exception>
    public BackendTeam CreateTeam(
        BackendProject project,
        TeamOptions? options = null,
        IReadOnlyList<AgentDefinition>? own = null,
        string? teamFile = null
    ) => CreateTeam(project, options ?? new TeamOptions(), own, teamFile, Trial(options ?? new TeamOptions()));

    private BackendTeam CreateTeam(
        BackendProject project,
        TeamOptions options,
        IReadOnlyList<AgentDefinition>? own,
        string? teamFile,
        IScenarioTrial? trial
    )
    {
        var definitions = Join(AgentDefinitionLoader.BuiltIn(), own ?? [], teamFile is not null);
        options = WithRules(options);
        if (options.Logger is NullLogger)
            options = options with { Logger = _logger };
        if (_runWrittenCode)
            options = options with { RunWrittenCode = true };
        return teamFile is null
            ? new BackendTeam([.. definitions.Values.Select(definition => Member(definition, project, trial))], options)
            : TeamFile.Load(
                teamFile,
                (name, role, areas) =>
                    definitions.GetValueOrDefault(name) is { } definition ? Agent(Seated(definition, role, areas), project, trial) : null,
                options
            );
    }

    /// <summary>
    /// The areas that an agent reviews which joins a team: those that its definition names, or else those that its name and description
    /// speak of. Empty for one that judges nothing, which has no seat beside the built-in ones.
    /// </summary>
    /// <param name="definition">The definition.</param>
    public static IReadOnlyList<Area> ReviewAreas(AgentDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition.Areas.Count > 0 ? definition.Areas : Definitions.Tools.ReviewAreas.Of(definition);
    }

    /// <summary>Runs a build again from its journal, without any model, tool or verifier.</summary>
    /// <param name="journalPath">The journal; it is only read.</param>
    /// <param name="options">The options of that build; the defaults when null.</param>
    /// <param name="own">The agents of that build, see <see cref="BuildRequest.Agents"/>.</param>
    /// <param name="teamFile">The team's file of that build.</param>
    /// <param name="cancellationToken">Ends the replay.</param>
    /// <returns>Where the run goes, and where, if anywhere, it would now take another course.</returns>
    /// <exception cref="Coordination.Journal.JournalException">The journal can't be read.</exception>
    internal Task<ReplayReport> ReplayAsync(
        string journalPath,
        TeamOptions? options = null,
        IReadOnlyList<AgentDefinition>? own = null,
        string? teamFile = null,
        CancellationToken cancellationToken = default
    )
    {
        var record = RunCatalog.Read(journalPath);
        var team = options ?? new TeamOptions();
        var project = NewProject(team);
        // Only an approved run without a single verification is known to have been told not to verify.
        var verified = record.Verifications > 0 || record.Stop?.Kind is not StopKind.Approved and not StopKind.Incomplete;
        return CreateTeam(project, team, own, teamFile, verified, null).ReplayAsync(journalPath, project, cancellationToken);
    }

    // A team's file may name verifiers that a run is then told to go without, so they are known even to that run.
    private BackendTeam CreateTeam(
        BackendProject project,
        TeamOptions options,
        IReadOnlyList<AgentDefinition>? own,
        string? teamFile,
        bool verify,
        IScenarioTrial? trial
    )
    {
        var team = CreateTeam(project, Verified(options), own, teamFile, trial);
        return verify || options.Verifiers.Count > 0
            ? team
            : new BackendTeam(team.Members, team.Options with { Verifiers = [] }, team.Name);
    }

    // What agents write is run by one who verifies, and only where the host allows it.
    private IScenarioTrial? Trial(TeamOptions options) =>
        _runWrittenCode || options.RunWrittenCode ? Verified(options).Verifiers.OfType<ITriesScenarios>().FirstOrDefault()?.Begin() : null;

    private TeamOptions Verified(TeamOptions options) => options.Verifiers.Count > 0 ? options : options with { Verifiers = _verifiers };

    // The rules of a host's capabilities are house rules: reviewers may cite them.
    private TeamOptions WithRules(TeamOptions options) =>
        _capabilities.Rules.Count == 0 ? options : options with { HouseRules = [.. options.HouseRules.Union(_capabilities.Rules)] };

    private BackendProject NewProject(TeamOptions options, Release? released = null) =>
        new(released, [.. RuleCatalog.All, .. WithRules(options).HouseRules], _capabilities);

    private static TeamRequest Asked(BuildRequest request, BackendProject project) =>
        new()
        {
            Brief = request.Brief,
            Context = request.Context,
            Project = project,
            RunId = request.RunId,
            Resume = request.Resume,
            Answers = request.Answers,
            Output = request.Output,
        };

    // The built-in agents in their order, each replaced by its namesake; then the others.
    private static OrderedDictionary<string, AgentDefinition> Join(
        IReadOnlyList<AgentDefinition> builtIn,
        IReadOnlyList<AgentDefinition> own,
        bool seatedByFile
    )
    {
        var joined = new OrderedDictionary<string, AgentDefinition>(StringComparer.Ordinal);
        foreach (var definition in builtIn)
            joined[definition.Name] = definition;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var definition in own)
        {
            if (!names.Add(definition.Name))
                throw new AgentDefinitionException(
                    definition.Source,
                    $"Another agent is called '{definition.Name}': {own.First(other => other.Name == definition.Name).Source}.",
                    "Give one of them another name."
                );
            var builtInAreas = joined.GetValueOrDefault(definition.Name)?.Areas;
            var areas = definition.Areas.Count > 0 ? definition.Areas : builtInAreas ?? ReviewAreas(definition);
            if (!seatedByFile && builtInAreas is null && areas.Count == 0)
                throw new AgentDefinitionException(
                    definition.Source,
                    $"The agent '{definition.Name}' has no seat in the team.",
                    "Name the areas that it reviews ('metadata: { areas: security }'), say in its description what it "
                        + "reviews, or seat it in a team.yaml."
                );
            joined[definition.Name] = definition with { Areas = areas };
        }

        return joined;
    }

    private TeamMember Member(AgentDefinition definition, BackendProject project, IScenarioTrial? trial)
    {
        var agent = Agent(definition, project, trial);
        return definition.Areas.Count > 0 ? TeamMember.Reviewer(agent, definition.Areas) : TeamMember.Worker(agent);
    }

    // Who reviews is given what reviewing needs by the seat; who works in a file's seat is offered what its definition says.
    private static AgentDefinition Seated(AgentDefinition definition, MemberRole role, IReadOnlyList<Area> areas) =>
        role == MemberRole.Worker ? definition with { Areas = [] }
        : areas.Count > 0 ? definition with { Areas = areas }
        : definition.Areas.Count > 0 ? definition
        : definition with { Areas = Enum.GetValues<Area>() };

    private KernelAgent Agent(AgentDefinition definition, BackendProject project, IScenarioTrial? trial) =>
        agents.Create(definition, kernel =>
        {
            foreach (var plugin in BackendPlugins.Create(project, trial))
                kernel.Plugins.Add(plugin);
        });
}
