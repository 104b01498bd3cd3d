using System.ComponentModel;
using BackendAgents.Engineering.Projects;
using Microsoft.SemanticKernel;

namespace BackendAgents.Coordination.Teams;

/// <summary>A team as a part of something bigger.</summary>
public static class TeamComposition
{
    /// <summary>The team as an agent: a step of a workflow, a member of another team.</summary>
    /// <param name="team">The team.</param>
    /// <param name="newProject">Makes the work in progress of each run; null for empty ones. Members whose tools hold a project need that very project.</param>
    public static TeamAgent AsAIAgent(this BackendTeam team, Func<BackendProject>? newProject = null)
    {
        ArgumentNullException.ThrowIfNull(team);
        return new TeamAgent(team, newProject);
    }

    /// <summary>The team as a kernel function with one parameter, <c>brief</c>, for anybody's kernel.</summary>
    /// <param name="team">The team.</param>
    /// <param name="newProject">Makes the work in progress of each call; null for empty ones.</param>
    /// <param name="functionName">Letters, digits and underscores.</param>
    public static KernelFunction AsKernelFunction(this BackendTeam team, Func<BackendProject>? newProject = null, string functionName = "build_backend")
    {
        ArgumentNullException.ThrowIfNull(team);
        return KernelFunctionFactory.CreateFromMethod(
            async ([Description("What the backend is for and what it must do, in plain language.")] string brief, CancellationToken cancellationToken) =>
            {
                var result = await team.RunAsync(new TeamRequest { Brief = brief, Project = newProject?.Invoke() }, cancellationToken).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                return TeamAgent.Say(result);
            },
            functionName, "Has a team design, review and deliver a backend. Answers with how it ended.");
    }
}
