using System.Reflection;

namespace BackendAgents.Definitions.Catalogue;

/// <summary>Where a catalogue finds definitions.</summary>
/// <param name="Scope">Which precedence they have.</param>
/// <param name="Folder">The folder, read with all below it; need not exist. Null for definitions in a package.</param>
internal sealed record AgentSource(AgentScope Scope, string? Folder)
{
    /// <summary>The definitions that come with this package.</summary>
    public static AgentSource BuiltIn { get; } = OfPackage(typeof(AgentSource).Assembly);

    /// <summary>The assembly whose embedded definitions are read; null for a folder.</summary>
    public Assembly? Package { get; private init; }

    /// <summary>The definitions that come with any package: embedded resources whose logical names begin with <c>agents/</c>.</summary>
    /// <param name="assembly">The package's assembly.</param>
    /// <param name="scope">Which precedence they have.</param>
    public static AgentSource OfPackage(Assembly assembly, AgentScope scope = AgentScope.BuiltIn)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return new AgentSource(scope, null) { Package = assembly };
    }

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
internal enum AgentScope
{
    /// <summary>Comes with the package.</summary>
    BuiltIn,

    /// <summary>The user's, for all projects.</summary>
    User,

    /// <summary>The project's.</summary>
    Project,
}
