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
    [TestCase("Users have a balance and transfer money to other users.")]
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
    public void Sessions_without_accounts_are_open_with_the_reason()
    {
        var last = Last("A public list of notes without login. A note has a title. Anyone can read notes. The API uses token revocation.");

        Assert.That(last.State, Is.EqualTo(RequirementState.Open));
        Assert.That(last.Reason, Does.Contain("A session belongs to an account"));
    }

    [TestCase("A library lends books.", "Book,Loan,User")]
    [TestCase("a REST API for a todo app with users and tags", "Tag,Todo,User")]
    public void A_line_is_enough_for_a_service(string brief, string entities)
    {
        var blueprint = BriefReader.Read(brief).Blueprint!;

        Assert.That(blueprint.Entities.Select(static entity => entity.Name).Order(), Is.EqualTo(entities.Split(',')));
        Assert.That(blueprint.Requirements.Single().State, Is.EqualTo(RequirementState.Placed));
    }

    private static Requirement Last(string brief)
    {
        var reading = BriefReader.Read(brief);
        Assert.That(BlueprintValidator.Validate(reading.Blueprint!), Is.Empty);
        return reading.Blueprint!.Requirements[^1];
    }
}
