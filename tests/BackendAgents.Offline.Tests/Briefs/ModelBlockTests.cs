using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>Briefs with definitions in braces, as JHipster, Prisma, TypeScript and GraphQL have them.</summary>
public sealed class ModelBlockTests
{
    private static Blueprint Read(string brief)
    {
        var reading = BriefReader.Read(brief);
        Assert.That(reading.Problems, Is.Empty);
        Assert.That(BlueprintValidator.Validate(reading.Blueprint!), Is.Empty);
        return reading.Blueprint!;
    }

    private static string Said(Blueprint blueprint) =>
        string.Join(
            "; ",
            blueprint
                .Entities.Where(static entity => entity.Id != "user")
                .Select(static entity => $"{entity.Name} {string.Join(' ', entity.Fields.Select(Said))}")
                .Concat(blueprint.Relations.Select(static relation => $"{relation.To}.{relation.Name}"))
        );

    private static string Said(Field field) => $"{field.Name}:{field.Type}{(field.Required ? "!" : "")}";

    [TestCase(
        "A museum\n\nentity Painter {\n  name String required,\n  born LocalDate\n}\nentity Painting {\n  title String"
            + " required maxlength(80)\n"
            + "  state HangingState\n}\nenum HangingState { SHOWN, STORED }\nrelationship OneToMany {\n  Painter{painting} to "
            + "Painting{painter(name) required}\n}",
        "Painter name:String! born:Date!; Painting title:String! state:Enum!; painting.painter"
    )]
    [TestCase(
        "Schema:\n```prisma\nmodel Reader {\n  id Int @id @default(autoincrement())\n  card String @unique\n  loans"
            + " Loan[]\n}\nmodel Loan {\n"
            + "  id Int @id\n  due DateTime?\n  reader Reader @relation(fields: [readerId], references: [id])\n}\n```",
        "Reader card:String!; Loan due:Timestamp; loan.reader"
    )]
    [TestCase("Types:\n\nexport interface Chore {\n  id: number;\n  title: string;\n  done?: boolean;\n}", "Chore title:String! done:Bool")]
    [TestCase("type Gadget {\n  id: ID!\n  label: String!\n  weight: Float\n}", "Gadget label:String! weight:Decimal!")]
    public void A_definition_gives_its_fields_and_relations_alone(string brief, string said) =>
        Assert.That(Said(Read(brief)), Is.EqualTo(said));

    [TestCase("A shelf has a name.\n\ntype Query {\n  shelves(first: Int): [Shelf!]!\n}")]
    [TestCase("A shelf has a name.\n\ninterface ShelfProps {\n  name: string;\n}")]
    [TestCase("A shelf has a name.\n\nrelationship ManyToMany {\n  Shelf{box} to Box{shelf}\n}")]
    public void What_is_kept_nowhere_is_drawn_nowhere_and_stays_open(string brief)
    {
        var blueprint = Read(brief);

        Assert.That(blueprint.Entities.Select(static entity => entity.Name), Is.EquivalentTo(new[] { "Shelf", "User" }));
        Assert.That(blueprint.Requirements.Count(static requirement => requirement.State == RequirementState.Open), Is.Positive);
    }
}
