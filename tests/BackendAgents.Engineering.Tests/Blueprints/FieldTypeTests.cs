using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Emitters.AspNetCore.Fields;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>A field type is two classes, and nothing else knows of it.</summary>
public sealed class FieldTypeTests
{
    private static readonly FieldType[] s_types = Enum.GetValues<FieldType>();

    [TestCaseSource(nameof(s_types))]
    public void Every_type_has_traits_and_code(FieldType type)
    {
        Assert.That(FieldTraits.Of(type).Type, Is.EqualTo(type));
        Assert.That(FieldCode.Of(Of(type)).Type, Is.EqualTo(type));
    }

    [TestCaseSource(nameof(s_types))]
    public void The_example_is_a_value_of_the_type(FieldType type)
    {
        var traits = FieldTraits.Of(type);
        var example = traits.Example(Of(type), s_index)!;
        var text = example is JsonValue value && value.TryGetValue<string>(out var plain) ? plain : example.ToJsonString();

        Assert.That(traits.Problem(Of(type), text, s_index), Is.Null);
        Assert.That(JsonNode.DeepEquals(traits.Literal(text), example), Is.True, text);
    }

    [TestCaseSource(nameof(s_types))]
    public void What_is_no_value_of_the_type_is_told(FieldType type)
    {
        var field = Of(type) with { MaxLength = 5, Pattern = "^[a-z]+$" };

        Assert.That(FieldTraits.Of(type).Problem(field, "{no value?", s_index), Is.Not.Null);
    }

    [TestCaseSource(nameof(s_types))]
    public void Only_texts_have_patterns_and_only_numbers_have_bounds(FieldType type)
    {
        var traits = FieldTraits.Of(type);
        var form = traits.Json(Of(type) with { Min = 1, Max = 2 }, s_index);

        Assert.That(form.Minimum is not null, Is.EqualTo(traits.IsNumber));
        Assert.That(traits.IsText && traits.IsNumber, Is.False);
        Assert.That(traits.NeedsMaxLength && traits.LongestLength == 0, Is.False);
    }

    [Test]
    public void No_other_file_decides_by_the_type()
    {
        var arm = new Regex(@"FieldType\.\w+( or FieldType\.\w+)*( when [^=]+)? =>|case FieldType\.", RegexOptions.CultureInvariant);
        var deciding =
            from path in Directory.EnumerateFiles(Path.Combine(GeneratedFile.Root, "src"), "*.cs", SearchOption.AllDirectories)
            where !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            // What a brief leaves unsaid about a field is a matter of its type, too; that is knowledge of English.
            where !path.EndsWith("FieldPlacer.cs", StringComparison.Ordinal)
            from line in File.ReadLines(path)
            where arm.IsMatch(line) && !line.Contains(" FieldType Type =>", StringComparison.Ordinal)
            select $"{Path.GetFileName(path)}: {line.Trim()}";

        Assert.That(deciding, Is.Empty);
    }

    private static readonly BlueprintIndex s_index = new(
        SampleBlueprints.Everything() with
        {
            Enums =
            [
                new EnumType
                {
                    Id = "stage",
                    Name = "Stage",
                    Values = ["new", "done"],
                },
            ],
        }
    );

    private static Field Of(FieldType type) =>
        new()
        {
            Id = "thing-value",
            Name = "value",
            Type = type,
            Enum = type == FieldType.Enum ? "stage" : null,
        };
}
