using BackendAgents.Engineering.Emitters;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Emitters;

/// <summary>What holds for every emitter of the catalogue.</summary>
public sealed class EmitterCatalogTests
{
    private static IEnumerable<TestCaseData> Cases() =>
        from emitter in EmitterCatalog.All
        from sample in SampleBlueprints.All
        select new TestCaseData(emitter, sample.Value).SetArgDisplayNames(emitter.Id, sample.Key);

    [TestCaseSource(nameof(Cases))]
    public void Gives_the_same_bytes_twice_in_lines_that_end_in_LF(
        IEmitter emitter,
        BackendAgents.Engineering.Blueprints.Blueprint blueprint
    )
    {
        var first = emitter.Emit(blueprint).ToList();

        Assert.That(first, Is.EqualTo(emitter.Emit(blueprint).ToList()));
        Assert.That(
            first.Select(static artifact => artifact.Content),
            Is.All.Matches<string>(static content => content.EndsWith('\n') && !content.Contains('\r'))
        );
    }

    [Test]
    public void Ids_are_unique_and_everything_is_described()
    {
        Assert.That(EmitterCatalog.All.Select(static emitter => emitter.Id), Is.Unique);
        Assert.That(EmitterCatalog.All.Select(static emitter => emitter.Description), Is.All.Not.Empty);
    }

    [Test]
    public void The_table_in_the_documentation_is_up_to_date() => GeneratedFile.AssertUpToDate("docs/emitters.md", EmitterTable.Render());
}
