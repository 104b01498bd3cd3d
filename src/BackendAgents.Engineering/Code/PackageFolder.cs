using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace BackendAgents.Engineering.Code;

/// <summary>The packages that were restored on this machine.</summary>
internal sealed partial class PackageFolder
{
    // Nearest first, as a project for .NET 10 takes them.
    private static readonly string[] s_targets =
    [
        "net10.0",
        "net9.0",
        "net8.0",
        "net7.0",
        "net6.0",
        "net5.0",
        "netcoreapp3.1",
        "netstandard2.1",
        "netstandard2.0",
        "netstandard1.6",
        "netstandard1.3",
        "netstandard1.0",
    ];

    private readonly string _root = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>The assemblies of packages and of all that they need; what is not here is added to the missing.</summary>
    /// <param name="packages">What a project names.</param>
    /// <param name="framework">File names of the framework's assemblies: packages of that name are not restored.</param>
    /// <param name="missing">Takes what is not here.</param>
    public IEnumerable<string> Assemblies(
        IEnumerable<(string Name, string Version)> packages,
        IReadOnlySet<string> framework,
        List<string> missing
    )
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var open = new Queue<(string Name, string Version)>(packages);
        while (open.TryDequeue(out var next))
        {
            if (found.ContainsKey(next.Name))
                continue;
            if (Folder(next.Name, next.Version) is not { } folder)
            {
                if (!framework.Contains(next.Name + ".dll"))
                    missing.Add($"{next.Name} {next.Version}");
                found[next.Name] = "";
                continue;
            }

            found[next.Name] = folder;
            foreach (var needed in Dependencies(folder))
                open.Enqueue(needed);
        }

        return found.Values.Where(static folder => folder.Length > 0).SelectMany(Libraries);
    }

    // The version that is asked for, or the lowest above it.
    private string? Folder(string name, string version)
    {
        var package = Path.Combine(_root, name.ToLowerInvariant());
        var exact = Path.Combine(package, version.ToLowerInvariant());
        if (version.Length > 0 && Directory.Exists(exact))
            return exact;
        return Directory.Exists(package)
            ? Directory.EnumerateDirectories(package).Where(found => Number(found) >= Number(version)).MinBy(Number)
            : null;
    }

    private static Version Number(string version) =>
        Version.TryParse(Path.GetFileName(version).Split('-', '+')[0], out var number) ? number : new Version();

    private static IEnumerable<(string Name, string Version)> Dependencies(string folder)
    {
        if (Directory.EnumerateFiles(folder, "*.nuspec").FirstOrDefault() is not { } file)
            return [];
        var all = XDocument.Load(file).Descendants().First(static element => element.Name.LocalName == "metadata").Elements();
        var dependencies = all.FirstOrDefault(static element => element.Name.LocalName == "dependencies");
        var groups = dependencies?.Elements().Where(static element => element.Name.LocalName == "group").ToList();
        var chosen = groups is null or []
            ? dependencies
            : s_targets.Select(target => groups.Find(group => Target(group) == target)).FirstOrDefault(static group => group is not null)
                ?? groups.Find(static group => group.Attribute("targetFramework") is null);
        return chosen
            ?.Elements()
            .Where(static element => element.Name.LocalName == "dependency")
            .Select(static element =>
                ((string?)element.Attribute("id") ?? "", Lowest().Match((string?)element.Attribute("version") ?? "").Value)
            )
            ?? [];
    }

    // .NETStandard2.0 and net10.0 are both ways to write one.
    private static string Target(XElement group) =>
        ((string?)group.Attribute("targetFramework") ?? "").TrimStart('.').ToLowerInvariant() is var name
        && name.StartsWith("netcoreapp", StringComparison.Ordinal)
        && !name.EndsWith("3.1", StringComparison.Ordinal)
            ? "net" + name["netcoreapp".Length..]
            : name;

    private static IEnumerable<string> Libraries(string folder)
    {
        foreach (var kind in (string[])["ref", "lib"])
        {
            if (s_targets.Select(target => Path.Combine(folder, kind, target)).FirstOrDefault(Directory.Exists) is { } libraries)
                return Directory.EnumerateFiles(libraries, "*.dll");
        }

        return [];
    }

    [GeneratedRegex(@"\d[^,\])\s]*")]
    private static partial Regex Lowest();
}
