using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Offline;
using Assembly = System.Reflection.Assembly;

namespace BackendAgents.Packages.Tests;

/// <summary>Data walks one way through the folders of a package; what uses each other belongs together.</summary>
public sealed class LayerTests
{
    private const string Root = "(root)";

    private static readonly Assembly[] s_assemblies =
    [
        typeof(Blueprint).Assembly,
        typeof(BriefReader).Assembly,
        typeof(BackendBuilder).Assembly,
    ];

    [TestCaseSource(nameof(s_assemblies))]
    public void Folders_do_not_depend_on_each_other_in_circles(Assembly assembly)
    {
        var uses = UsesOf(assembly);

        Assert.That(uses.Count, Is.GreaterThan(3), "The folders were not found.");
        Assert.That(Circle(uses), Is.Empty);
    }

    // Within a folder its own types stand above its sub-folders, or below them; among the sub-folders there is an order.
    [TestCase(typeof(Blueprint), "BackendAgents.Engineering.Briefs")]
    public void Sub_folders_do_not_depend_on_each_other_in_circles(System.Type within, string folder)
    {
        var uses = UsesOf(within.Assembly, folder, withRoot: false);

        Assert.That(uses.Count, Is.GreaterThan(2), "The folders were not found.");
        Assert.That(Circle(uses), Is.Empty);
    }

    [TestCase(typeof(Blueprint), "BackendAgents.Offline")]
    [TestCase(typeof(Blueprint), "BackendAgents")]
    [TestCase(typeof(BriefReader), "BackendAgents")]
    [TestCase(typeof(BackendBuilder), "BackendAgents.Verification")]
    [TestCase(typeof(BackendBuilder), "BackendAgents.AzureOpenAI")]
    [TestCase(typeof(BackendBuilder), "BackendAgents.Routing.Embeddings")]
    public void A_package_does_not_know_those_above_it(System.Type within, string package) =>
        Assert.That(within.Assembly.GetReferencedAssemblies().Select(static name => name.Name), Has.None.EqualTo(package));

    [Test]
    public void A_circle_is_found_over_any_number_of_folders()
    {
        var uses = new[] { ("A", "B"), ("B", "C"), ("C", "D"), ("D", "B") }.ToLookup(
            static use => use.Item1,
            static use => (use.Item2, "x")
        );

        Assert.That(Circle(uses), Is.EqualTo(new[] { "B -> C: x", "C -> D: x", "D -> B: x" }));
    }

    // Each folder with the other folders that it uses, and one example of the use.
    private static ILookup<string, (string Folder, string Example)> UsesOf(Assembly assembly) =>
        UsesOf(assembly, assembly.GetName().Name!, withRoot: true);

    private static ILookup<string, (string Folder, string Example)> UsesOf(Assembly assembly, string root, bool withRoot)
    {
        return new ArchLoader()
            .LoadAssemblies(assembly)
            .Build()
            .Types.SelectMany(type =>
                type.Dependencies.Select(use => (From: FolderOf(use.Origin, root), To: FolderOf(use.Target, root), use))
            )
            .Where(use =>
                use is { From: not null, To: not null } && use.From != use.To && (withRoot || use is { From: not Root, To: not Root })
            )
            .DistinctBy(static use => (use.From, use.To))
            .ToLookup(static use => use.From!, static use => (use.To!, $"{use.use.Origin.FullName} uses {use.use.Target.FullName}"));
    }

    // The first part of the namespace below the package's own; null for types of other packages.
    private static string? FolderOf(IType type, string root)
    {
        // The parameter of a generic type has no namespace.
        var name = type.Namespace?.FullName ?? "";
        return name == root ? Root
            : name.StartsWith(root + ".", StringComparison.Ordinal) ? name[(root.Length + 1)..].Split('.')[0]
            : null;
    }

    private static List<string> Circle(ILookup<string, (string Folder, string Example)> uses)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in uses.Select(static group => group.Key))
        {
            if (Walk(start, []) is { } circle)
                return circle;
        }

        return [];

        List<string>? Walk(string folder, List<(string Folder, string Use)> path)
        {
            var known = path.FindIndex(step => step.Folder == folder);
            if (known >= 0)
                return [.. path.Skip(known).Select(static step => step.Use)];
            if (done.Contains(folder))
                return null;
            foreach (var (next, example) in uses[folder])
            {
                if (Walk(next, [.. path, (folder, $"{folder} -> {next}: {example}")]) is { } circle)
                    return circle;
            }

            done.Add(folder);
            return null;
        }
    }
}
