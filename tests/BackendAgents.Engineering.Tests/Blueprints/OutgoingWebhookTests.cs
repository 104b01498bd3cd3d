using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>Systems that are told of events: what is taken, what is refused with a remedy, and what is delivered of it.</summary>
public sealed class OutgoingWebhookTests
{
    [TestCase("{ name: board, events: [ThingMade], url: Board:Url, secret: Board:Secret }")]
    [TestCase("{ name: board, events: [thing-made, ThingGone], url: Board:Url, secret: Board:Secret, description: The board. }")]
    public void Webhooks_that_are_taken(string webhook) => Assert.That(Read(webhook).Problems, Is.Empty);

    [TestCase("{ name: board, url: Board:Url, secret: Board:Secret }", "is told of no event")]
    [TestCase("{ name: board, events: [ThingSold], url: Board:Url, secret: Board:Secret }", "no event 'ThingSold'")]
    [TestCase("{ name: board, events: [ThingMade, thing-made], url: Board:Url, secret: Board:Secret }", "names an event twice")]
    [TestCase("{ name: board, events: [ThingMade], url: 'https://example.com/hooks', secret: Board:Secret }", "names no setting")]
    [TestCase("{ name: board, events: [ThingMade], url: Board:Url, secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw }", "names no setting")]
    [TestCase("{ name: board, events: [ThingMade], url: Board:Url, secret: Board:Url }", "the same setting")]
    [TestCase("{ name: The Board, events: [ThingMade], url: Board:Url, secret: Board:Secret }", "The Board")]
    public void Webhooks_that_are_refused_with_their_reason(string webhook, string reason) =>
        Assert.That(Read(webhook).Problems.Select(static problem => problem.Message), Has.Some.Contains(reason));

    [Test]
    public void A_delivery_registers_each_with_its_events_and_names_its_settings()
    {
        var files = CapabilityCatalog.BuiltIn.Deliver(
            Read("{ name: board, events: [ThingGone], url: Board:Url, secret: Board:Secret }").Blueprint!
        );

        Assert.That(
            files.Find("src/Things/Program.cs")!.Content,
            Does.Contain("new WebhookTarget(\"board\", \"Board:Url\", \"Board:Secret\", \"things.thing-gone.v1\")")
        );
        Assert.That(files.Find("README.md")!.Content, Does.Contain("`Board__Secret`").And.Contain("| board | ThingGone |"));
    }

    private static BlueprintReadResult Read(string webhook) =>
        CapabilityCatalog.BuiltIn.Read(
            $$"""
            service: { name: things, title: Things }
            entities:
              - name: Thing
                fields: [{ name: name, maxLength: 100 }]
            events:
              - { name: ThingMade, entity: Thing, on: created }
              - { name: ThingGone, entity: Thing, on: deleted }
            webhooks: [{{webhook}}]
            operations:
              - { name: createThing, entity: Thing, kind: create, access: [{ role: anonymous }] }
            """
        );
}
