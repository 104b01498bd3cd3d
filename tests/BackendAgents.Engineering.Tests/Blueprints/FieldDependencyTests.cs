using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Projects;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>What follows from what: which facts would be stored more than once.</summary>
public sealed class FieldDependencyTests
{
    private static BlueprintReadResult Read(string dependencies, string further = "") =>
        CapabilityCatalog.BuiltIn.Read(
            $$"""
            service: { name: post, title: Post }
            entities:
              - name: Street
                fields: [{ name: name, maxLength: 50, required: true }]
              - name: Address
                fields:
                  - { name: number, maxLength: 10, required: true }
                  - { name: code, maxLength: 10, required: true, unique: true }
                  - { name: postalCode, maxLength: 10, required: true }
                  - { name: city, maxLength: 50, required: true }
                  - { name: country, maxLength: 50 }
                {{further}}
                dependencies: [{{dependencies}}]
            relations: [{ relation: each address belongs to one street }]
            operations:
              - { name: getAddress, entity: Address, kind: get, access: [{ role: anonymous }] }
            """
        );

    [TestCase("{ fields: [postalCode], determine: [city] }", "", 1, TestName = "A fact of a postal code in each address")]
    [TestCase("{ fields: [street], determine: [city] }", "", 1, TestName = "A fact of what is referred to")]
    [TestCase("{ fields: [postalCode], determine: [city], reason: Kept as written. }", "", 0, TestName = "With a reason")]
    [TestCase("{ fields: [code], determine: [city] }", "", 0, TestName = "Of a key")]
    [TestCase("{ fields: [code, postalCode], determine: [city] }", "", 0, TestName = "Of more than a key")]
    [TestCase("{ fields: [country], determine: [code] }", "", 0, TestName = "Part of a key follows from anything")]
    [TestCase(
        "{ fields: [postalCode], determine: [city] }, { fields: [city], determine: [code, country] }",
        "",
        0,
        TestName = "What leads to a key by another is one"
    )]
    [TestCase(
        "{ fields: [street, number], determine: [city] }",
        "indexes: [{ columns: [street, number], unique: true }]",
        0,
        TestName = "Of a unique index"
    )]
    [TestCase(
        "{ fields: [street], determine: [city] }",
        "indexes: [{ columns: [street, number], unique: true }]",
        1,
        TestName = "Of a part of a key: second normal form"
    )]
    [TestCase(
        "{ fields: [country, number], determine: [city] }",
        "indexes: [{ columns: [country, number], unique: true }]",
        1,
        TestName = "Of what is unique but may be missing"
    )]
    public void What_is_stored_more_than_once(string dependencies, string further, int count)
    {
        var read = Read(dependencies, further);
        Assert.That(read.Problems, Is.Empty);

        var blueprint = CapabilityCatalog.BuiltIn.Read(CapabilityCatalog.Write(read.Blueprint!)).Blueprint!;

        var entity = blueprint.Entities.Single(static entity => entity.Name == "Address");
        Assert.That(FieldDependency.Repeated(blueprint, entity).Count(), Is.EqualTo(count));
    }

    [TestCase("{ fields: [zip], determine: [city] }", "Address has no 'zip'")]
    [TestCase("{ fields: [postalCode], determine: [street] }", "Address has no 'street' that can stand here")]
    [TestCase("{ fields: [], determine: [city] }", "No field is named")]
    [TestCase("{ fields: [city], determine: [city] }", "A field follows from itself")]
    public void What_is_refused_with_its_reason(string dependencies, string reason) =>
        Assert.That(Read(dependencies).Problems.Select(static problem => problem.Message), Has.Some.Contains(reason));

    [Test]
    public void A_reason_stands_below_the_diagram()
    {
        var project = new BackendProject();
        project.Replace(Read("{ fields: [postalCode], determine: [city], reason: \"Kept as *written*.\" }").Blueprint!);

        var page = project.Current.Artifacts.Single(static file => file.Path == "docs/er-diagram.md").Content;

        Assert.That(page, Does.Contain("- **Address**: city follows from postalCode. Kept as \\*written\\*."));
    }
}
