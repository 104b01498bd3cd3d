using BackendAgents.Engineering.Projects;
using BackendAgents.Plugins;
using BackendAgents.Verification;

// In Semantic Kernel's namespace, so that the one line needs no other using.
namespace Microsoft.SemanticKernel;

/// <summary>Adds the plugins of BackendAgents to anyone's kernel.</summary>
public static class BackendPlugins
{
    /// <summary>
    /// Adds the plugins <c>blueprint</c>, <c>schema</c>, <c>openapi</c>, <c>docker</c>, <c>review</c>, <c>workspace</c>,
    /// <c>requirements</c> and <c>code</c>, all working on one project.
    /// </summary>
    /// <param name="plugins">The plugins of a kernel or kernel builder.</param>
    /// <param name="project">The work in progress; a new, empty one when null.</param>
    /// <returns>The project on which the plugins work.</returns>
    /// <exception cref="ArgumentException">A plugin of one of these names is there already.</exception>
    public static BackendProject AddBackend(this ICollection<KernelPlugin> plugins, BackendProject? project = null)
    {
        project ??= new BackendProject();
        foreach (var plugin in Create(project))
            plugins.Add(plugin);
        return project;
    }

    /// <summary>The plugins for a project, to be added by hand.</summary>
    public static IReadOnlyList<KernelPlugin> Create(BackendProject project) => Create(project, null);

    /// <summary>The same, with a way to run what agents write; null where the host does not allow that.</summary>
    internal static IReadOnlyList<KernelPlugin> Create(BackendProject project, IScenarioTrial? trial) =>
        [
            KernelPluginFactory.CreateFromObject(new BlueprintPlugin(project), "blueprint"),
            KernelPluginFactory.CreateFromObject(new SchemaPlugin(project), "schema"),
            KernelPluginFactory.CreateFromObject(new OpenApiPlugin(project), "openapi"),
            KernelPluginFactory.CreateFromObject(new DockerPlugin(project), "docker"),
            KernelPluginFactory.CreateFromObject(new ReviewPlugin(project), "review"),
            KernelPluginFactory.CreateFromObject(new WorkspacePlugin(project), "workspace"),
            KernelPluginFactory.CreateFromObject(new RequirementsPlugin(project), "requirements"),
            KernelPluginFactory.CreateFromObject(new CodePlugin(project, trial), "code"),
            KernelPluginFactory.CreateFromObject(new ScenarioPlugin(project), "scenario"),
        ];
}
