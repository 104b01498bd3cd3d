using System.Xml.Linq;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Reading;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Engineering.Tests.Blueprints;

public sealed class BlueprintFormTests
{
    [Test]
    public void The_sections_are_up_to_date() =>
        GeneratedFile.AssertUpToDate(
            "docs/blueprint-form.md",
            BlueprintFormText.Write(XDocument.Load(Path.ChangeExtension(typeof(Blueprint).Assembly.Location, ".xml")))
        );

    [Test]
    public void The_example_is_a_blueprint_without_need_of_any_loose_reading_but_sentences()
    {
        var read = CapabilityCatalog.BuiltIn.Read(BlueprintForm.Example);

        Assert.That(read.Problems, Is.Empty);
        Assert.That(read.Notes, Is.Empty);
        Assert.That(read.Blueprint!.Relations[1].Name, Is.EqualTo("member"));
    }

    [Test]
    public void The_short_form_names_every_part_every_kind_and_every_section()
    {
        var keys = YamlNames.Properties(typeof(Blueprint)).Keys.Concat(BlueprintForm.Sections);
        var kinds = Enum.GetValues<OperationKind>().Select(static kind => YamlNames.Of(kind));

        Assert.That(keys.Concat(kinds).Where(static word => !BlueprintForm.Short.Contains(word, StringComparison.Ordinal)), Is.Empty);
        Assert.That(BlueprintForm.Short, Has.Length.LessThan(7_000));
    }

    [Test]
    public void Every_section_tells_every_key_with_its_meaning([ValueSource(nameof(Sections))] string section)
    {
        var text = BlueprintForm.Of(section)!;

        Assert.That(text.Split('\n').Where(static line => line.StartsWith("- ", StringComparison.Ordinal)), Is.Not.Empty);
        Assert.That(
            text.Split('\n').Where(static line => line.EndsWith("): ", StringComparison.Ordinal)),
            Is.Empty,
            "a property has no summary"
        );
    }

    [TestCase("field", "fields")]
    [TestCase("Operation", "operations")]
    [TestCase("ACCESS", "access")]
    public void A_section_is_found_in_any_notation(string asked, string section) =>
        Assert.That(BlueprintForm.Of(asked), Is.EqualTo(BlueprintForm.Of(section)).And.Not.Null);

    [Test]
    public void No_section_is_the_example_and_an_unknown_one_nothing()
    {
        Assert.That(BlueprintForm.Of(null), Is.EqualTo(BlueprintForm.Short));
        Assert.That(BlueprintForm.Of("weather"), Is.Null);
    }

    private static IEnumerable<string> Sections() => BlueprintForm.Sections;
}
