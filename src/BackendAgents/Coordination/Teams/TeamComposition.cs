using System.ComponentModel;
using BackendAgents.Engineering.Projects;
using Microsoft.Agents.AI;
using Microsoft.SemanticKernel;

namespace BackendAgents.Coordination.Teams;

/// <summary>A team as a part of something bigger.</summary>
public static class TeamComposition
{
    /// <summary>The team as an agent: a step of a workflow, a member of another team.</summary>
    /// <param name="team">The team. Its members' tools find the run's project in <see cref="TurnContext"/>.</param>
    public static AIAgent AsAIAgent(this BackendTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        return new TeamAgent(team.Name, _ => team);
    }

    /// <summary>A team as an agent, made anew for each run: for members whose tools are made for one project.</summary>
    /// <param name="newTeam">Makes the team for a project.</param>
    /// <param name="name">What the agent is called; stable, since its id is made from it.</param>
    public static AIAgent AsAIAgent(this Func<BackendProject, BackendTeam> newTeam, string name = "backend-team")
    {
        ArgumentNullException.ThrowIfNull(newTeam);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new TeamAgent(name, newTeam);
    }

    /// <summary>The result in a response of a team that runs as an agent; null in any other response.</summary>
    /// <param name="response">The response.</param>
    public static TeamResult? TeamResult(this AgentResponse response) => TeamAgent.ResultOf(response);

    /// <summary>The team as a kernel function with one parameter, <c>brief</c>, for anybody's kernel.</summary>
    /// <param name="team">The team. Its members' tools find the run's project in <see cref="TurnContext"/>.</param>
    /// <param name="functionName">Letters, digits and underscores.</param>
    public static KernelFunction AsKernelFunction(this BackendTeam team, string functionName = "build_backend")
    {
        ArgumentNullException.ThrowIfNull(team);
        return AsKernelFunction(_ => team, functionName);
    }

    /// <summary>A team as a kernel function, made anew for each call: for members whose tools are made for one project.</summary>
    /// <param name="newTeam">Makes the team for a project.</param>
    /// <param name="functionName">Letters, digits and underscores.</param>
    public static KernelFunction AsKernelFunction(this Func<BackendProject, BackendTeam> newTeam, string functionName = "build_backend")
    {
        ArgumentNullException.ThrowIfNull(newTeam);
        return KernelFunctionFactory.CreateFromMethod(
            async (
                [Description("What the backend is for and what it must do, in plain language.")] string brief,
                CancellationToken cancellationToken
            ) =>
            {
                var project = new BackendProject();
                var result = await newTeam(project)
                    .RunAsync(new TeamRequest { Brief = brief, Project = project }, cancellationToken)
                    .ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                return TeamAgent.Say(result);
            },
            functionName,
            "Has a team design, review and deliver a backend. Answers with how it ended."
        );
    }
}
