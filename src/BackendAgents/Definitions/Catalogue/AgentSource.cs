namespace BackendAgents.Definitions.Catalogue;

/// <summary>Where a catalogue finds definitions.</summary>
/// <param name="Scope">Which precedence they have.</param>
/// <param name="Folder">The folder, read with all below it; need not exist. Null for the definitions that come with the package.</param>
public sealed record AgentSource(AgentScope Scope, string? Folder)
{
    /// <summary>The definitions that come with the package.</summary>
    public static AgentSource BuiltIn { get; } = new(AgentScope.BuiltIn, null);

    /// <summary>The usual places of a user and a project: those of this tool, of Claude Code and of Copilot.</summary>
    /// <param name="project">The project's folder.</param>
    /// <param name="home">The user's folder; null for none.</param>
    public static IReadOnlyList<AgentSource> Usual(string project, string? home)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(project);
        string[] user = [".backend-agents/agents", ".claude/agents"];
        string[] own = [".backend-agents/agents", ".claude/agents", ".github/agents"];
        return
        [
            BuiltIn,
            .. home is null ? [] : user.Select(folder => new AgentSource(AgentScope.User, Path.Combine(home, folder))),
            .. own.Select(folder => new AgentSource(AgentScope.Project, Path.Combine(project, folder))),
        ];
    }
}

/// <summary>Whose a definition is. Where names collide, the later one in this order counts.</summary>
public enum AgentScope
{
    /// <summary>Comes with the package.</summary>
    BuiltIn,

    /// <summary>The user's, for all projects.</summary>
    User,

    /// <summary>The project's.</summary>
    Project,
}
