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

    /// <summary>Takes the slashes from the code in hooks, as a person would.</summary>
    public void UncommentHooks()
    {
        foreach (var file in Directory.GetFiles(Folder, "*Hooks.cs", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);
            Assert.That(text, Does.Contain("    //     public override "), file);
            File.WriteAllText(file, text.Replace("    //     ", "    ", StringComparison.Ordinal));
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
