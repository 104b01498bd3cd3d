using BackendAgents.Coordination;
using BackendAgents.Coordination.Reports;
using BackendAgents.Definitions;
using BackendAgents.Engineering.Artifacts;

namespace BackendAgents;

/// <summary>A backend to be built.</summary>
public sealed record BuildRequest
{
    /// <summary>What is wanted, in plain language. Left empty when a run is resumed: its journal has it.</summary>
    public required string Brief { get; init; }

    /// <summary>
    /// What holds for all work on the project, see <see cref="ProjectContext"/>; empty for nothing. Left empty when a run is resumed.
    /// </summary>
    public string Context { get; init; } = "";

    /// <summary>Name of the run and of its journal; null makes a new one.</summary>
    public string? RunId { get; init; }

    /// <summary>True continues the run of <see cref="RunId"/> from its journal in the team's runs folder.</summary>
    public bool Resume { get; init; }

    /// <summary>What people answered since the run stopped.</summary>
    public IReadOnlyList<Answer> Answers { get; init; } = [];

    /// <summary>The folder to write to; null writes nothing and leaves the artifacts in the result.</summary>
    public string? Output { get; init; }

    /// <summary>Whether that folder may hold files that no delivery wrote. They are never touched.</summary>
    public bool AllowForeignFiles
    {
        get => Workspace.AllowForeignFiles;
        init => Workspace = Workspace with { AllowForeignFiles = value };
    }

    /// <summary>What the page about the run tells people to paste.</summary>
    internal PrintedCommands Commands { get; init; } = PrintedCommands.Tool;

    internal WorkspaceOptions Workspace { get; init; } = new();

    /// <summary>
    /// Whether the delivery is compiled, tested and started before it is approved. That executes what the emitters wrote.
    /// </summary>
    public bool Verify { get; init; } = true;

    /// <summary>
    /// Agents of the host's own. One with the name of a built-in agent takes its place; another joins as a reviewer of the areas that it
    /// names (<c>metadata: { areas: … }</c>), or, with a <see cref="TeamFile"/>, where that seats it.
    /// </summary>
    public IReadOnlyList<AgentDefinition> Agents { get; init; } = [];

    /// <summary>A <c>team.yaml</c> that says who works and who reviews; null for all agents.</summary>
    public string? TeamFile { get; init; }

    /// <summary>
    /// Budgets, timeouts, journal and policies of the team; its verifiers are set by <see cref="Verify"/> when it names none, and its
    /// journal goes into the <see cref="Output"/> when it names no folder.
    /// </summary>
    public TeamOptions Team { get; init; } = new();
}

/// <summary>What building came to.</summary>
/// <param name="Team">How the run ended, with artifacts, verdicts and findings, whatever the end.</param>
/// <param name="Files">What was written; null when nothing was.</param>
/// <param name="ReportPath">
/// A page about the run, beside the delivery; also of one that failed before there was any. Null when no folder is named, or the run was
/// cancelled.
/// </param>
public sealed record BuildResult(TeamResult Team, WriteReport? Files, string? ReportPath = null);
