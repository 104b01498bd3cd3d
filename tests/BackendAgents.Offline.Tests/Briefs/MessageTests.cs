using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>
/// Sentences that ask for mails become jobs and effects with a scenario each; channels that nothing delivers are declined.
/// </summary>
public sealed class MessageTests
{
    private const string Shop =
        "A web shop. Customers place orders. Orders have a total and a status (pending, paid, shipped). Admins ship orders.";

    private static Blueprint Read(string brief) => BriefReader.Read(brief).Blueprint!;

    private static Requirement Of(Blueprint blueprint, string sentence) =>
        blueprint.Requirements.Single(requirement => requirement.Text == sentence);

    [TestCase("Members borrow books.", "Every night the service e-mails members whose loan is overdue.", "every night", "member.email")]
    [TestCase(
        "Members borrow books.",
        "The system sends a reminder to all members whose loans are overdue every monday.",
        "every monday",
        "member.email"
    )]
    [TestCase(
        "Tenants rent flats. Every tenant has invoices. An invoice has an amount, a due date and a status (open, paid).",
        "Each morning the app reminds tenants whose invoice is overdue by e-mail.",
        "every morning",
        "tenant.email"
    )]
    public void What_is_overdue_is_told_by_a_job_once(string before, string sentence, string schedule, string to)
    {
        var blueprint = Read($"{before} {sentence}");

        var requirement = Of(blueprint, sentence);
        Assert.That(requirement.State, Is.EqualTo(RequirementState.Placed), requirement.Reason);
        Assert.That((blueprint.Jobs.Single().Schedule, blueprint.Notifications.Single().To), Is.EqualTo((schedule, to)));
        Assert.That(blueprint.Jobs[0].Where, Does.Contain("remindedAt == null"));
        var scenario = blueprint.Scenarios.Single(scenario => scenario.Proves.Contains(requirement.Id));
        Assert.That(scenario.Steps.Select(static step => step.Mail?.Times).OfType<int>(), Is.EqualTo([0, 1, 1]));
        Assert.That(CapabilityCatalog.BuiltIn.Validate(blueprint), Is.Empty);
    }

    [TestCase("Send a confirmation mail to the customer when an order is placed.", "create-order")]
    [TestCase("When an order is shipped, the service sends an e-mail to the customer.", "ship-order")]
    [TestCase("A customer gets an e-mail when their order is shipped.", "ship-order")]
    public void What_was_done_is_told_by_its_operation(string sentence, string operation)
    {
        var blueprint = Read($"{Shop} {sentence}");

        var requirement = Of(blueprint, sentence);
        Assert.That(requirement.State, Is.EqualTo(RequirementState.Placed), requirement.Reason);
        Assert.That(
            blueprint
                .Operations.Where(static found => found.Effects.Any(static effect => effect.Notify is not null))
                .Select(static found => found.Id),
            Is.EqualTo([operation])
        );
        var scenario = blueprint.Scenarios.Single(scenario => scenario.Proves.Contains(requirement.Id));
        Assert.That(scenario.Steps[^1].Mail, Is.Not.Null);
        Assert.That(CapabilityCatalog.BuiltIn.Validate(blueprint), Is.Empty);
    }

    [TestCase("Every night the service e-mails librarians whose loan is overdue.")]
    [TestCase("Every night the service e-mails members whose book is overdue.")]
    [TestCase("Send a confirmation mail when a shelf is placed.")]
    [TestCase("Every night the service e-mails members whose loan is overdue and blocks them.")]
    public void What_the_model_can_not_have_stays_open(string sentence)
    {
        var blueprint = Read($"Members borrow books. Librarians manage books. {sentence}");

        Assert.That(Of(blueprint, sentence).State, Is.EqualTo(RequirementState.Open));
        Assert.That(blueprint.Jobs.Count + blueprint.Notifications.Count, Is.Zero);
    }

    [TestCase("We send WhatsApp messages.")]
    [TestCase("Customers get an SMS when their order is shipped.")]
    [TestCase("Every morning the app sends push notifications to customers.")]
    public void A_channel_that_nothing_delivers_is_declined(string sentence)
    {
        var requirement = Of(Read($"{Shop} {sentence}"), sentence);

        Assert.That(requirement.State, Is.EqualTo(RequirementState.Declined));
        Assert.That(requirement.Reason, Does.Contain("A person"));
    }
}
