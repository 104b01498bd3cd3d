using BackendAgents.Definitions.Formats;
using BackendAgents.Definitions.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Definitions;

// A folder with all below it: the agents, and what else there is, each said once. A file that can't be read leaves the others alone.
internal sealed record DefinitionFolder(IReadOnlyList<AgentDefinitionResult> Agents, IReadOnlyList<Diagnostic> LeftOut)
{
    private static readonly string[] s_others = [".git", "node_modules", "bin", "obj"];

    public static DefinitionFolder Read(string folder, CancellationToken cancellationToken = default)
    {
        var agents = new List<AgentDefinitionResult>();
        var leftOut = new List<Diagnostic>();
        foreach (var path in Files(folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (FileKinds.IsManifest(path))
                    leftOut.Add(FileKinds.Said(path, FileKind.Manifest));
                else if (!IsYaml(path) || SaysItIsAnAgent(path))
                {
                    var (result, kind) = AgentDefinitionLoader.Load(path);
                    if (kind == FileKind.Agent)
                        agents.Add(result);
                    else
                        leftOut.Add(FileKinds.Said(path, kind));
                }
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                leftOut.Add(
                    new Diagnostic(
                        "DEF061",
                        Severity.Error,
                        new Place(path, null, 1, 1),
                        $"The file can't be read: {problem.Message}",
                        "Check that it may be read."
                    )
                );
            }
        }

        return new DefinitionFolder(agents, leftOut);
    }

    // By path. Links are not followed, so that a loop of them ends.
    private static IEnumerable<string> Files(string folder) =>
        Directory
            .EnumerateFiles(
                folder,
                "*",
                new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }
            )
            .Where(path =>
                (Path.GetExtension(path).Equals(".md", StringComparison.OrdinalIgnoreCase) || IsYaml(path) || FileKinds.IsManifest(path))
                && !Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar).Any(s_others.Contains)
            )
            .Order(StringComparer.Ordinal);

    private static bool IsYaml(string path) => Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml";

    private static bool SaysItIsAnAgent(string path)
    {
        var info = new FileInfo(path);
        return info.Length <= AgentDefinitionLoader.MaxLength && YamlAgent.FormOf(File.ReadAllText(path)) is not null;
    }
}
