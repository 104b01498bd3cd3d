using BackendAgents.Agents;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Events;
using BackendAgents.Coordination.Runs;
using BackendAgents.Definitions;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Projects;
using BackendAgents.Models;
using BackendAgents.Verification;
using Microsoft.SemanticKernel;

namespace BackendAgents;

/// <summary>Builds backends with the team that comes with the package: the developer and all reviewers. Thread-safe; each build has a project of its own.</summary>
/// <param name="agents">Makes the agents.</param>
/// <param name="models">Says which model stands for an agent's alias.</param>
public sealed class BackendBuilder(AgentFactory agents, ModelRegistry models)
{
    /// <summary>Runs a team on a brief and writes what it delivers.</summary>
    /// <param name="request">What is wanted, and where.</param>
    /// <param name="progress">Hears every event; may be null.</param>
    /// <param name="cancellationToken">Ends the run as cancelled; the result tells how far it came, and nothing is written.</param>
    /// <exception cref="WorkspaceException">The folder can't take a delivery. It is checked before any work is done.</exception>
    public async Task<BuildResult> BuildAsync(BuildRequest request, IProgress<TeamEvent>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var workspace = request.Output is null ? null : Workspace.Open(request.Output, request.Workspace);
        var project = new BackendProject();
        var options = request.Verify ? Verified(request.Team) : request.Team;
        TeamResult? result = null;
        await foreach (var happened in CreateTeam(project, options).RunStreamingAsync(Asked(request, project), cancellationToken))
        {
            progress?.Report(happened);
            result = happened is RunEnded ended ? ended.Result : result;
        }

        // What stopped on the way is delivered as far as it is whole; what was cancelled or never drawn is not.
        var deliverable = result!.Blueprint is not null && result.Stop.Kind is not (StopKind.Cancelled or StopKind.Failed);
        return new BuildResult(result, deliverable ? workspace?.Write(result.Artifacts, CancellationToken.None) : null);
    }

    /// <summary>The team, working on a project: to be run, embedded or extended by hand.</summary>
    /// <param name="project">The work in progress.</param>
    /// <param name="options">Budgets and policies; the defaults when null.</param>
    public BackendTeam CreateTeam(BackendProject project, TeamOptions? options = null) =>
        new([.. AgentDefinitionLoader.BuiltIn().Select(definition => Member(definition, project))], options);

    /// <summary>Runs a build again from its journal, without any model, tool or verifier.</summary>
    /// <param name="journalPath">The journal; it is only read.</param>
    /// <param name="options">The options of that build; the defaults when null.</param>
    /// <param name="cancellationToken">Ends the replay.</param>
    /// <returns>Where the run goes, and where, if anywhere, it would now take another course.</returns>
    /// <exception cref="Coordination.Journal.JournalException">The journal can't be read.</exception>
    public Task<ReplayReport> ReplayAsync(string journalPath, TeamOptions? options = null, CancellationToken cancellationToken = default)
    {
        var record = RunCatalog.Read(journalPath);
        var project = new BackendProject();
        // Only an approved run without a single verification is known to have been told not to verify.
        var verified = record.Verifications > 0 || record.Stop?.Kind is not StopKind.Approved;
        var team = options ?? new TeamOptions();
        return CreateTeam(project, verified ? Verified(team) : team).ReplayAsync(journalPath, project, cancellationToken);
    }

    private static TeamOptions Verified(TeamOptions options) => options.Verifiers.Count > 0 ? options : options with { Verifiers = Verifiers.All() };

    private static TeamRequest Asked(BuildRequest request, BackendProject project) =>
        new() { Brief = request.Brief, Project = project, RunId = request.RunId, Resume = request.Resume, Answers = request.Answers };

    private TeamMember Member(AgentDefinition definition, BackendProject project)
    {
        var agent = agents.Create(kernel =>
        {
            foreach (var plugin in BackendPlugins.Create(project))
                kernel.Plugins.Add(plugin);
            return new KernelAgentOptions
            {
                Name = definition.Name,
                Description = definition.Description,
                Instructions = definition.Instructions,
                Source = definition.Source,
                ServiceId = models.Resolve(definition.Model).ServiceId,
                Functions = FunctionSelection.Of(kernel.Plugins, definition.Tools ?? []).Functions,
            };
        });
        return definition.Areas.Count > 0 ? TeamMember.Reviewer(agent, definition.Areas) : TeamMember.Worker(agent);
    }
}
