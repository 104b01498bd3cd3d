using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Engineering.Tests.Artifacts;

/// <summary>A process may die at any step of writing: the next delivery is as if nothing had happened.</summary>
public sealed class InterruptedWriteTests
{
    private static readonly ArtifactSet s_old = Set(
        ("a.md", "a1\n"),
        ("same.md", "same\n"),
        ("gone/deep.md", "gone\n"),
        ("edited.md", "e1\n"),
        ("manifest.json", "old\n")
    );
    private static readonly ArtifactSet s_new = Set(
        ("a.md", "a2\n"),
        ("same.md", "same\n"),
        ("edited.md", "e2\n"),
        ("manifest.json", "new\n"),
        ("old/n.md", "n\n"),
        ("new/n.md", "n\n")
    );

    private string _folder = "";
    private int _copies;

    [SetUp]
    public void Create() => _folder = Directory.CreateTempSubdirectory("interrupted-").FullName;

    [TearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    private static ArtifactSet Set(params (string Path, string Content)[] files) =>
        new(files.Select(static file => new Artifact(file.Path, file.Content)));

    private string Root => Path.Combine(_folder, "root");

    // Every file with its text, the tool's own included.
    private static SortedDictionary<string, string> Tree(string root) =>
        new(
            Directory
                .GetFiles(root, "*", SearchOption.AllDirectories)
                .ToDictionary(file => Path.GetRelativePath(root, file), File.ReadAllText),
            StringComparer.Ordinal
        );

    private string Copy(string from)
    {
        var to = Path.Combine(_folder, "copy-" + ++_copies);
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(folder.Replace(from, to, StringComparison.Ordinal));
        // The lock of a dead process is held by nobody.
        foreach (
            var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(static file => Path.GetFileName(file) != "lock")
        )
            File.Copy(file, file.Replace(from, to, StringComparison.Ordinal));
        return to;
    }

    // Writes, and keeps the folder as it is after each step.
    private List<string> Write(string root, ArtifactSet artifacts)
    {
        var left = new List<string>();
        var workspace = Workspace.Open(root);
        workspace.Stepped = () => left.Add(Copy(root));
        workspace.Write(artifacts);
        return left;
    }

    private void Deliver(ArtifactSet artifacts)
    {
        Workspace.Open(Root).Write(artifacts);
        File.WriteAllText(Path.Combine(Root, "edited.md"), "by a person\n");
    }

    [Test]
    public void The_first_delivery_is_taken_up()
    {
        var left = Write(Root, s_new);
        var whole = Tree(Root);

        Assert.That(left, Has.Count.EqualTo(13), "each file is staged and placed, and so is the manifest");
        foreach (var folder in left)
        {
            var report = Workspace.Open(folder).Write(s_new);
            Assert.That(report.Conflicts, Is.Empty);
            Assert.That(Tree(folder), Is.EqualTo(whole));
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_later_delivery_is_taken_up_and_so_is_the_old_one(bool back)
    {
        Deliver(s_old);
        var old = Tree(Root);
        var left = Write(Root, s_new);
        var whole = back ? old : Tree(Root);

        Assert.That(left, Has.Count.GreaterThan(12));
        foreach (var folder in left)
        {
            var report = Workspace.Open(folder).Write(back ? s_old : s_new);
            Assert.That(report.Conflicts, Is.EqualTo(new[] { "edited.md" }));
            Assert.That(Tree(folder), Is.EqualTo(whole));
        }
    }

    [Test]
    public void Whoever_takes_it_up_may_die_as_well()
    {
        Deliver(s_old);
        var left = Write(Root, s_new);
        var whole = Tree(Root);

        var again = left.SelectMany(folder => Write(folder, s_new)).ToList();

        Assert.That(again, Has.Count.GreaterThan(100));
        foreach (var folder in again)
        {
            Workspace.Open(folder).Write(s_new);
            Assert.That(Tree(folder), Is.EqualTo(whole));
        }
    }

    [Test]
    public void What_a_person_wrote_in_between_stays()
    {
        Deliver(s_old);
        foreach (var folder in Write(Root, s_new))
        {
            File.WriteAllText(Path.Combine(folder, "a.md"), "mine\n");

            var report = Workspace.Open(folder).Write(s_new);

            Assert.That(report.Conflicts, Has.Member("a.md"));
            Assert.That(File.ReadAllText(Path.Combine(folder, "a.md")), Is.EqualTo("mine\n"));
        }
    }

    [Test]
    public void A_second_writer_is_told_of_the_first()
    {
        var workspace = Workspace.Open(Root);
        workspace.Stepped = () =>
            Assert.That(
                () => Workspace.Open(Root).Write(s_new),
                Throws.TypeOf<WorkspaceException>().With.Message.Contains("is being written by another process")
            );

        Assert.That(workspace.Write(s_old).Written, Has.Count.EqualTo(s_old.Count));
    }
}
