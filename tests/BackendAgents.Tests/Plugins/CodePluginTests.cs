using System.Text.Json.Nodes;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Projects;
using Microsoft.SemanticKernel;

namespace BackendAgents.Tests.Plugins;

/// <summary>Handlers written by function calls: refused, mended, kept, and never over a person's.</summary>
public sealed class CodePluginTests
{
    private const string Path = "src/Parking/Features/Stays/LeaveHandler.cs";

    private readonly Kernel _kernel = Kernel.CreateBuilder().Build();
    private BackendProject _project = null!;
    private string _folder = null!;

    [SetUp]
    public void Add()
    {
        _kernel.Plugins.Clear();
        _project = _kernel.Plugins.AddBackend();
        _project.Replace(Parking.Blueprint());
        _folder = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "code-" + Guid.NewGuid().ToString("n"));
    }

    [TearDown]
    public void Delete()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private async Task<JsonNode> CallAsync(string function, params (string Name, object? Value)[] arguments)
    {
        var values = new KernelArguments();
        foreach (var (name, value) in arguments)
            values[name] = value;
        return JsonNode.Parse((await _kernel.InvokeAsync<string>("code", function, values))!)!;
    }

    private IEnumerable<string> Codes() => _project.Findings.Select(static finding => finding.Code);

    [Test]
    public async Task A_handler_is_scaffolded_refused_mended_and_kept()
    {
        var list = await CallAsync("scaffold");
        var scaffold = await CallAsync("scaffold", ("path", Path));
        Assert.That((string)list["content"]!, Does.Contain(Path + " (not written)"));
        Assert.That(
            (string)scaffold["content"]!,
            Does.Contain("abstract class LeaveCall").And.Contain("record LeaveInput").And.Contain("class Work(")
        );
        Assert.That(Codes(), Has.Some.EqualTo("QUAL005"));

        var banned = await CallAsync("write", ("path", Path), ("content", Parking.Handler("System.IO.File.Delete(\"x\");")));
        Assert.That((bool)banned["accepted"]!, Is.False);
        Assert.That((string)banned["problems"]![0]!["place"]!, Does.StartWith(Path + ":13:"));
        Assert.That((string)banned["problems"]![0]!["message"]!, Is.EqualTo("It uses 'System.IO.File'."));
        Assert.That(Codes(), Has.Some.EqualTo("SEC023").And.None.EqualTo("QUAL005"));

        var wrong = await CallAsync("write", ("path", Path), ("content", Parking.Handler("row.Fee = \"much\";")));
        Assert.That((string)wrong["problems"]![0]!["message"]!, Does.StartWith("CS"));

        var written = await CallAsync("write", ("path", Path), ("content", Parking.Handler("")));
        Assert.That((bool)written["accepted"]!, Is.True, written.ToJsonString());
        Assert.That(Codes(), Has.None.EqualTo("SEC023").And.None.EqualTo("QUAL004").And.None.EqualTo("QUAL005"));
        Assert.That((string)(await CallAsync("read", ("path", Path)))["content"]!, Does.Contain("class LeaveHandler"));
        Assert.That((bool)(await CallAsync("check"))["accepted"]!, Is.True);
    }

    [Test]
    public async Task The_handler_in_the_documentation_compiles()
    {
        var text = await File.ReadAllTextAsync(System.IO.Path.Combine(GeneratedFile.Root, "docs/handlers.md"));
        var code = text.Split("```csharp\n")[1].Split("```")[0];

        var answer = await CallAsync("write", ("path", Path), ("content", code));

        Assert.That((bool)answer["accepted"]!, Is.True, answer.ToJsonString());
    }

    [TestCase("src/Parking/Features/Stays/StayEndpoints.g.cs")]
    [TestCase("src/Parking/Program.cs")]
    [TestCase("src/Parking/Features/Stays/OtherHandler.cs")]
    [TestCase("../../etc/LeaveHandler.cs")]
    [TestCase("docs/LeaveHandler.cs")]
    public async Task Only_what_was_created_to_be_written_is_written(string path)
    {
        var before = _project.Artifacts.Hash;
        var answer = await CallAsync("write", ("path", path), ("content", Parking.Handler("")));

        Assert.That((bool)answer["accepted"]!, Is.False);
        Assert.That((string)answer["problems"]![0]!["remedy"]!, Does.Contain("code-scaffold"));
        Assert.That(_project.Artifacts.Hash, Is.EqualTo(before));
    }

    [Test]
    public async Task A_file_is_bounded_and_a_change_of_the_blueprint_keeps_it()
    {
        var huge = await CallAsync("write", ("path", Path), ("content", Parking.Handler("") + new string('/', 40_000)));
        Assert.That((string)huge["problems"]![0]!["message"]!, Does.Contain("600 lines"));

        await CallAsync("write", ("path", Path), ("content", Parking.Handler("")));
        var content = _project.Artifacts.Find(Path)!.Content;
        _project.Replace(Parking.Blueprint() with { Targets = new Targets { RequestsPerSecond = 7 } });
        Assert.That(_project.Artifacts.Find(Path), Is.EqualTo(new Artifact(Path, content, ArtifactOwnership.Written)));
    }

    [Test]
    public async Task What_an_agent_wrote_survives_generating_and_what_a_person_wrote_survives_the_agent()
    {
        await CallAsync("write", ("path", Path), ("content", Parking.Handler("")));
        Workspace.Open(_folder).Write(_project.Artifacts);
        var generated = new BackendProject();
        generated.Replace(Parking.Blueprint());

        var anew = Workspace.Open(_folder).Write(generated.Artifacts);
        Assert.That(anew.Kept, Does.Contain(Path));
        Assert.That(Workspace.Open(_folder).ReadWritten().Single().Ownership, Is.EqualTo(ArtifactOwnership.Written));

        var file = System.IO.Path.Combine(_folder, Path);
        await File.AppendAllTextAsync(file, "// mine\n");
        _project.Take(Workspace.Open(_folder).ReadWritten());
        var refused = await CallAsync("write", ("path", Path), ("content", Parking.Handler("")));
        Assert.That((string)refused["problems"]![0]!["message"]!, Does.Contain("written by a person"));
        Workspace.Open(_folder).Write(_project.Artifacts);
        Assert.That(await File.ReadAllTextAsync(file), Does.EndWith("// mine\n"));
        Assert.That(Workspace.Open(_folder).ReadWritten().Single().Ownership, Is.EqualTo(ArtifactOwnership.CreatedOnce));
    }
}
