using BackendAgents.Engineering.Capabilities;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Emitters;

/// <summary>What one more entity costs: a reader of a delivery has to live with each line. Times are in benchmarks/README.md.</summary>
public sealed class EntityCostTests
{
    // Each was as much when it was last looked at; a line more is to be worth it.
    [TestCase("service", 250)]
    [TestCase("tests", 160)]
    [TestCase("OpenAPI", 165)]
    [TestCase("SQL", 60)]
    [TestCase("docs", 20)]
    [TestCase("blueprint", 75)]
    public void One_more_entity_costs_few_lines(string kind, int most) =>
        Assert.That(ManyEntities.LinesOfOneMore()[kind], Is.InRange(1, most));

    // SQLite's index of words came later, and is seven.
    [Test]
    public void One_more_entity_costs_about_half_the_lines_that_it_did() =>
        Assert.That(ManyEntities.LinesOfOneMore().Values.Sum(), Is.LessThan((1_365 / 2) + 7));

    [Test]
    public void Many_entities_are_a_valid_blueprint() =>
        Assert.That(CapabilityCatalog.BuiltIn.Read(ManyEntities.Yaml(3)).Problems, Is.Empty);
}
