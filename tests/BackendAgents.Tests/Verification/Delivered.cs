using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Projects;
using BackendAgents.Verification;

namespace BackendAgents.Tests.Verification;

/// <summary>A delivery in a folder of its own, deleted at the end.</summary>
internal sealed class Delivered : IDisposable
{
    private Delivered(VerificationContext context) => Context = context;

    public VerificationContext Context { get; }

    public string Folder => Context.Folder;

    public static Delivered Write(Blueprint blueprint)
    {
        var project = new BackendProject();
        project.Replace(blueprint);
        var folder = Directory.CreateTempSubdirectory("delivered-").FullName;
        Workspace.Open(folder).Write(project.Current.Artifacts);
        return new Delivered(new VerificationContext(blueprint, project.Current.Artifacts, folder));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
