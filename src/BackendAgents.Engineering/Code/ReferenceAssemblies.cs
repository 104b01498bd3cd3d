using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace BackendAgents.Engineering.Code;

/// <summary>
/// What a delivered service is compiled against: the framework of this machine and the packages that its project names, as they lie in the
/// folder of packages. Nothing is downloaded and nothing is executed. Safe on any thread.
/// </summary>
internal sealed class ReferenceAssemblies
{
    private static readonly string[] s_frameworks = ["Microsoft.NETCore.App", "Microsoft.AspNetCore.App"];
    private static readonly ConcurrentDictionary<string, ReferenceAssemblies> s_known = new(StringComparer.Ordinal);

    private ReferenceAssemblies(IReadOnlyList<MetadataReference> references, IReadOnlyList<string> missing)
    {
        References = references;
        Missing = missing;
    }

    /// <summary>The assemblies.</summary>
    public IReadOnlyList<MetadataReference> References { get; }

    /// <summary>Frameworks and packages that are not on this machine; then nothing can be compiled.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Those of a project.</summary>
    /// <param name="project">Text of the project file.</param>
    public static ReferenceAssemblies Of(string project) =>
        // One that lacks something is looked for again: it may be restored by then.
        s_known.TryGetValue(project, out var known)
        && known.Missing.Count == 0
            ? known
            : s_known[project] = Find(project);

    private static ReferenceAssemblies Find(string project)
    {
        var missing = new List<string>();
        var files = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var framework in s_frameworks)
        {
            var folder = Framework(framework);
            if (folder is null)
                missing.Add(framework);
            else
                Add(Directory.EnumerateFiles(folder, "*.dll"));
        }

        var packages = XDocument
            .Parse(project)
            .Descendants("PackageReference")
            .Select(static package => ((string?)package.Attribute("Include") ?? "", (string?)package.Attribute("Version") ?? ""));
        Add(new PackageFolder().Assemblies(packages, files.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase), missing));
        return new ReferenceAssemblies(
            [.. files.Values.Where(IsManaged).Select(static file => MetadataReference.CreateFromFile(file))],
            missing
        );

        void Add(IEnumerable<string> found)
        {
            foreach (var file in found)
                files.TryAdd(Path.GetFileName(file), file);
        }
    }

    // The reference pack, or else the runtime itself, which has the same types.
    private static string? Framework(string name)
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return Newest(Path.Combine(root, "packs", name + ".Ref")) is { } pack && Directory.Exists(Path.Combine(pack, "ref", "net10.0"))
            ? Path.Combine(pack, "ref", "net10.0")
            : Newest(Path.Combine(root, "shared", name));
    }

    private static string? Newest(string folder) =>
        Directory.Exists(folder)
            ? Directory
                .EnumerateDirectories(folder, "10.*")
                .MaxBy(static path => Version.TryParse(Path.GetFileName(path), out var version) ? version : new Version())
            : null;

    private static bool IsManaged(string file)
    {
        using var stream = File.OpenRead(file);
        using var reader = new System.Reflection.PortableExecutable.PEReader(stream);
        return reader.HasMetadata;
    }
}
