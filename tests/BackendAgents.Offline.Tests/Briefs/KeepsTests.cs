using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>Lines that say by their form that rows of a thing are managed, in briefs of which nothing else is understood.</summary>
public sealed class KeepsTests
{
    private const string Strange =
        "The gist of what follows came up over lunch, when somebody dreamt aloud about a better world. Whatever happens, keep the spirit "
        + "of that lunch alive. Our chief sees synergies wherever he looks, and hopes that tomorrow brings clarity. Elegance beats haste. ";

    [TestCase("- CRUD tools\n- CRUD categories", "tool,category")]
    [TestCase("GET /api/tools/\nPOST /api/tools/\nPUT /api/tools/{id}/\nDELETE /api/tools/{id}/", "tool")]
    [TestCase("As an admin user, I want to add, edit, and remove songs and audiobooks.", "song,audiobook")]
    [TestCase("Admins can:\n- CRUD kitchens", "kitchen")]
    public void Such_lines_are_believed_where_little_else_is_understood(string lines, string things)
    {
        var blueprint = BriefReader.Read($"{Strange}\n\n{lines}").Blueprint!;

        var kept = blueprint.Entities.Select(static entity => entity.Id).Where(static id => id != "user");
        Assert.That(kept, Is.EquivalentTo(things.Split(',')));
        foreach (var thing in things.Split(','))
            Assert.That(
                blueprint.Operations.Where(operation => operation.Entity == thing).Select(static operation => operation.Kind),
                Is.SupersetOf(new[] { OperationKind.Create, OperationKind.Update, OperationKind.Delete })
            );
    }

    [Test]
    public void Paths_are_those_of_the_lines()
    {
        var blueprint = BriefReader.Read("POST /api/v2/leaves\nGET /api/v2/leaves/:leaveId").Blueprint!;

        Assert.That(
            blueprint
                .Operations.Where(static operation => operation.Path is not null)
                .Select(static operation => $"{operation.Method} {operation.Path}"),
            Is.EquivalentTo(new[] { "POST /api/v2/leaves", "GET /api/v2/leaves/{leaveId}" })
        );
    }

    [Test]
    public void Under_a_heading_of_models_each_list_has_fields_whatever_its_heading_is_called()
    {
        var blueprint = BriefReader
            .Read(
                "# Database Models\n\n## Schedule\n\n- day of week\n- start time\n- stage number\n\n"
                    + "## Student\n\n- registration number\n- email"
            )
            .Blueprint!;

        var schedule = blueprint.Entities.Single(static entity => entity.Id == "schedule");
        Assert.That(schedule.Fields, Has.Count.EqualTo(3));
        Assert.That(blueprint.Entities.Single(static entity => entity.Id == "student").Fields, Has.Count.EqualTo(2));
    }

    [Test]
    public void Keys_of_a_schema_in_one_line_are_ids_and_references()
    {
        var blueprint = BriefReader
            .Read("Room: (PK) room_id, name, capacity\nSession: (PK) session_id, (FK) room_id, date, method, capacity")
            .Blueprint!;

        Assert.That(blueprint.Relations.Select(static relation => $"{relation.From} {relation.To}"), Does.Contain("room session"));
        Assert.That(
            blueprint.Entities.Single(static entity => entity.Id == "session").Fields.Select(static field => field.Name),
            Is.EqualTo(new[] { "date", "method", "capacity" })
        );
    }

    [Test]
    public void What_code_that_registers_routes_does_is_no_thing()
    {
        var blueprint = BriefReader
            .Read("A library. A book has a title.\n\npost('/delete_book')\n{ \"email\": \"a@b.example\", \"height\": 3 }")
            .Blueprint!;

        Assert.That(blueprint.Entities.Select(static entity => entity.Id), Is.EquivalentTo(new[] { "book", "user" }));
    }

    [Test]
    public void Foreign_keys_below_the_columns_of_a_table_are_its_references()
    {
        var blueprint = BriefReader
            .Read(
                """
                CREATE TABLE readers (id INTEGER PRIMARY KEY, handle VARCHAR(80) UNIQUE NOT NULL);
                CREATE TABLE follows (
                    fan_id INTEGER NOT NULL,
                    idol_id INTEGER NOT NULL,
                    FOREIGN KEY (fan_id) REFERENCES readers (id),
                    FOREIGN KEY (idol_id) REFERENCES readers (id),
                    PRIMARY KEY (fan_id, idol_id)
                );
                """
            )
            .Blueprint!;

        Assert.That(
            blueprint
                .Relations.Where(static relation => relation.To == "follow")
                .Select(static relation => $"{relation.Name} {relation.From}"),
            Is.EqualTo(new[] { "fan reader", "idol reader" })
        );
        Assert.That(blueprint.Entities.Single(static entity => entity.Id == "follow").Fields, Is.Empty);
        Assert.That(blueprint.Requirements[^1].State, Is.EqualTo(RequirementState.Placed), "no pair comes twice");
    }

    [Test]
    public void What_stands_further_in_below_a_field_is_of_that_field()
    {
        var blueprint = BriefReader
            .Read(
                "### Musing\n* musingText\n    * string\n    * required\n    * trimmed\n"
                    + "* score\n    * integer\n* replies\n    * Array of ids"
            )
            .Blueprint!;

        var fields = blueprint.Entities.Single(static entity => entity.Id == "musing").Fields;
        Assert.That(fields.Select(static field => $"{field.Name} {field.Type}"), Is.EqualTo(new[] { "musingText Text", "score Int" }));
        Assert.That(
            blueprint
                .Requirements.Where(static requirement => requirement.State == RequirementState.Open)
                .Select(static requirement => requirement.Text),
            Is.EqualTo(new[] { "trimmed", "replies", "Array of ids" })
        );
    }

    [TestCase("A bakery. A cake has a name. Payments are not taken with the application.", "payment")]
    [TestCase("A bakery. A cake has a name. Neither reviews nor payments are handled by this server.", "payment")]
    public void What_is_not_done_is_no_feature(string brief, string thing) =>
        Assert.That(BriefReader.Read(brief).Blueprint!.Entities.Select(static entity => entity.Id), Has.No.Member(thing));
}
