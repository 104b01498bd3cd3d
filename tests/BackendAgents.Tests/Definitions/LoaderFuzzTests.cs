using System.Globalization;
using System.Text;
using BackendAgents.Definitions;
using BackendAgents.Definitions.Writing;
using BackendAgents.Engineering.Diagnostics;
using CsCheck;

namespace BackendAgents.Tests.Definitions;

/// <summary>Whatever a file holds, it loads: no exception, no hang, and no diagnostic without a place in the file.</summary>
public sealed class LoaderFuzzTests
{
    private static readonly string[] s_pieces =
    [
        "---\n",
        "name: cook\n",
        "description: ",
        "description: |\n  a\n",
        "tools: [",
        "]",
        "- a\n",
        "\t",
        "\"",
        "'",
        ": ",
        "<example>",
        "</example>",
        "{{",
        "&a",
        "*a",
        "!!str ",
        "#",
        "\r\n",
        "\n",
        "user: hi\n",
        "model: opus\n",
        "metadata:\n  areas: x\n",
        "maxTurns: -1\n",
        "\uFEFF",
        "日",
        "🍲",
        "{",
        "}",
        ">",
        "|",
        "? ",
        "%YAML 1.2\n",
        "...\n",
        "\\n",
    ];

    private static readonly string[] s_yaml =
    [
        "name: cook\n",
        "kind: Prompt\n",
        "instructions: |\n  cook\n",
        "description: ",
        "model:\n  id: x\n",
        "model: ",
        "tools:\n  - id: a\n",
        "tools: [",
        "]",
        "  - kind: mcp\n",
        "inputs:\n  a:\n    default: 1\n",
        "template:\n  format: x\n",
        "metadata:\n  areas: x\n",
        "- ",
        "{",
        "}",
        "&a ",
        "*a",
        "!!binary ",
        "\"",
        "'",
        ": ",
        "#",
        "\t",
        "\n",
        "? ",
        "---\n",
        "...\n",
        "%TAG ! x\n",
        "<<: *a\n",
        "日",
    ];

    // More by the environment variable FUZZ_COUNT, on demand.
    private static readonly int s_count = int.TryParse(
        Environment.GetEnvironmentVariable("FUZZ_COUNT"),
        NumberStyles.None,
        CultureInfo.InvariantCulture,
        out var count
    )
        ? count
        : 20_000;

    [Test]
    [Category("Slow")]
    public void Any_mixture_of_pieces_loads() =>
        Gen.OneOf(Gen.Int[0, s_pieces.Length - 1].Select(static i => s_pieces[i]), Gen.String[0, 8])
            .Array[0, 40]
            .Select(static parts => string.Concat(parts))
            .Sample(static text => Check(AgentDefinitionLoader.Parse(text, "a.md"), text.Length), iter: s_count);

    [Test]
    [Category("Slow")]
    public void Any_bytes_load() =>
        Gen
            .Byte.Array[0, 200]
            .Select(static bytes => (byte[])[.. "---\nname: a\n"u8, .. bytes])
            .Sample(static bytes => Check(AgentDefinitionLoader.Parse(bytes, "a.md"), bytes.Length), iter: s_count);

    [Test]
    [Category("Slow")]
    public void Any_mixture_of_pieces_loads_as_yaml() =>
        Gen.OneOf(Gen.Int[0, s_yaml.Length - 1].Select(static i => s_yaml[i]), Gen.String[0, 8])
            .Array[0, 30]
            .Select(static parts => "type: chat_completion_agent\n" + string.Concat(parts))
            .Sample(static text => Check(AgentDefinitionLoader.Parse(text, "a.yaml"), text.Length), iter: s_count);

    [Test]
    [Category("Slow")]
    public void Any_mixture_of_pieces_is_mended_without_loss_and_comes_back_untouched() =>
        Gen.OneOf(Gen.Int[0, s_pieces.Length - 1].Select(static i => s_pieces[i]), Gen.String[0, 8])
            .Array[0, 20]
            .Select(static parts => Encoding.UTF8.GetBytes("---\nname: a\n" + string.Concat(parts)))
            .Sample(
                static bytes =>
                {
                    var file = AgentDefinitionFile.Parse(bytes, "a.md");
                    if (!file.ToBytes().AsSpan().SequenceEqual(bytes))
                        throw new InvalidOperationException("An untouched file came back changed.");
                    if (!DefinitionEquality.Same(AgentDefinitionLoader.Parse(file.Fix(), "a.md").Definition, file.Definition))
                        throw new InvalidOperationException("A mended file says something else.");
                    AgentDefinitionWriter.Write(file.Definition);
                },
                iter: Math.Max(1, s_count / 10)
            );

    [Test]
    public void A_key_that_stands_twice_within_a_field_is_mended_to_a_list_of_both()
    {
        var file = AgentDefinitionFile.Parse("---\nname: a\nMetadata:\n  areas: api\n  areas: data\n---\nhi\n"u8.ToArray(), "a.md");

        var mended = AgentDefinitionLoader.Parse(file.Fix(), "a.md").Definition;

        Assert.That(file.Definition.Areas, Is.EqualTo(new[] { Area.Api, Area.Data }));
        Assert.That(mended.Areas, Is.EqualTo(file.Definition.Areas));
    }

    private static void Check(AgentDefinitionResult result, int length)
    {
        if (
            result.Definition.Name.Length is 0 or > 64
            || !result.Definition.Name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        )
            throw new InvalidOperationException($"The name '{result.Definition.Name}' is not fit.");
        if (
            result.Diagnostics.FirstOrDefault(found => found.Place.Line < 1 || found.Place.Column < 1 || found.Place.Line > length + 2) is
            { } lost
        )
            throw new InvalidOperationException($"No such place: {lost}");
    }
}
