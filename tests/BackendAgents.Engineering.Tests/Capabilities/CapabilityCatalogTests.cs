using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Capabilities;

/// <summary>What holds for every capability of the catalogue.</summary>
public sealed class CapabilityCatalogTests
{
    private static readonly CapabilityCatalog s_catalog = CapabilityCatalog.BuiltIn;

    private static IEnumerable<TestCaseData> Samples() =>
        SampleBlueprints.All.Select(static sample => new TestCaseData(sample.Value).SetArgDisplayNames(sample.Key));

    [TestCaseSource(nameof(Samples))]
    public void Gives_the_same_bytes_twice_in_lines_that_end_in_LF(Blueprint blueprint)
    {
        var first = s_catalog.Deliver(Everything(blueprint)).ToList();

        Assert.That(first, Is.EqualTo(s_catalog.Deliver(Everything(blueprint)).ToList()));
        Assert.That(
            first.Select(static artifact => artifact.Content),
            Is.All.Matches<string>(static content => content.EndsWith('\n') && !content.Contains('\r'))
        );
    }

    [Test]
    public void Ids_are_unique_and_everything_is_described()
    {
        Assert.That(s_catalog.All.Select(static capability => capability.Info.Id), Is.Unique);
        Assert.That(s_catalog.All.Select(static capability => capability.Info.Description), Is.All.Not.Empty);
        Assert.That(s_catalog.All.SelectMany(static capability => capability.Info.Words), Is.Unique);
    }

    [Test]
    public void A_second_capability_of_an_id_is_refused() =>
        Assert.That(() => s_catalog.With(s_catalog.All[0]), Throws.ArgumentException.With.Message.Contains(s_catalog.All[0].Info.Id));

    [Test]
    public void An_unknown_capability_is_named_with_its_line_and_what_is_known()
    {
        var read = s_catalog.Read("service: { name: shop, title: Shop }\ncapabilities:\n  teleport: {}\n");

        Assert.That(read.Problems.Single().Place.Line, Is.EqualTo(3));
        Assert.That(read.Problems.Single().Message, Does.Contain("teleport"));
        Assert.That(read.Problems.Single().Remedy, Does.Contain("openapi"));
    }

    [Test]
    public void An_unknown_database_is_named_with_what_is_known()
    {
        var read = s_catalog.Read("service: { name: shop, title: Shop }\ndeployment: { database: dbase }\n");

        Assert.That(read.Problems.Single().Message, Does.Contain("dbase"));
        Assert.That(read.Problems.Single().Remedy, Does.Contain("sqlite"));
    }

    [Test]
    public void The_table_in_the_documentation_is_up_to_date() =>
        GeneratedFile.AssertUpToDate("docs/capabilities/README.md", CapabilityTable.Render());

    private static Blueprint Everything(Blueprint blueprint) =>
        blueprint with
        {
            Capabilities =
            [
                .. s_catalog
                    .All.Where(capability => capability.Info.Exclusive is null)
                    .Select(static capability => new CapabilityChoice { Id = capability.Info.Id }),
            ],
        };
}
