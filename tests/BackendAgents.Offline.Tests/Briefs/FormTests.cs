using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>
/// Briefs whose parts are read by their form: lists in bold, one field a line, endpoint lines. Each with what it says, and nothing
/// else: the fields of its thing, or the methods and paths of its operations. A pilcrow ends a line of the brief.
/// </summary>
public sealed class FormTests
{
    private static IEnumerable<TestCaseData> Cases(string kind) =>
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Briefs", "Forms", kind + ".txt"))
            .Where(static line => line.Contains(" => ", StringComparison.Ordinal))
            .Select(static line => line.Split(" => ", 2))
            .Select(static pair =>
                new TestCaseData(
                    pair[0].Replace(" \u00B6 ", "\n", StringComparison.Ordinal).Replace("\u00B6 ", "\n", StringComparison.Ordinal),
                    pair[1]
                ).SetArgDisplayNames(pair[0])
            );

    private static IEnumerable<TestCaseData> Lists() => Cases("lists");

    private static IEnumerable<TestCaseData> Endpoints() => Cases("endpoints");

    private static Blueprint Read(string brief)
    {
        var reading = BriefReader.Read(brief);
        Assert.That(reading.Problems, Is.Empty);
        Assert.That(BlueprintValidator.Validate(reading.Blueprint!), Is.Empty);
        return reading.Blueprint!;
    }

    [TestCaseSource(nameof(Lists))]
    public void A_list_of_fields_is_read_whole(string brief, string said)
    {
        var (name, fields) = (said.Split(": ")[0], said.Split(": ")[1].Split(", "));
        var blueprint = Read(brief);
        var entity = blueprint.Entities.SingleOrDefault(found => found.Name == name);

        Assert.That(entity, Is.Not.Null, string.Join(", ", blueprint.Entities.Select(static found => found.Name)));
        Assert.That(entity!.Fields.Select(static field => field.Name), Is.EquivalentTo(fields));
        Assert.That(blueprint.Entities.Select(static found => found.Name), Is.SubsetOf(new[] { name, "User" }));
    }

    [TestCaseSource(nameof(Endpoints))]
    public void Endpoints_are_read_as_what_they_are(string brief, string said)
    {
        var blueprint = Read(brief);
        var things = said.Split(": ")[0].Split(", ");

        Assert.That(blueprint.Entities.Select(static found => found.Name), Is.SubsetOf([.. things, "User"]));
        Assert.That(
            blueprint.Operations.Select(static operation => $"{operation.Method} {operation.Path}"),
            Is.SupersetOf(said.Split(": ")[1].Split(", "))
        );
    }

    [TestCase("Tables:\n* kicks - id, kmTotal, working, charge\n* charges - kickId, amount, startLong\n", TestName = "by dashes")]
    [TestCase(
        "## Database\n\nTables:\n\n- kicks: id, kmTotal, working, charge\n- charges: kickId, amount, startLong",
        TestName = "by colons"
    )]
    public void Tables_in_a_list_are_things_with_columns(string brief)
    {
        var blueprint = Read(brief);

        var (kick, charge) = (
            blueprint.Entities.Single(static found => found.Name == "Kick"),
            blueprint.Entities.Single(static found => found.Name == "Charge")
        );
        Assert.That(kick.Fields.Select(static field => field.Name), Is.EquivalentTo(new[] { "kmTotal", "working", "charge" }));
        Assert.That(charge.Fields.Select(static field => field.Name), Is.EquivalentTo(new[] { "amount", "startLong" }));
        Assert.That(blueprint.Relations.Select(static relation => relation.Id), Has.Member("charge-kick").And.No.Member("kick-charge"));
        Assert.That(blueprint.Entities.Select(static found => found.Name), Has.No.Member("Table"));
    }

    [Test]
    public void What_is_sent_to_an_endpoint_is_kept_where_rows_are_read_by_it()
    {
        const string brief = "- **POST** /v1/fern\n    - body:\n        - species\n        - pot diameter\n        - water every\n";
        var kept = Read(brief + "- **GET** /v1/fern/{id}\n");

        Assert.That(
            kept.Entities.Single(static found => found.Name == "Fern").Fields.Select(static field => field.Name),
            Is.EquivalentTo(new[] { "species", "potDiameter", "waterEvery" })
        );
        Assert.That(
            Read("Users write notes. A note has a title.\n\n" + brief).Entities.Select(static found => found.Name),
            Has.No.Member("Fern"),
            "One that is only sent may be an order to do something."
        );
    }

    [Test]
    public void A_block_of_methods_and_paths_names_endpoints_and_a_call_with_values_is_a_sample()
    {
        const string brief = "A bike has a name and a price.\n\n```http\nGET /bikes/:id\n```\n\n```\nGET /bikes/42\n```\n";

        var reading = BriefReader.Read(brief);

        Assert.That(
            reading.Blueprint!.Operations.Select(static operation => $"{operation.Method} {operation.Path}"),
            Has.Member("GET /bikes/{id}")
        );
        Assert.That(reading.Blueprint.Requirements[^1].Reason, Does.Contain("sample"));
    }

    [Test]
    public void The_envelope_of_a_message_is_no_thing()
    {
        var blueprint = Read("A rocket has a name.\n\n```json\n{ \"metadata\": { \"channel\": \"x\", \"messageNumber\": 1 } }\n```\n");

        Assert.That(blueprint.Entities.Select(static found => found.Name), Is.SubsetOf(new[] { "Rocket", "User" }));
    }

    [Test]
    public void Columns_are_called_as_they_are()
    {
        var blueprint = Read("CREATE TABLE night (id integer PRIMARY KEY, nightStart text, start time, pictures text, nightNotes text);");

        Assert.That(
            blueprint.Entities.Single(static found => found.Name == "Night").Fields.Select(static field => field.Name),
            Is.EquivalentTo(new[] { "nightStart", "start", "pictures", "nightNotes" })
        );
    }

    [Test]
    public void An_unknown_product_among_technologies_is_no_thing()
    {
        var reading = BriefReader.Read(
            "Citizens send reports. A report has a title.\n\n# Technologies\nExpress.js\nMulter (Uploading files)\nxlsx"
                + " (Importing Excel files)\n"
        );

        Assert.That(reading.Blueprint!.Entities.Select(static found => found.Name), Is.EquivalentTo(new[] { "Report", "User" }));
        Assert.That(reading.Blueprint.Requirements[^1].Reason, Does.Contain("among technologies"));
    }

    [Test]
    public void What_somebody_sees_is_not_met_by_the_rows_alone()
    {
        var open = BriefReader
            .Read("Citizens send reports. A report has a title.\n\n**Clerk**\n\nSee every report.\n")
            .Blueprint!.Requirements.Single(static requirement => requirement.Text.StartsWith("See", StringComparison.Ordinal));

        Assert.That(open.State, Is.EqualTo(RequirementState.Open));
    }
}
