using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>Sentences that say which fields a thing has, in a brief of which most is not understood.</summary>
public sealed class DescriptionTests
{
    // What nobody can place: the reader then believes only what is said by its form.
    private const string Prose =
        "My uncle ran the old mill until the flood took the wheel, and since then nobody agrees on who owes whom for the repair. "
        + "We argue every spring, mostly over coffee, sometimes louder than the neighbours would like.\n\n";

    private static readonly string[] s_lines = ["Windmill", "Tour", "Ticket"];

    private static IEnumerable<TestCaseData> Whole() =>
        [
            new("A kiln has a name, a volume in litres and a maximum temperature.", "Kiln", "name volume maximumTemperature"),
            new("Every urn has a code (unique), a glaze and a height in cm.", "Urn", "code glaze height"),
            new("Each sailing has a start and an end and a peak temperature.", "Sailing", "startsAt endsAt peakTemperature"),
            new("A glaze has a name, a colour and a toxicity (none, low, high).", "Glaze", "name colour toxicity"),
            new("A sack has a lot number of 8 digits, a weight in kg and an expiry date.", "Sack", "lotNumber weight expiryDate"),
            new("For every delivery we note the date, the weight in kg and a remark.", "Delivery", "date weight remark"),
            new("We keep a register of moulds with name, price and year of build.", "Mould", "name price yearOfBuild"),
            new("Barrels are kept with their number, volume in litres and date filled.", "Barrel", "number volume dateFilled"),
            new("Sluice: name, width in cm, height in cm, year.", "Sluice", "name width height year"),
            new("- mills with name, year (1800 or later) and address", "Mill", "name year address"),
            new("A millstone has a diameter in cm, a grade from 1 to 5 and optionally a note.", "Millstone", "diameter grade note"),
            new("A gear has a serial number (unique), number of teeth and a price.", "Gear", "serialNumber numberOfTeeth price"),
            new(
                "A lease has a start date, an end date, a price and a status: open, signed or ended.",
                "Lease",
                "startDate endDate price status"
            ),
            new("Every beam carries a number, a length in cm and a species.", "Beam", "number length species"),
            new("A shaft is described by its name, its length in cm and a unique code.", "Shaft", "name length code"),
            new("About each flood we record the date, a title and a description.", "Flood", "date title description"),
            new("Register turbines with serial number, name and withdrawal days.", "Turbine", "serialNumber name withdrawalDays"),
            new("A weir has a code, a city and a description of at most 300 characters.", "Weir", "code city description"),
            new("A grain sample has a title, a moisture between 5 and 30 and a date taken.", "GrainSample", "title moisture dateTaken"),
            new("Uncle sold art. Every kiln has a name, a price and a code (unique).", "Kiln", "name price code"),
            new("Belts have a code, a width in mm and a quality (good, worn, torn).", "Belt", "code width quality"),
        ];

    [TestCaseSource(nameof(Whole))]
    public void A_description_is_placed_with_all_its_fields(string sentence, string entity, string fields)
    {
        var reading = BriefReader.Read(Prose + sentence);
        var found = reading.Blueprint!.Entities.SingleOrDefault(one => one.Name == entity);

        Assert.That(found, Is.Not.Null, string.Join(", ", reading.Blueprint.Entities.Select(static one => one.Name)));
        Assert.That(found!.Fields.Select(static field => field.Name), Is.EqualTo(fields.Split(' ')));
        Assert.That(
            reading.Blueprint.Requirements[^1].State,
            Is.EqualTo(RequirementState.Placed),
            reading.Blueprint.Requirements[^1].Reason
        );
        Assert.That(reading.Blueprint.Entities.Select(static one => one.Name), Is.SubsetOf([entity, "User"]));
    }

    [Test]
    public void Descriptions_in_lines_of_their_own_are_of_one_thing_each()
    {
        var reading = BriefReader.Read(
            """
            Windmill: name, country, height in metres, built year, address of the keeper, phone, email
            Tour: title, capacity, language, price, date
            Ticket: number, price, status, email
            """
        );

        Assert.That(
            reading.Blueprint!.Entities.Select(static one => one.Name),
            Is.SupersetOf(s_lines).And.SubsetOf(s_lines.Append("User"))
        );
    }

    [TestCase("A kiln has a name, a price and whatever the potter chalked on its door.", "Kiln", "name price")]
    [TestCase("Every boat has a number, a length in cm and how often it was tarred.", "Boat", "number length")]
    [TestCase("A pond has a name, a depth in cm and a section (A to H).", "Pond", "name depth")]
    [TestCase("A ledger has a title, a year and a seal (country, year, six digits).", "Ledger", "title year")]
    [TestCase("A cart has a code, a weight in kg and a hitch, and it waits for a horse which is free.", "Cart", "code weight hitch")]
    public void What_is_no_field_of_a_description_is_open_and_quoted(string sentence, string entity, string fields)
    {
        var reading = BriefReader.Read(Prose + sentence);
        var requirement = reading.Blueprint!.Requirements[^1];

        Assert.That(requirement.State, Is.EqualTo(RequirementState.Open));
        Assert.That(requirement.Text, Is.EqualTo(sentence));
        Assert.That(
            reading.Blueprint.Entities.Single(one => one.Name == entity).Fields.Select(static field => field.Name),
            Is.EqualTo(fields.Split(' '))
        );
    }

    [TestCase("You have a weekend, a laptop and a good mood.")]
    [TestCase("We have four hectares, two ponds and a donkey.")]
    [TestCase("Fee: 3 per sack, widows free, and over 40 sacks we talk.")]
    [TestCase("Reporter: J. Miller, priority high, sprint 9")]
    [TestCase("Locations: Leeds, York, Hull")]
    [TestCase("The vicar has a temper, a stick and no patience.")]
    [TestCase("Somebody would have to hang up the sign and paint it.")]
    [TestCase("Roles: miller (sacks, carts), baker (loaves of own), guild (reads all).")]
    public void What_describes_nothing_gives_no_thing(string sentence)
    {
        var reading = BriefReader.Read(Prose + sentence);

        Assert.That(reading.Blueprint!.Entities.Select(static one => one.Name), Is.EqualTo(new[] { "User" }));
        Assert.That(reading.Blueprint.Requirements[^1].State, Is.Not.EqualTo(RequirementState.Placed));
    }

    [Test]
    public void Things_that_are_described_refer_to_each_other()
    {
        var blueprint = BriefReader
            .Read(Prose + "A hive has a number and a colour. A harvest has a date, a hive, an owner and a weight in kg.")
            .Blueprint!;

        Assert.That(
            blueprint.Relations.Select(static relation => (relation.From, relation.To, relation.Name)),
            Is.EquivalentTo(new[] { ("hive", "harvest", "hive"), ("user", "harvest", "owner") })
        );
    }

    [Test]
    public void Digits_are_a_pattern_and_a_thing_spoken_of_elsewhere_is_no_text()
    {
        var reading = BriefReader.Read(
            Prose + "Every booking has a licence plate, a price, a card number of 6 digits and a dock. Docks are cooled. A dock may flood."
        );
        var booking = reading.Blueprint!.Entities.Single(static entity => entity.Name == "Booking");

        Assert.That(booking.Fields.Select(static field => field.Name), Is.EqualTo(new[] { "licencePlate", "price", "cardNumber" }));
        Assert.That(booking.Fields[^1].Pattern, Is.EqualTo("^[0-9]{6}$"));
        Assert.That(reading.Unplaced.Select(static unplaced => unplaced.Text), Does.Contain("a dock"));
    }
}
