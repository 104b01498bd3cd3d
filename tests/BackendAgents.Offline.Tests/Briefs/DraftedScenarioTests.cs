using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Judgement;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>
/// The scenarios that come with a brief: who may and who may not, told as calls. That they pass is for the verifier's tests.
/// </summary>
public sealed class DraftedScenarioTests
{
    private static Blueprint Read(string brief) => BriefReader.Read(brief).Blueprint!;

    private static IEnumerable<string> Told(Blueprint blueprint) =>
        blueprint
            .Scenarios.SelectMany(static scenario => scenario.Steps)
            .Select(static step => $"{step.Call} {step.Expect?.Status}".Trim());

    [Test]
    public void Who_may_not_is_refused_and_who_may_is_seen_to_have_done_it()
    {
        var blueprint = Read("A library. Books have a title. Librarians manage books. Members read books.");

        Assert.That(CapabilityCatalog.BuiltIn.Validate(blueprint), Is.Empty);
        Assert.That(Told(blueprint), Is.SupersetOf(new[] { "create-book", "create-book 403", "get-book", "delete-book", "get-book 404" }));
        Assert.That(
            blueprint.Scenarios.SelectMany(static scenario => scenario.Proves),
            Is.SubsetOf(blueprint.Requirements.Select(static requirement => requirement.Id))
        );
    }

    [TestCase("Every user can edit any post.", "update-post")]
    [TestCase("Users can delete all posts.", "delete-post")]
    public void What_is_done_to_rows_of_others_is_done_by_somebody_else(string said, string call)
    {
        var scenario = BriefReader.Read("Users write posts. A post has a title. " + said).Blueprint!.Scenarios[^1];

        var made = scenario.Steps.Single(static step => step.Call == "create-post" && step.As is not null);
        var done = scenario.Steps.Single(step => step.Call == call && step.Expect?.Status is null);
        Assert.That(done.As, Is.Not.Null.And.Not.EqualTo(made.As));
    }

    [Test]
    public void Logging_in_is_told_with_a_wrong_password()
    {
        var blueprint = Read("A REST API for a social media platform that can handle user authentication, posts, and comments");

        Assert.That(Told(blueprint), Is.SupersetOf(new[] { "register", "login 401", "login", "me 401", "me", "create-post 401" }));
    }

    private const string Shop =
        "Products have a name, a price and a stock quantity. Customers place orders. An order has items. Customers write reviews "
        + "for products. ";
    private const string Shelves = "Shelves have a name. A shelf has jars. A jar has a name and a code. Clerks manage shelves and jars. ";
    private const string Rooms =
        "Rooms have a name. Customers book rooms with a start time and an end time. A class has a name, a start time and a "
        + "capacity. Members join classes. ";

    [TestCase(Rooms + "The same room cannot be booked twice at the same time.", "create-booking room-taken")]
    [TestCase(Rooms + "Bookings can be cancelled up to 24 hours before they start.", "cancel-booking too-late")]
    [TestCase(Shop + "A customer can review a product only once.", "create-review review-exists")]
    [TestCase(Shop + "A shipped order cannot be cancelled.", "cancel-order order-shipped")]
    [TestCase(Shop + "Ordering reduces the stock.", "create-order-item out-of-stock")]
    [TestCase(Shop + "The stock quantity must never be negative.", "create-product 400")]
    [TestCase(Shelves + "When a shelf is deleted, its jars are deleted too.", "get-jar 404")]
    [TestCase(Shelves + "Deleting a shelf also deletes all of its jars.", "get-jar 404")]
    [TestCase(Shelves + "Jars are removed together with their shelf.", "get-jar 404")]
    [TestCase(Shelves + "A shelf that still has jars cannot be deleted.", "delete-shelf 409")]
    [TestCase(Shelves + "Shelves with jars can't be removed.", "delete-shelf 409")]
    [TestCase(Shelves + "A shelf can only be deleted once it has no jars.", "delete-shelf 409")]
    [TestCase(Shelves + "Jar codes are unique within a shelf.", "create-jar code-taken")]
    [TestCase(Shelves + "No two jars in the same shelf may have the same code.", "create-jar code-taken")]
    [TestCase(Shop + "A customer can place up to 5 orders per day.", "create-order too-many-orders")]
    public void Declared_behaviour_is_told_with_its_refusal(string brief, string refusal)
    {
        var blueprint = Read(brief);
        var last = blueprint.Requirements[^1].Id;

        var told = blueprint.Scenarios.Single(scenario => scenario.Proves.Contains(last)).Steps;

        Assert.That(CapabilityCatalog.BuiltIn.Validate(blueprint), Is.Empty);
        Assert.That(
            told.Select(static step => $"{step.Call} {step.Expect?.Problem ?? step.Expect?.Status?.ToString()}"),
            Has.Member(refusal)
        );
        Assert.That(told.Select(static step => step.Expect?.Status ?? 200), Has.Some.EqualTo(200));
    }

    [TestCase(Shop + "Products can be searched by name.", "list-products")]
    [TestCase(Shop + "Each product counts its reviews.", "get-product")]
    [TestCase(Shop + "The total of an order is the sum of its items.", "get-order")]
    public void Declared_values_are_looked_at(string brief, string call)
    {
        var blueprint = Read(brief);
        var last = blueprint.Requirements[^1].Id;

        var told = blueprint.Scenarios.Single(scenario => scenario.Proves.Contains(last)).Steps;

        Assert.That(told[^1].Call, Is.EqualTo(call));
        Assert.That(told[^1].Expect?.Body, Is.Not.Null);
    }

    [Test]
    public void What_is_declared_and_told_by_no_story_is_told_by_none()
    {
        var blueprint = Read(Shop + "Ordering reduces the stock. Cancelling an order puts the stock back.");
        var last = blueprint.Requirements[^1];

        Assert.That(last.Proof, Has.Member("effect cancel-order"));
        Assert.That(blueprint.Scenarios.SelectMany(static scenario => scenario.Proves), Has.No.Member(last.Id));
    }

    [Test]
    public void The_same_brief_gives_the_same_scenarios()
    {
        const string brief = "A blog. Posts have a title. Only the author can delete a post. Everybody reads posts.";

        var (first, second) = (Read(brief), Read(brief));

        Assert.That(first.Scenarios, Is.Not.Empty);
        Assert.That(BlueprintYaml.Write(second), Is.EqualTo(BlueprintYaml.Write(first)));
    }

    [Test]
    public void What_is_open_has_no_scenario_under_its_title()
    {
        var drafted = Read("Employees submit expenses. An expense has an amount. Managers cannot approve their own expenses.");
        Assert.That(drafted.Scenarios.Select(static scenario => scenario.Title), Has.Some.Contains("cannot approve"));

        var judged = RequirementJudge.Reopen(drafted);

        Assert.That(judged.Requirements[^1].State, Is.EqualTo(RequirementState.Open));
        Assert.That(judged.Scenarios.Select(static scenario => scenario.Title), Has.None.Contains("cannot approve"));
        Assert.That(judged.Scenarios, Is.Not.Empty);
    }

    [Test]
    public void Who_is_counted_is_no_role_and_digits_of_an_amount_bound_it()
    {
        var blueprint = Read(
            """
            ```sql
            CREATE TABLE reservations (id INT PRIMARY KEY, guests SMALLINT NOT NULL, deposit DECIMAL(5,2) NOT NULL);
            ```
            Waiters manage reservations.
            The number of guests must not exceed the seats of the table.
            """
        );

        Assert.That(blueprint.Roles.Select(static role => role.Id), Has.None.Contains("guest"));
        Assert.That(blueprint.Entities[0].Fields.Single(static field => field.Name == "deposit").Max, Is.EqualTo(999.99m));
    }
}
