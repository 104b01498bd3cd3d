using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>Sentences that once were approved without their essence, and more of each kind, each with the end that is right.</summary>
public sealed class OutcomeTests
{
    private const string Shop =
        "Products have a name, a price and a stock quantity. Customers place orders. An order has items. Customers write reviews "
        + "for products. ";
    private const string Rooms =
        "Rooms have a name. Customers book rooms with a start time and an end time. A class has a name, a start time and a "
        + "capacity. Members join classes. ";

    [TestCase(Shop, "The admin sees the revenue per month.", "operation revenue-by-month")]
    [TestCase(Shop, "The admin sees the revenue per day and the ten best-selling products.", "operation top-products")]
    [TestCase(Shop, "A report shows the number of orders per day.", "operation orders-by-day")]
    [TestCase(Shop, "Ordering reduces the stock.", "effect create-order-item")]
    [TestCase(Shop, "Cancelling an order puts the stock back.", "effect cancel-order")]
    [TestCase(Shop, "The total of an order is the sum of its items.", "computed order-total")]
    [TestCase(Shop, "The stock quantity must never be negative.", "field product-stock")]
    [TestCase(Shop, "A customer can review a product only once.", "rule review.review-exists")]
    [TestCase(Shop, "A shipped order cannot be cancelled.", "guard cancel-order")]
    [TestCase(Shop, "Products can be searched by name.", "operation list-products")]
    [TestCase(Shop, "Access tokens expire after 30 minutes.", "feature authentication")]
    [TestCase(Rooms, "The same room cannot be booked twice at the same time.", "rule booking.room-taken")]
    [TestCase(Rooms, "Bookings of one room must not overlap.", "rule booking.room-taken")]
    [TestCase(Rooms, "No double bookings.", "rule booking.room-taken")]
    [TestCase(Rooms, "Bookings can be cancelled up to 24 hours before they start.", "guard cancel-booking")]
    public void Behaviour_is_declared_and_cited(string before, string sentence, string proof)
    {
        var last = Last(before + sentence);

        Assert.That(last.State, Is.EqualTo(RequirementState.Placed), last.Reason);
        Assert.That(last.Proof, Has.Member(proof));
    }

    [TestCase("Customers pay by credit card.")]
    [TestCase("Payments go through Stripe.")]
    [TestCase("Customers get messages on WhatsApp.")]
    [TestCase("There is a mobile app for Android and iOS.")]
    [TestCase("The front end is made with React.")]
    [TestCase("It is built with Node.js and Express.")]
    [TestCase("The app must run on an Apple Watch.")]
    [TestCase("Products are recommended by machine learning.")]
    [TestCase("Videos are transcoded.")]
    [TestCase("Aadhaar verification is wanted.")]
    [TestCase("A chatbot answers questions.")]
    public void What_takes_people_is_declined_with_what_they_do(string sentence)
    {
        var last = Last(Shop + sentence);

        Assert.That(last.State, Is.EqualTo(RequirementState.Declined), last.Reason);
        Assert.That(last.Reason, Does.Contain("person").Or.Contain("Who must"));
    }

    [TestCase("Thanks in advance!")]
    [TestCase("What would you recommend?")]
    [TestCase("Please share your code by a private git repository.")]
    [TestCase("We expect you to spend about three hours on it.")]
    [TestCase("Keep it simple.")]
    [TestCase("There is no need for a UI.")]
    [TestCase("The front-end is made by others.")]
    [TestCase("You have 3 days.")]
    [TestCase("Submission deadline: 6 hours.")]
    public void What_asks_for_nothing_is_no_requirement(string sentence)
    {
        var reading = BriefReader.Read(Shop + sentence);

        Assert.That(reading.Blueprint!.Requirements.Select(static requirement => requirement.Text), Has.No.Member(sentence));
        Assert.That(reading.Trace[^1].Text, Is.EqualTo(sentence));
        Assert.That(reading.Trace[^1].Reason, Is.Not.Empty);
    }

    [TestCase("Every night the service e-mails customers whose order is late.")]
    [TestCase("A moderator manages only the products of their own region.")]
    [TestCase("The price depends on the age of the customer.")]
    [TestCase("Deleting only sets a deleted flag.")]
    [TestCase("Students submit assignments before the deadline.")]
    [TestCase("You can return a product within 14 days.")]
    [TestCase("A late order costs double.")]
    [TestCase("The average of the last ten orders decides the discount.")]
    public void What_nothing_does_is_open(string sentence) => Assert.That(Last(Shop + sentence).State, Is.EqualTo(RequirementState.Open));

    [TestCase("The API uses token revocation.")]
    [TestCase("We need session revocation.")]
    public void The_name_of_a_part_switches_it_on(string sentence)
    {
        var reading = BriefReader.Read(Shop + sentence);

        Assert.That(reading.Blueprint!.Authentication.Revocable, Is.True);
        Assert.That(reading.Blueprint.Requirements[^1].State, Is.EqualTo(RequirementState.Placed));
        Assert.That(reading.Blueprint.Requirements[^1].Proof, Has.Member("capability sessions"));
    }

    [Test]
    public void Users_who_give_money_to_each_other_have_a_balance_that_nobody_sets()
    {
        var blueprint = BriefReader.Read("Users write notes. Users have a balance and transfer money to other users.").Blueprint!;
        var balance = blueprint
            .Entities.Single(static entity => entity.Name == "User")
            .Fields.Single(static field => field.Name == "balance");
        var transfer = blueprint.Operations.Single(static operation => operation.Id == "create-transfer");

        Assert.That((balance.Default, balance.Min, balance.Exposure), Is.EqualTo(("0", 0m, FieldExposure.ReadOnly)));
        Assert.That(transfer.Effects.Count(static effect => effect.Add is not null), Is.EqualTo(2));
        Assert.That(transfer.Effects.Count(static effect => effect.Create is { Entity: "ledger-entry" }), Is.EqualTo(2));
        Assert.That(transfer.Effects[0].Add!.AtLeast, Is.Zero);
        Assert.That(
            blueprint
                .Scenarios.Single(static scenario => scenario.Proves.Contains("requirement-2"))
                .Steps.Select(static step => step.Expect?.Problem),
            Is.SupersetOf(new[] { "balance-too-low", "transfer-to-oneself" })
        );
        Assert.That(
            blueprint.Operations.Single(static operation => operation.Id == "create-deposit").Access.Select(static rule => rule.Role),
            Is.EqualTo(new[] { "admin" })
        );
    }

    [Test]
    public void Redirects_and_how_often_they_happened_are_read_from_their_lines()
    {
        var blueprint = BriefReader
            .Read("GET /{code} redirects with 302; GET /links/{code}/stats returns the number of visits.")
            .Blueprint!;
        var calls = blueprint.Operations.Where(static operation => operation.Kind == OperationKind.Call).ToList();

        Assert.That(
            calls.Select(static call => $"{call.Method} {call.Path}"),
            Is.EqualTo(new[] { "GET /{code}", "GET /links/{code}/stats" })
        );
        Assert.That(blueprint.Requirements.Select(static requirement => requirement.State), Is.All.EqualTo(RequirementState.Placed));
        Assert.That(blueprint.Scenarios, Has.Count.EqualTo(2));
        Assert.That(blueprint.Entities.Select(static entity => entity.Name), Is.EquivalentTo(new[] { "Link", "User" }));
    }

    [Test]
    public void A_load_beside_a_latency_is_the_figure_before_its_unit()
    {
        var targets = BriefReader.Read("Users write notes. Answers take 300 ms at 50 requests per second.").Blueprint!.Targets;

        Assert.That((targets.LatencyP95Milliseconds, targets.RequestsPerSecond), Is.EqualTo((300, 50)));
    }

    [Test]
    public void Things_of_a_list_have_the_fields_that_stand_below_each()
    {
        var blueprint = BriefReader
            .Read(
                "## Entities\n- Raft\n  - name: string, required\n  - length: integer\n"
                    + "- RaftTrip\n  - started_at: datetime\n  - price: decimal"
            )
            .Blueprint!;
        string Fields(string name) =>
            string.Join(',', blueprint.Entities.Single(entity => entity.Name == name).Fields.Select(static field => field.Name));

        Assert.That((Fields("Raft"), Fields("RaftTrip")), Is.EqualTo(("name,length", "startedAt,price")));
    }

    [Test]
    public void Sessions_without_accounts_are_open_with_the_reason()
    {
        var last = Last("A public list of notes without login. A note has a title. Anyone can read notes. The API uses token revocation.");

        Assert.That(last.State, Is.EqualTo(RequirementState.Open));
        Assert.That(last.Reason, Does.Contain("A session belongs to an account"));
    }

    [TestCase("A library lends books.", "Book,Loan,User")]
    [TestCase("A cinema. A seat cannot be reserved twice for the same showtime.", "Reservation,Seat,Showtime,User")]
    [TestCase("POST /notes/{id}/pin pins a note and returns 204.", "Note,User")]
    [TestCase("a REST API for a todo app with users and tags", "Tag,Todo,User")]
    public void A_line_is_enough_for_a_service(string brief, string entities)
    {
        var blueprint = BriefReader.Read(brief).Blueprint!;

        Assert.That(blueprint.Entities.Select(static entity => entity.Name).Order(), Is.EqualTo(entities.Split(',')));
        Assert.That(blueprint.Requirements[^1].State, Is.EqualTo(RequirementState.Placed));
    }

    private static Requirement Last(string brief)
    {
        var reading = BriefReader.Read(brief);
        Assert.That(BlueprintValidator.Validate(reading.Blueprint!), Is.Empty);
        return reading.Blueprint!.Requirements[^1];
    }
}
