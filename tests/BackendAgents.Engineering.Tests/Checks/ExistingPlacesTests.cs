using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Tests.Checks;

public sealed class ExistingPlacesTests
{
    private static readonly Artifact s_note = new("docs/note.md", "one\ntwo\n");

    [TestCase("backend.yaml")]
    [TestCase("backend.yaml#service")]
    [TestCase("backend.yaml#authentication")]
    [TestCase("backend.yaml#targets")]
    [TestCase("backend.yaml#deployment")]
    [TestCase("backend.yaml#capabilities")]
    [TestCase("backend.yaml#order")]
    [TestCase("backend.yaml@entities[0].fields[0].maxLength")]
    [TestCase("backend.yaml#order@deployment.database")]
    [TestCase("docs/note.md:2")]
    [TestCase("docs/note.md:1#one")]
    public void Sections_ids_paths_lines_and_parts_exist(string place) => Assert.That(Missing(place), Is.Null);

    [TestCase("backend.yaml#nothing", "element 'nothing' does not exist")]
    [TestCase("backend.yaml@entities[99]", "path 'entities[99]' does not exist")]
    [TestCase("backend.yaml@entities[0].nothing", "path 'entities[0].nothing' does not exist")]
    [TestCase("backend.yaml@entities[", "path 'entities[' does not exist")]
    [TestCase("none.md", "artifact 'none.md' does not exist")]
    [TestCase("docs/note.md:3", "line 3 does not exist")]
    [TestCase("docs/note.md:0", "line 0 does not exist")]
    [TestCase("docs/note.md#three", "element 'three' does not exist")]
    [TestCase("docs/note.md@entities[0]", "path 'entities[0]' does not exist")]
    public void Others_do_not(string place, string why) => Assert.That(Missing(place), Is.EqualTo(why));

    [Test]
    public void What_a_machine_reported_exists()
    {
        var found = new Diagnostic("QUAL001", Severity.Warning, new Place("README.md"), "There is none.", "Write one.");

        Assert.That(ExistingPlaces.Missing(found.Place, null, ArtifactSet.Empty, [found]), Is.Null);
        Assert.That(ExistingPlaces.Missing(found.Place, null, ArtifactSet.Empty, []), Is.Not.Null);
    }

    private static string? Missing(string place) => ExistingPlaces.Missing(Place.Parse(place), RuleExamples.Plan, new([s_note]), []);
}
