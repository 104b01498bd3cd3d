using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>Inputs that were misread once: what is drawn, what is open, and what must not be there.</summary>
public sealed class HonestReaderTests
{
    private static Blueprint Read(string brief)
    {
        var reading = BriefReader.Read(brief);
        Assert.That(reading.Problems, Is.Empty);
        Assert.That(BlueprintValidator.Validate(reading.Blueprint!), Is.Empty);
        return reading.Blueprint!;
    }

    private static IEnumerable<string> Fields(Blueprint blueprint, string entity) =>
        blueprint
            .Entities.Single(found => found.Name == entity)
            .Fields.Select(field =>
                $"{field.Name}:{field.Type}{(field.MaxLength is { } length ? length : "")}"
                + (field.Enum is { } id ? "=" + string.Join('|', blueprint.Enums.Single(type => type.Id == id).Values) : "")
            );

    [TestCase(
        "A bakery. Customers place orders for cakes. A cake has a name. The owner sees the revenue per month and the five "
            + "best-selling cakes.",
        "Cake,Order,OrderItem",
        ""
    )]
    [TestCase(
        "A cinema has films. A seat has a number. Customers reserve seats. A seat cannot be reserved twice for the same showtime.",
        "Film,Seat,Reservation,Showtime",
        "A seat cannot be reserved twice for the same showtime."
    )]
    [TestCase(
        "Members borrow books. Every night the service e-mails librarians whose shelf is full.",
        "Book,Loan",
        "Every night the service e-mails librarians whose shelf is full."
    )]
    [TestCase("Users write notes. Users have a balance and transfer money to other users.", "Note,Transfer,Deposit,LedgerEntry", "")]
    [TestCase(
        "A car has a plate and a model. A customer registers himself and rents cars on-line. Observability: logs, metrics and "
            + "alerting. Hosting & Infra: AWS.",
        "Car,Rental,Vehicle",
        "Observability: logs, metrics and alerting."
    )]
    [TestCase(
        "Users write notes. OAuth-based authentication (Google Login). Notes are kept and send carrier pigeons.",
        "Note",
        "Notes are kept and send carrier pigeons."
    )]
    [TestCase(
        "Users write notes. The front-end is made by others. Every use-case is logged. Aadhaar verification is wanted. Eg. users "
            + "pin notes.",
        "Note",
        "Every use-case is logged.|Eg. users pin notes."
    )]
    public void Nothing_is_invented_and_nothing_is_swallowed(string brief, string entities, string open)
    {
        var blueprint = Read(brief);

        Assert.That(blueprint.Entities.Select(static entity => entity.Name), Is.SubsetOf([.. entities.Split(','), "User"]));
        Assert.That(
            blueprint
                .Requirements.Where(static requirement => requirement.State == RequirementState.Open)
                .Select(static requirement => requirement.Text),
            Is.SupersetOf(open.Split('|', StringSplitOptions.RemoveEmptyEntries))
        );
    }

    [TestCase(
        "A **Parcel** has:\n- barcode (30 characters max);\n- weight in kg\n- state (CREATED, SHIPPED, DELIVERED).",
        "Parcel",
        "barcode:String30,weight:Decimal,state:Enum=created|shipped|delivered"
    )]
    [TestCase(
        "A member has the following attributes:\nFirst name\nLast name\nAge",
        "Member",
        "firstName:String100,lastName:String100,age:Int"
    )]
    [TestCase(
        "Create `Gadget` entity:\n\n| field | type | notes |\n|---|---|---|\n| sku | string | unique |\n| count | int | required "
            + "|\n| kind | enum | A, B |",
        "Gadget",
        "sku:String64,count:Int,kind:Enum=a|b"
    )]
    [TestCase(
        "An API for this table:\n\n```sql\nCREATE TABLE machines (\n  id SERIAL PRIMARY KEY,\n  label VARCHAR(40) NOT NULL,\n  "
            + "built_on DATE\n);\n```",
        "Machine",
        "label:String40,builtOn:Date"
    )]
    [TestCase(
        "Staff create bookings. It looks like this:\n\n```json\n{ \"booking\": { \"arrival\": \"2026-01-02\", \"adults\": 2, "
            + "\"paid\": true } }\n```",
        "Booking",
        "arrival:Date,adults:Int,paid:Bool"
    )]
    public void What_is_said_by_its_form_gives_fields(string brief, string entity, string fields) =>
        Assert.That(Fields(Read(brief), entity), Is.SupersetOf(fields.Split(',')));

    [Test]
    public void A_list_of_fields_is_all_there_is() =>
        Assert.That(Fields(Read("A parcel has:\n- barcode\n- state (CREATED, SHIPPED)"), "Parcel").Count(), Is.EqualTo(2));

    [Test]
    public void What_stands_beside_a_reference_in_a_table_is_open()
    {
        var blueprint = Read(
            "A stable keeps horses. A horse has a name.\n\n**Horse**\n\n| field | type | note |\n|---|---|---|\n| name | string | |\n\n"
                + "**Box**\n\n| field | type | note |\n|---|---|---|\n| number | int | |\n| horse_id | fk | ponies share one |"
        );

        Assert.That(blueprint.Relations.Select(static relation => (relation.From, relation.To)), Has.Member(("horse", "box")));
        var beside = blueprint.Requirements.Single(static requirement => requirement.Text.Contains("ponies", StringComparison.Ordinal));
        Assert.That(beside.State, Is.EqualTo(RequirementState.Open));
    }

    [Test]
    public void Endpoints_give_operations_their_method_and_path_and_what_else_they_say_is_open()
    {
        var blueprint = Read(
            "A note has a title and a body.\n\nGET /notes lists the notes.\nPUT /notes/:id\nPOST /notes/{id}/pin pins a note and "
                + "returns 204.\nGET /notes/{userId} lists those of a user."
        );
        IEnumerable<string?> Routes(OperationKind kind) =>
            blueprint
                .Operations.Where(operation => operation.Kind == kind)
                .Select(static operation => operation.Method + " " + operation.Path);

        Assert.That(blueprint.Entities.Select(static entity => entity.Name), Is.EquivalentTo(new[] { "Note", "User" }));
        Assert.That(Routes(OperationKind.List), Has.Member("GET /notes"));
        Assert.That(Routes(OperationKind.Update), Has.Member("PUT /notes/{id}"));
        Assert.That(Routes(OperationKind.Call), Is.EqualTo(new[] { "POST /notes/{id}/pin" }));
        Assert.That(
            blueprint.Requirements.Where(static requirement => requirement.IsUnmet).Select(static requirement => requirement.Text),
            Is.EqualTo(new[] { "GET /notes/{userId} lists those of a user." })
        );
    }

    [TestCase(
        "A film has a title. A showtime has a start time and belongs to a film. Customers reserve seats for showtimes. A seat "
            + "cannot be reserved twice for the same showtime.",
        "rule reservation.seat-taken"
    )]
    [TestCase(
        "A shift has a start time. Volunteers sign up for shifts. An event has a title. A shift belongs to an event. An event has "
            + "at most 12 shifts.",
        "rule shift.event-full"
    )]
    public void A_sentence_that_a_rule_does_is_placed_by_the_rule(string brief, string rule)
    {
        var last = Read(brief).Requirements[^1];

        Assert.That(last.State, Is.EqualTo(RequirementState.Placed), last.Reason);
        Assert.That(last.Proof, Has.Member(rule));
    }

    [TestCase("Los clientes hacen pedidos de productos. Cada producto tiene un nombre y un precio.", "Spanish")]
    [TestCase("Die Mitglieder haben einen Namen. Der Kassier erfasst die Beiträge für jedes Mitglied.", "German")]
    [TestCase("Les membres empruntent des livres. Chaque livre a un titre et un auteur dans la base.", "French")]
    public void Another_language_is_refused_by_name(string brief, string language)
    {
        var problem = BriefReader.Read(brief).Problems.Single();

        Assert.That(problem.Code, Is.EqualTo("brief-not-english"));
        Assert.That(problem.Message, Does.Contain(language));
        Assert.That(problem.Remedy, Does.Contain("model"));
    }

    [Test]
    public void A_table_alone_is_a_brief() =>
        Assert.That(
            Fields(Read("| Machine | Type |\n|---|---|\n| serial number | text, 40 |\n| model | text |"), "Machine"),
            Has.Member("serialNumber:String40")
        );
}
