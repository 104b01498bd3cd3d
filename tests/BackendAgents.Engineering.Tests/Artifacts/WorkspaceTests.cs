using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Engineering.Tests.Artifacts;

public sealed class WorkspaceTests
{
    private string _root = "";

    [SetUp]
    public void Create() => _root = Path.Combine(Path.GetTempPath(), "workspace-" + Guid.NewGuid().ToString("n"));

    [TearDown]
    public void Delete()
    {
        if (Directory.Exists(_root))
            Directory.Delete(_root, recursive: true);
    }

    private static ArtifactSet Set(params (string Path, string Content)[] files) =>
        new(files.Select(static file => new Artifact(file.Path, file.Content)));

    private string Text(string path) => File.ReadAllText(Path.Combine(_root, path));

    [TestCase("../x")]
    [TestCase("a/../../x")]
    [TestCase("/etc/passwd")]
    [TestCase("C:/x")]
    [TestCase("c:x")]
    [TestCase("\\\\server\\share")]
    [TestCase("a\\..\\b")]
    [TestCase("a//b")]
    [TestCase("./a")]
    [TestCase("a/.")]
    [TestCase("a/b. ")]
    [TestCase("a.")]
    [TestCase(" a")]
    [TestCase("nul")]
    [TestCase("docs/CON.md")]
    [TestCase("com1.txt")]
    [TestCase("a\0b")]
    [TestCase("a\nb")]
    [TestCase("a\u2024\u2024/b")]
    [TestCase("a\u2215b")]
    [TestCase("e\u0301.md")]
    [TestCase("\u00e9.md")]
    [TestCase("\uff0e\uff0e/x")]
    [TestCase(".git/hooks/post-checkout")]
    [TestCase(".GIT/config")]
    [TestCase("")]
    [TestCase("a:b")]
    [TestCase("a*b")]
    [TestCase("~/x|y")]
    public void A_path_that_could_lead_elsewhere_is_refused_and_nothing_is_written(string path)
    {
        Assert.That(() => Workspace.Open(_root).Write(Set(("ok.md", "x\n"), (path, "x\n"))), Throws.TypeOf<WorkspaceException>());
        Assert.That(File.Exists(Path.Combine(_root, "ok.md")), Is.False);
    }

    [Test]
    public void Two_paths_that_differ_only_in_case_are_refused() =>
        Assert.That(() => Set(("a.md", "x"), ("A.md", "y")), Throws.ArgumentException);

    [Test]
    public void A_second_delivery_writes_what_changed_and_removes_what_went()
    {
        Workspace.Open(_root).Write(Set(("a.md", "1\n"), ("b.md", "1\n"), ("c.md", "1\n")));
        var report = Workspace.Open(_root).Write(Set(("a.md", "1\n"), ("b.md", "2\n")));

        Assert.That((report.Written[0], report.Unchanged[0], report.Removed[0]), Is.EqualTo(("b.md", "a.md", "c.md")));
        Assert.That(Directory.GetFiles(_root).Select(Path.GetFileName), Is.EquivalentTo(new[] { "a.md", "b.md" }));
        Assert.That(
            Directory.GetFileSystemEntries(Path.Combine(_root, ".backend-agents")).Select(Path.GetFileName),
            Is.EqualTo(new[] { "manifest.json" })
        );
    }

    [Test]
    public void A_hand_edit_is_reported_and_stays()
    {
        Workspace.Open(_root).Write(Set(("a.md", "1\n"), ("b.md", "1\n")));
        File.WriteAllText(Path.Combine(_root, "a.md"), "mine\n");
        var report = Workspace.Open(_root).Write(Set(("a.md", "2\n")));
        var again = Workspace.Open(_root).Write(Set(("a.md", "3\n")));

        Assert.That(report.Conflicts, Is.EqualTo(new[] { "a.md" }));
        Assert.That(again.Conflicts, Is.EqualTo(new[] { "a.md" }));
        Assert.That(Text("a.md"), Is.EqualTo("mine\n"));
    }

    [Test]
    public void A_file_created_once_is_never_touched_again()
    {
        var set = new ArtifactSet([new Artifact("hooks.cs", "1\n", ArtifactOwnership.CreatedOnce)]);
        Workspace.Open(_root).Write(set);
        File.WriteAllText(Path.Combine(_root, "hooks.cs"), "mine\n");
        var report = Workspace.Open(_root).Write(new ArtifactSet([new Artifact("hooks.cs", "2\n", ArtifactOwnership.CreatedOnce)]));
        var gone = Workspace.Open(_root).Write(ArtifactSet.Empty);

        Assert.That((report.Kept[0], gone.Kept[0], Text("hooks.cs")), Is.EqualTo(("hooks.cs", "hooks.cs", "mine\n")));
    }

    [Test]
    public void A_file_created_for_a_person_follows_until_it_is_changed_and_is_named_when_its_form_changes_after_that()
    {
        WriteReport Write(string content) =>
            Workspace.Open(_root).Write(new ArtifactSet([new Artifact("hooks.cs", content, ArtifactOwnership.CreatedOnce)]));
        Write("1\n");
        var followed = Write("2\n");
        File.WriteAllText(Path.Combine(_root, "hooks.cs"), "mine\n");
        var same = Write("2\n");
        var changed = Write("3\n");
        var still = Write("3\n");
        var aside = Text(Workspace.MergeFolder + "/hooks.cs");
        File.WriteAllText(Path.Combine(_root, "hooks.cs"), "mine, as 3 wants it\n");
        var merged = Write("3\n");

        Assert.That(followed.Written, Is.EqualTo(new[] { "hooks.cs" }));
        Assert.That((same.Outdated, merged.Outdated), Is.EqualTo((Array.Empty<string>(), Array.Empty<string>())));
        Assert.That((changed.Outdated[0], still.Outdated[0], aside), Is.EqualTo(("hooks.cs", "hooks.cs", "3\n")));
        Assert.That((merged.Kept[0], Text("hooks.cs")), Is.EqualTo(("hooks.cs", "mine, as 3 wants it\n")));
    }

    [Test]
    public void A_folder_of_somebody_elses_is_refused_unless_allowed()
    {
        Directory.CreateDirectory(_root);
        File.WriteAllText(Path.Combine(_root, "a.md"), "theirs\n");

        Assert.That(() => Workspace.Open(_root), Throws.TypeOf<WorkspaceException>());
        var report = Workspace.Open(_root, new WorkspaceOptions { AllowForeignFiles = true }).Write(Set(("a.md", "1\n"), ("b.md", "1\n")));
        Assert.That((report.Conflicts[0], Text("a.md"), Text("b.md")), Is.EqualTo(("a.md", "theirs\n", "1\n")));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_link_out_of_the_folder_is_not_followed(bool folder)
    {
        var outside = Directory.CreateTempSubdirectory().FullName;
        Directory.CreateDirectory(_root);
        File.WriteAllText(Path.Combine(outside, "x.md"), "outside\n");
        if (folder)
            Directory.CreateSymbolicLink(Path.Combine(_root, "docs"), outside);
        else
            File.CreateSymbolicLink(
                Path.Combine(Directory.CreateDirectory(Path.Combine(_root, "docs")).FullName, "x.md"),
                Path.Combine(outside, "x.md")
            );

        Assert.That(
            () => Workspace.Open(_root, new WorkspaceOptions { AllowForeignFiles = true }).Write(Set(("docs/x.md", "1\n"))),
            Throws.TypeOf<WorkspaceException>()
        );
        Assert.That(File.ReadAllText(Path.Combine(outside, "x.md")), Is.EqualTo("outside\n"));
        Directory.Delete(outside, recursive: true);
    }

    [Test]
    public void A_failure_in_the_middle_puts_everything_back()
    {
        Workspace.Open(_root).Write(Set(("a.md", "1\n"), ("z/b.md", "1\n")));
        File.Delete(Path.Combine(_root, "z/b.md"));
        Directory.Delete(Path.Combine(_root, "z"));
        File.WriteAllText(Path.Combine(_root, "z"), "a file where a folder is to be\n");

        Assert.That(() => Workspace.Open(_root).Write(Set(("a.md", "2\n"), ("z/b.md", "2\n"))), Throws.TypeOf<WorkspaceException>());
        Assert.That(Text("a.md"), Is.EqualTo("1\n"));
        Assert.That(Directory.GetDirectories(Path.Combine(_root, ".backend-agents")), Is.Empty);
    }

    [Test]
    public void A_cancelled_delivery_changes_nothing()
    {
        Workspace.Open(_root).Write(Set(("a.md", "1\n")));
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.That(() => Workspace.Open(_root).Write(Set(("a.md", "2\n")), source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Text("a.md"), Is.EqualTo("1\n"));
    }

    [Test]
    public void Sizes_and_counts_are_bounded()
    {
        var options = new WorkspaceOptions
        {
            MaxFiles = 2,
            MaxFileBytes = 10,
            MaxTotalBytes = 15,
        };

        Assert.That(
            () => Workspace.Open(_root, options).Write(Set(("a", "1"), ("b", "1"), ("c", "1"))),
            Throws.TypeOf<WorkspaceException>()
        );
        Assert.That(() => Workspace.Open(_root, options).Write(Set(("a", "12345678901"))), Throws.TypeOf<WorkspaceException>());
        Assert.That(
            () => Workspace.Open(_root, options).Write(Set(("a", "123456789"), ("b", "123456789"))),
            Throws.TypeOf<WorkspaceException>()
        );
    }

    [TestCase("{")]
    [TestCase("null")]
    [TestCase("{\"files\":{\"../../etc/passwd\":{\"hash\":\"\",\"ownership\":\"generated\"}}}")]
    public void A_damaged_or_hostile_manifest_is_refused(string manifest)
    {
        Directory.CreateDirectory(Path.Combine(_root, ".backend-agents"));
        File.WriteAllText(Path.Combine(_root, ".backend-agents/manifest.json"), manifest);

        Assert.That(() => Workspace.Open(_root).Write(Set(("a.md", "1\n"))), Throws.TypeOf<WorkspaceException>());
    }
}
