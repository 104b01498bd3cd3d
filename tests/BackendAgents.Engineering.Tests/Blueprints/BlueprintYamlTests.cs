using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Blueprints;

public sealed class BlueprintYamlTests
{
    private static IEnumerable<TestCaseData> Samples() =>
        SampleBlueprints.All.Select(static sample => new TestCaseData(sample.Value).SetArgDisplayNames(sample.Key));

    [TestCaseSource(nameof(Samples))]
    public void What_is_written_reads_back_the_same(Blueprint blueprint)
    {
        var yaml = BlueprintYaml.Write(blueprint);
        var read = BlueprintYaml.Parse(yaml);

        Assert.That(read.Problems, Is.Empty);
        Assert.That(BlueprintYaml.Write(read.Blueprint!), Is.EqualTo(yaml));
        Assert.That(
            System.Text.Json.JsonSerializer.Serialize(read.Blueprint),
            Is.EqualTo(System.Text.Json.JsonSerializer.Serialize(blueprint))
        );
    }

    [TestCaseSource(nameof(Samples))]
    public void Samples_are_valid(Blueprint blueprint) => Assert.That(BlueprintValidator.Validate(blueprint), Is.Empty);

    [Test]
    public void Ids_are_given_and_names_become_references()
    {
        var read = BlueprintYaml.Parse(
            """
            service: { name: notes, title: Notes }
            authentication: { kind: jwt, account: User, login: email, defaultRole: member }
            roles: [ { name: member, selfRegister: true } ]
            entities:
              - name: User
                fields: [ { name: email, type: email, required: true, unique: true } ]
              - name: Note
                owner: [ author ]
                fields: [ { name: text, type: text, maxLength: 500 } ]
                indexes: [ { columns: [ author, createdAt ] } ]
            relations:
              - { kind: one-to-many, from: User, to: Note, name: author, inverse: notes, required: true }
            operations:
              - { name: listNotes, entity: Note, kind: list, access: [ { role: member, scope: own } ], search: [ text ] }
            """
        );

        Assert.That(read.Problems, Is.Empty);
        var note = read.Blueprint!.Entities[1];
        Assert.That(note.Fields[0].Id, Is.EqualTo("note-text"));
        Assert.That(note.Owner, Is.EqualTo(new[] { "note-author" }));
        Assert.That(note.Indexes[0].Columns, Is.EqualTo(new[] { "note-author", "createdAt" }));
        Assert.That(read.Blueprint.Operations[0].Search, Is.EqualTo(new[] { "note-text" }));
        Assert.That(read.Blueprint.Authentication.Login, Is.EqualTo("user-email"));
    }

    [TestCase("service: { name: a, title: A }\nentites: []\n", "BP005", 2, "entities")]
    [TestCase("service: { name: a, title: A }\nservice: { name: a, title: A }\n", "BP004", 2, "")]
    [TestCase("service: { name: a, title: A }\ndeployment: { port: many }\n", "BP006", 2, "")]
    [TestCase("service: { name: a, title: A }\ndeployment: { database: oracle }\n", "BP007", 2, "postgresql")]
    [TestCase("service: { title: A }\n", "BP008", 1, "name")]
    [TestCase("service: [\n", "BP001", 2, "")]
    [TestCase("- a\n", "BP001", 1, "")]
    [TestCase("", "BP001", 1, "")]
    [TestCase("service: &x { name: a, title: A }\ntargets: *x\n", "BP003", 1, "")]
    [TestCase("service: !evil { name: a, title: A }\n", "BP003", 1, "")]
    [TestCase("service: { name: a, title: A }\nentities:\n  - name: Post\n    fields:\n      - { name: title }\n", "BP020", 5, "maxLength")]
    [TestCase("service: { name: a, title: A }\nentities:\n  - name: ../../etc\n", "BP010", 3, "")]
    public void Problems_name_code_line_and_remedy(string yaml, string code, int line, string remedy)
    {
        var problem = CapabilityCatalog.BuiltIn.Read(yaml, "x.yaml").Problems[0];

        Assert.That((problem.Code, problem.Place.Line, problem.Place.File), Is.EqualTo((code, line, "x.yaml")), problem.ToString());
        Assert.That(problem.Remedy, Does.Contain(remedy));
    }

    [Test]
    public void A_document_is_bounded()
    {
        Assert.That(BlueprintYaml.Parse(new string('a', BlueprintYaml.MaxLength + 1)).Problems[0].Code, Is.EqualTo("BP002"));
        Assert.That(
            BlueprintYaml.Parse(string.Concat(Enumerable.Repeat("[", 2_000))).Problems[0].Code,
            Is.EqualTo("BP002").Or.EqualTo("BP001")
        );
    }
}
