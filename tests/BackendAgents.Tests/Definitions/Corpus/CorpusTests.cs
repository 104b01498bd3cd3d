using System.Text.Json;
using BackendAgents.Definitions;
using BackendAgents.Definitions.Writing;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Tests.Definitions.Corpus;

/// <summary>
/// Definitions as people write them, one quirk a file and some in combination, each with what a person reads in it and with the place of
/// every diagnostic. <c>expected.tsv</c> has them by file; <c>-</c> stands for nothing.
/// </summary>
public sealed class CorpusTests
{
    private static readonly string s_folder = Path.Combine(
        AppContext.BaseDirectory,
        "Definitions",
        "Corpus"
    );

    private static IEnumerable<Expected> All =>
        File.ReadLines(Path.Combine(s_folder, "expected.tsv"))
            .Skip(1)
            .Select(static line => line.Split('\t'))
            .Select(static cells => new Expected(
                cells[0],
                cells[1],
                cells[2],
                cells[3],
                cells[4] == "-" ? "" : cells[4],
                JsonSerializer.Deserialize<string>(cells[5])!
            ));

    private static IEnumerable<TestCaseData> Cases =>
        All.Select(static expected => new TestCaseData(expected).SetArgDisplayNames(expected.File));

    private static string Place(Expected expected) =>
        Path.Combine(s_folder, "Files", expected.File);

    [Test]
    public void Every_file_has_an_expectation_and_there_are_enough_of_them()
    {
        Assert.That(
            All.Select(static expected => expected.File),
            Is.EquivalentTo(
                Directory.EnumerateFiles(Path.Combine(s_folder, "Files")).Select(Path.GetFileName)
            )
        );
        Assert.That(All.Count(), Is.GreaterThanOrEqualTo(120));
    }

    [TestCaseSource(nameof(Cases))]
    public void It_is_read_as_a_person_reads_it_and_every_repair_is_said_with_its_line(
        Expected expected
    )
    {
        var result = AgentDefinitionLoader.LoadFile(Place(expected));
        var definition = result.Definition;

        Assert.That(definition.Description, Is.EqualTo(expected.Description));
        Assert.That(definition.Name, Is.EqualTo(expected.Name));
        Assert.That(
            definition.Tools is null ? "-" : JsonSerializer.Serialize(definition.Tools),
            Is.EqualTo(
                expected.Tools == "-"
                    ? "-"
                    : JsonSerializer.Serialize(JsonSerializer.Deserialize<string[]>(expected.Tools))
            )
        );
        Assert.That(definition.Model ?? "-", Is.EqualTo(expected.Model));
        Assert.That(
            string.Join(
                ' ',
                result
                    .Diagnostics.Select(static found => $"{found.Code}@{found.Place.Line}")
                    .Order(StringComparer.Ordinal)
            ),
            Is.EqualTo(
                string.Join(' ', expected.Diagnostics.Split(' ').Order(StringComparer.Ordinal))
            )
        );
        Assert.That(
            result.Diagnostics,
            Has.All.Matches<Diagnostic>(static found =>
                found.Place.Column > 0 && found.Message.Length > 0 && found.Remedy.Length > 0
            )
        );
    }

    [TestCaseSource(nameof(Cases))]
    public void Untouched_it_comes_back_byte_for_byte(Expected expected)
    {
        var bytes = File.ReadAllBytes(Place(expected));

        Assert.That(AgentDefinitionFile.Parse(bytes, expected.File).ToBytes(), Is.EqualTo(bytes));
    }

    [TestCaseSource(nameof(Cases))]
    public void Written_and_read_again_it_is_the_same_definition(Expected expected)
    {
        var first = AgentDefinitionLoader.LoadFile(Place(expected)).Definition;

        var again = AgentDefinitionLoader.Parse(AgentDefinitionWriter.Write(first), expected.File);

        Assert.That(DefinitionEquality.Same(first, again.Definition), Is.True, () =>
            AgentDefinitionWriter.Write(first) + string.Join('\n', again.Diagnostics)
        );
        Assert.That(
            again.Diagnostics.Select(static found => found.Code),
            Has.None.AnyOf("DEF004", "DEF010", "DEF012", "DEF020", "DEF021", "DEF022")
        );
    }

    [TestCaseSource(nameof(Cases))]
    public void Mended_it_is_yaml_for_every_tool_and_nothing_else_changed(Expected expected)
    {
        var bytes = File.ReadAllBytes(Place(expected));
        var file = AgentDefinitionFile.Parse(bytes, expected.File);

        var mended = file.Fix();
        var again = AgentDefinitionFile.Parse(mended, expected.File);

        Assert.That(DefinitionEquality.Same(file.Definition, again.Definition), Is.True);
        if (
            Path.GetExtension(expected.File) != ".md"
            || expected.Diagnostics.Contains("DEF011@3", StringComparison.Ordinal)
        )
            Assert.That(
                mended,
                Is.EqualTo(bytes),
                "what can't be mended without loss is left alone"
            );
        else
            Assert.That(
                again.Diagnostics.Select(static found => found.Code),
                Has.None.AnyOf(
                    "DEF002",
                    "DEF004",
                    "DEF009",
                    "DEF010",
                    "DEF012",
                    "DEF020",
                    "DEF021",
                    "DEF022"
                )
            );
        Assert.That(again.Fix(), Is.EqualTo(mended), "mending twice changes nothing more");
        if (
            file.Diagnostics.All(static found =>
                found.Severity == Severity.Info && found.Code is not ("DEF007" or "DEF021")
            )
        )
            Assert.That(mended, Is.EqualTo(bytes), "a file that is fine stays as it is");
    }

    public sealed record Expected(
        string File,
        string Name,
        string Tools,
        string Model,
        string Diagnostics,
        string Description
    );
}
