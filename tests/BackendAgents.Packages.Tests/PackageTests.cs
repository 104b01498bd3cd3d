using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using BackendAgents.Verification;

namespace BackendAgents.Packages.Tests;

/// <summary>The packages as users get them: packed, installed, and used by the samples.</summary>
[Category("Slow")]
[Parallelizable(ParallelScope.Children)]
public sealed partial class PackageTests
{
    // A version of its own each time: the machine's package cache would serve an old one for a version it has seen.
    private static readonly string s_version = $"0.1.0-test.{Guid.NewGuid():N}";
    private static readonly string[] s_packages =
    [
        "BackendAgents.Engineering",
        "BackendAgents.Offline",
        "BackendAgents",
        "BackendAgents.Verification",
        "BackendAgents.AzureOpenAI",
        "BackendAgents.Routing.Embeddings",
        "BackendAgents.Cli",
    ];
    private string _folder = "";

    [OneTimeSetUp]
    public async Task PackAsync()
    {
        _folder = Directory.CreateTempSubdirectory("packages-").FullName;
        await DotNetAsync(
            "pack",
            Path.Combine(GeneratedFile.Root, "BackendAgents.sln"),
            "-c",
            "Release",
            "-v",
            "q",
            "-nologo",
            $"-p:Version={s_version}",
            // The build before the tests has analysed the same code.
            "-p:RunAnalyzers=false",
            "-o",
            _folder
        );
        await BuildSamplesAsync();
    }

    [OneTimeTearDown]
    public void Remove()
    {
        Directory.Delete(_folder, recursive: true);
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (var package in s_packages)
        {
            var copy = Path.Combine(cache, package.ToLowerInvariant(), s_version);
            if (Directory.Exists(copy))
                Directory.Delete(copy, recursive: true);
        }
    }

    [TestCaseSource(nameof(s_packages))]
    public void A_package_says_what_it_is_and_where_it_comes_from(string package)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(_folder, $"{package}.{s_version}.nupkg"));
        var manifest = ManifestOf(archive, package);

        Assert.That(archive.GetEntry("README.md"), Is.Not.Null);
        Assert.That(archive.GetEntry("icon.png"), Is.Not.Null);
        Assert.That(
            manifest,
            Does.Contain("<license type=\"expression\">MIT</license>")
                .And.Contain("<readme>README.md</readme>")
                .And.Contain("<icon>icon.png</icon>")
                .And.Contain("<tags>backend agents ")
                .And.Match("<description>[^<]{40,}</description>")
                .And.Match("<repository type=\"git\" [^>]*commit=\"[0-9a-f]{40}\"")
        );
        if (package != "BackendAgents.Cli")
            Assert.That(
                archive.Entries.Select(static entry => entry.FullName),
                Does.Contain($"lib/net10.0/{package}.dll").And.Contain($"lib/net10.0/{package}.xml")
            );
    }

    [Test]
    public void Each_package_has_a_description_of_its_own() =>
        Assert.That(
            s_packages.Select(package =>
            {
                using var archive = ZipFile.OpenRead(Path.Combine(_folder, $"{package}.{s_version}.nupkg"));
                return Description().Match(ManifestOf(archive, package)).Value;
            }),
            Is.Unique
        );

    [Test]
    public void The_library_brings_no_driver_of_a_server_and_no_beta()
    {
        using var archive = ZipFile.OpenRead(Path.Combine(_folder, $"BackendAgents.{s_version}.nupkg"));
        var dependencies = Dependency()
            .Matches(ManifestOf(archive, "BackendAgents"))
            .Select(static found => (Name: found.Groups["name"].Value, Version: found.Groups["version"].Value))
            .Where(static found => !found.Name.StartsWith("BackendAgents", StringComparison.Ordinal))
            .ToList();

        Assert.That(dependencies, Has.Count.InRange(1, 11));
        Assert.That(dependencies.Select(static found => found.Name), Has.None.EqualTo("Npgsql").And.None.Contain("Azure"));
        Assert.That(dependencies.Select(static found => found.Version), Has.None.Contain("-"));
    }

    private static string ManifestOf(ZipArchive archive, string package)
    {
        using var reader = new StreamReader(archive.GetEntry($"{package}.nuspec")!.Open());
        return reader.ReadToEnd();
    }

    [GeneratedRegex("<description>[^<]*</description>")]
    private static partial Regex Description();

    [GeneratedRegex("<dependency id=\"(?<name>[^\"]+)\" version=\"(?<version>[^\"]+)\"")]
    private static partial Regex Dependency();

    [Test]
    public async Task The_tool_installs_and_generates_a_backend()
    {
        var tools = Path.Combine(_folder, "tools");
        await DotNetAsync("tool", "install", "BackendAgents.Cli", "--version", s_version, "--tool-path", tools, "--add-source", _folder);
        var output = Path.Combine(_folder, "delivered");
        var tool = Path.Combine(tools, OperatingSystem.IsWindows() ? "backend-agents.exe" : "backend-agents");

        var run = await ProcessRunner.RunAsync(
            new ProcessRequest(
                tool,
                "build",
                "A library keeps books. Every book has a title and an author.",
                "--out",
                output,
                "--no-verify"
            )
            {
                Environment = Offline,
            },
            CancellationToken.None
        );

        Assert.That(run.ExitCode, Is.Zero, run.Text);
        Assert.That(File.ReadAllText(Path.Combine(output, "backend.yaml")), Does.Contain("name: Book"));
    }

    [Test]
    public async Task The_sample_with_the_whole_team_delivers()
    {
        var output = Path.Combine(_folder, "sample");

        var run = await SampleAsync(
            "TeamFromPackage",
            "A library keeps books. Every book has a title and an author.",
            output,
            "--no-verify"
        );

        Assert.That(run.Output, Does.Contain("Approved:"));
        Assert.That(File.Exists(Path.Combine(output, "openapi.json")), Is.True);
    }

    [Test]
    public async Task The_sample_with_the_plugins_alone_shows_what_they_answer()
    {
        var run = await SampleAsync("PluginsInYourKernel");

        Assert.That(run.Output, Does.Contain("accepted"));
        Assert.That(run.Output, Does.Contain("CREATE TABLE"));
        Assert.That(run.Output, Does.Contain("/api/v1/books"));
        Assert.That(run.Output, Does.Contain("Did you mean 'title'?"));
    }

    [Test]
    public async Task The_sample_of_a_killed_run_resumes_to_the_same_bytes()
    {
        var run = await SampleAsync("ResumeAfterKill");

        // It dies at its third turn; of the reviewers, who work at once, more may have finished by then.
        Assert.That(
            run.Output,
            Does.Match(
                "An unbroken run: (\\d+) turns, artifacts (\\w+)\n(?s:.*)Resumed: \\1 turns, [3-7] of them from the journal, "
                    + "artifacts \\2\n"
            )
        );
        Assert.That(run.Output, Does.Contain("A run that died with code 137").And.Contain("The same bytes."));
    }

    [Test]
    public async Task The_sample_of_an_approval_waits_for_the_person()
    {
        var approved = await ProcessRunner.RunAsync(
            new ProcessRequest("bash", "-c", "echo yes | dotnet \"$0\"", Sample("HumanApproval")) { Environment = Offline },
            CancellationToken.None
        );

        Assert.That(
            approved.Output,
            Does.Contain("May backend-developer call workspace-write?").And.Contain("Approved: ").And.Contain("The document was written.")
        );
    }

    [Test]
    public async Task The_sample_inside_a_workflow_passes_through_all_three_agents()
    {
        var run = await SampleAsync("InsideWorkflow");

        Assert.That(
            run.Output,
            Does.Match("(?s)clerk: A library lends .*backend-team: Approved: .*archivist: Filed: Service library: 3 entities")
        );
    }

    [Test]
    public async Task The_sample_with_a_house_rule_has_it_kept()
    {
        var run = await SampleAsync("CustomReviewer");

        Assert.That(
            run.Output,
            Does.Match(
                "(?s)house-reviewer requests changes: \\d+ of HOUSE001.*house-reviewer approves\n"
                    + "Approved: .*The longest string holds 80 characters."
            )
        );
    }

    [Test]
    public async Task The_sample_with_a_capability_of_its_own_delivers_it()
    {
        var run = await SampleAsync("OwnCapability");

        Assert.That(run.Output, Does.Contain("Program.cs knows of it"));
        Assert.That(run.Output, Does.Contain("Infrastructure/MaintenanceMode.g.cs knows of it"));
        Assert.That(run.Output, Does.Contain("README.md knows of it"));
    }

    private static Dictionary<string, string?> Offline =>
        new()
        {
            ["OPENAI_API_KEY"] = null,
            ["AZURE_OPENAI_API_KEY"] = null,
            ["OLLAMA_HOST"] = null,
        };

    private Task<ProcessResult> SampleAsync(string sample, params string[] arguments) => DotNetAsync([Sample(sample), .. arguments]);

    private string Sample(string name) => Path.Combine(_folder, "samples", name, name + ".dll");

    // All in one build, each into a folder of its own: most of what one takes is what any build takes.
    private async Task BuildSamplesAsync()
    {
        var all = Path.Combine(_folder, "samples.proj");
        new XElement(
            "Project",
            new XAttribute("DefaultTargets", "Build"),
            new XElement(
                "ItemGroup",
                Directory
                    .EnumerateFiles(Path.Combine(GeneratedFile.Root, "samples"), "*.csproj", SearchOption.AllDirectories)
                    .Select(project => new XElement(
                        "Sample",
                        new XAttribute("Include", project),
                        new XAttribute(
                            "AdditionalProperties",
                            "OutDir=" + Path.GetDirectoryName(Sample(Path.GetFileNameWithoutExtension(project))) + "/"
                        )
                    ))
            ),
            Target("Restore"),
            Target("Build")
        ).Save(all);
        await DotNetAsync(
            "build",
            all,
            "-v",
            "q",
            "-nologo",
            "-p:Configuration=Release",
            $"-p:BackendAgentsVersion={s_version}",
            $"-p:RestoreAdditionalProjectSources={_folder}"
        );

        static XElement Target(string name) =>
            new(
                "Target",
                new XAttribute("Name", name),
                new XElement(
                    "MSBuild",
                    new XAttribute("Projects", "@(Sample)"),
                    new XAttribute("Targets", name),
                    new XAttribute("BuildInParallel", "true")
                )
            );
    }

    private static async Task<ProcessResult> DotNetAsync(params string[] arguments)
    {
        var run = await ProcessRunner.RunAsync(
            new ProcessRequest("dotnet", arguments)
            {
                WorkingDirectory = GeneratedFile.Root,
                Timeout = TimeSpan.FromMinutes(5),
                Environment = new Dictionary<string, string?>(Offline) { ["MSBUILDDISABLENODEREUSE"] = "1" },
            },
            CancellationToken.None
        );
        Assert.That(run.ExitCode, Is.Zero, $"dotnet {string.Join(' ', arguments)}\n{run.Text}");
        return run;
    }
}
