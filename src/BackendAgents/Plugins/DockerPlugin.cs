using System.ComponentModel;
using BackendAgents.Engineering.Projects;
using Microsoft.SemanticKernel;

namespace BackendAgents.Plugins;

/// <summary>Functions about the container image of the service.</summary>
/// <param name="project">The work in progress.</param>
internal sealed class DockerPlugin(BackendProject project)
{
    /// <summary>The Dockerfile.</summary>
    [KernelFunction("dockerfile")]
    [Description("Returns the Dockerfile of the service.")]
    public string Dockerfile() => PluginArtifacts.Give(project, static path => path == "Dockerfile");

    /// <summary>The list of what stays out of the build context.</summary>
    [KernelFunction("dockerignore")]
    [Description("Returns the .dockerignore of the service.")]
    public string Dockerignore() => PluginArtifacts.Give(project, static path => path == ".dockerignore");
}
