using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>Events of which accounts have addresses told: what is refused with a remedy, and who hears of what in the delivery.</summary>
public sealed class AccountWebhookTests
{
    private static readonly string s_lending = File.ReadAllText(Path.Combine(GeneratedFile.Root, "examples", "lending", "backend.yaml"));

    [TestCase("[BookLent, BookReturned], maxPerAccount: 5", "[BookLost]", "BP014", "BookLent")]
    [TestCase("[BookLent, BookReturned], maxPerAccount: 5", "[]", "BP008", "BookLent")]
    [TestCase("[BookLent, BookReturned], maxPerAccount: 5", "[BookLent, book-lent]", "BP013", "twice")]
    [TestCase("maxPerAccount: 5", "maxPerAccount: 0", "BP016", "1 to 100")]
    [TestCase("maxPerAccount: 5", "failures: 101", "BP016", "1 to 100")]
    [TestCase("    on: created\n    key", "    on: deleted\n    key", "BP048", "marked by a state")]
    [TestCase("  - name: Book\n", "  - name: WebhookRequest\n", "BP013", "WebhookRequest")]
    public void It_is_told(string right, string wrong, string code, string remedy)
    {
        var problem = BrokenBlueprint.Told(s_lending, right, wrong, code);

        Assert.That(problem.Remedy + problem.Message, Does.Contain(remedy));
    }

    [Test]
    public void Without_accounts_there_is_nobody_to_tell()
    {
        var read = CapabilityCatalog.BuiltIn.Read(
            """
            service: { name: things, title: Things }
            entities: [{ name: Thing, fields: [{ name: name, maxLength: 100 }] }]
            events: [{ name: ThingMade, entity: Thing, on: created }]
            accountWebhooks: { events: [ThingMade] }
            operations: [{ name: createThing, entity: Thing, kind: create, access: [{ role: anonymous }] }]
            """
        );

        Assert.That(read.Problems.Select(static problem => problem.Message), Has.Some.Contains("the service has none"));
    }

    [Test]
    public void Whose_the_row_is_hears_of_it_and_everybody_of_what_is_nobody_s()
    {
        var yaml = s_lending.Replace("[BookLent, BookReturned], max", "[BookLent, BookCorrected], max", StringComparison.Ordinal);
        var rules = CapabilityCatalog
            .BuiltIn.Deliver(CapabilityCatalog.BuiltIn.Read(yaml).Blueprint!)
            .Single(static file => file.Path.EndsWith("/AccountWebhookRules.g.cs", StringComparison.Ordinal))
            .Content;

        Assert.That(rules, Does.Contain("row.Id == subject && row.MemberId == hook.AccountId"));
        Assert.That(rules, Does.Contain("\"lending.book-corrected.v1\",").And.Not.Contain("\"lending.book-corrected.v1\" =>"));
    }
}
