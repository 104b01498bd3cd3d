using System.Text.Json;
using BackendAgents.Engineering.Diagnostics;
using CsCheck;

namespace BackendAgents.Engineering.Tests.Diagnostics;

public sealed class PlaceTests
{
    private static readonly Gen<string> s_text = Gen.String[Gen.Char["ab#@:%/.[]0 19é\n\\"], 0, 12];

    private static readonly Gen<Place> s_place = Gen.Select(
        s_text,
        s_text,
        Gen.Int[0, 20],
        Gen.Int[0, 20],
        s_text,
        static (file, element, line, column, path) =>
            new Place(file, Known(element), Known(line), line == 0 ? null : Known(column), Known(path))
    );

    [Test]
    public void Every_place_is_read_as_it_was_written()
    {
        s_place.Sample(static place => Place.Parse(place.ToString()) == place);
        s_place.Sample(static place => JsonSerializer.Deserialize<Place>(JsonSerializer.Serialize(place)) == place);
    }

    [Test]
    public void Every_text_is_a_place_that_stays_the_same_and_on_one_line()
    {
        s_text.Sample(static text =>
        {
            var place = Place.Parse(text);
            return Place.Parse(place.ToString()) == place && !place.ToString().Contains('\n', StringComparison.Ordinal);
        });
    }

    [TestCase("backend.yaml", "", null, null, null)]
    [TestCase("backend.yaml#post", "post", null, null, null)]
    [TestCase("backend.yaml:12", "", 12, null, null)]
    [TestCase("backend.yaml:12:7#post@entities[1].fields[0].maxLength", "post", 12, 7, "entities[1].fields[0].maxLength")]
    public void Parts_that_are_not_known_are_left_out(string written, string element, int? line, int? column, string? path)
    {
        var place = new Place("backend.yaml", Known(element), line, column, path);

        Assert.That((place.ToString(), Place.Parse(written)), Is.EqualTo((written, place)));
    }

    [Test]
    public void A_file_may_have_the_letters_that_divide_the_parts()
    {
        Assert.That(Place.Parse("C:\\src\\a.md:3:1"), Is.EqualTo(new Place("C:\\src\\a.md", null, 3, 1)));
        Assert.That(new Place("@scope/a#b:1").ToString(), Is.EqualTo("%40scope/a%23b%3A1"));
    }

    [Test]
    public void The_same_code_at_the_same_place_is_the_same_whoever_reports_it()
    {
        var one = new Diagnostic("OPS015", Severity.Error, Place.Of("deployment"), "One.", "Mend it.");
        var other = one with { Severity = Severity.Info, Message = "Other.", Area = Area.Data };

        Assert.That(one.Key, Is.EqualTo("OPS015|backend.yaml#deployment").And.EqualTo(other.Key));
        Assert.That((one with { Place = Place.Of("service") }).Key, Is.Not.EqualTo(one.Key));
    }

    [Test]
    public void It_is_printed_as_compilers_print_it()
    {
        var found = new Diagnostic("BP012", Severity.Error, new Place("backend.yaml", null, 12, 7), "It is wrong.", "Mend it.");

        Assert.That(found.ToString(), Is.EqualTo("backend.yaml:12:7: error BP012: It is wrong. Mend it."));
        Assert.That((found with { Place = Place.None }).ToString(), Is.EqualTo("error BP012: It is wrong. Mend it."));
    }

    private static string? Known(string text) => text.Length == 0 ? null : text;

    private static int? Known(int number) => number == 0 ? null : number;
}
