using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>
/// Events and subscriptions that can't be are told by place and remedy. Each case breaks one line of the lending example.
/// </summary>
public sealed class EventValidationTests
{
    private static readonly string s_lending = File.ReadAllText(Path.Combine(GeneratedFile.Root, "examples", "lending", "backend.yaml"));

    [TestCase("    on: created\n", "", "BP008", "publish: BookLent")]
    [TestCase("    on: created\n", "    on: created\n    operation: takeBack\n", "BP048", "Keep one")]
    [TestCase("    on: created\n", "    on: renamed\n", "BP007", "created")]
    [TestCase("operation: takeBack", "operation: listBooks", "BP048", "takeBack")]
    [TestCase("operation: takeBack", "operation: takeBack\n    entity: Book", "BP014", "publish")]
    [TestCase("entity: Loan\n    on: created", "entity: Lease\n    on: created", "BP014", "Loan")]
    [TestCase(
        "key: bookId\n    payload: { loanId: id, bookId: bookId, title",
        "key: book\n    payload: { loanId: id, bookId: bookId, title",
        "BP080",
        "orderId"
    )]
    [TestCase("title: book.title", "title: book", "BP080", "member.name")]
    [TestCase("title: book.title", "title: book.titel", "BP080", "book.title")]
    [TestCase("title: book.title", "title: caller.id", "BP080", "caller")]
    [TestCase("key: id\n", "key: caller.id\n", "BP080", "always there")]
    [TestCase("by: caller.id", "by: caller.name", "BP080", "caller.role")]
    [TestCase("title: book.title", "title: count(book.loans)", "BP081", "does not know the change")]
    [TestCase("title: book.title", "Title: book.title", "BP010", "camel case")]
    [TestCase("    on: created\n", "    on: created\n    version: 0\n", "BP016", "1 and 1000")]
    [TestCase("event: BookLent", "event: BookLost", "BP014", "BookLent")]
    [TestCase("forEach: Book", "forEach: Paper", "BP014", "Book")]
    [TestCase("    where: id == payload.bookId\n", "", "BP008", "payload.productId")]
    [TestCase("id == payload.bookId", "id == payload.bookID", "BP080", "payload.bookId")]
    [TestCase("id == payload.bookId", "title == payload.bookId", "BP080", null)]
    [TestCase("amount: payload.fine", "amount: payload.memberId", "BP080", "number")]
    [TestCase("effects: [{ add: { to: timesLent, amount: 1 } }]", "effects: []", "BP008", "does nothing")]
    [TestCase("effects: [{ add: { to: timesLent, amount: 1 } }]", "effects: [{ publish: BookGone }]", "BP014", "BookLent")]
    [TestCase("effects: [{ add: { to: timesLent, amount: 1 } }]", "effects: [{ publish: BookReturned }]", "BP081", "about: loan")]
    public void It_is_told(string right, string wrong, string code, string? remedy)
    {
        var problem = BrokenBlueprint.Told(s_lending, right, wrong, code);

        if (remedy is not null)
            Assert.That(problem.Remedy + problem.Message, Does.Contain(remedy));
    }

    [Test]
    public void An_event_that_raises_itself_is_refused()
    {
        var circle = s_lending.Replace(
            "subscriptions:\n",
            """
            subscriptions:
              - name: lendAgain
                event: BookLent
                effects:
                  - create: { entity: Loan, values: { bookId: payload.bookId, memberId: payload.loanId } }

            """,
            StringComparison.Ordinal
        );

        Assert.That(
            CapabilityCatalog.BuiltIn.Read(circle).Problems.Select(static found => found.Message),
            Has.Some.Contains("without end")
        );
    }

    [Test]
    public void What_people_write_otherwise_is_read()
    {
        var loose = s_lending
            .Replace("    on: created\n", "    on: create\n", StringComparison.Ordinal)
            .Replace("    event: BookLent\n    forEach: Book\n", "    on: bookLent\n    entity: books\n", StringComparison.Ordinal)
            .Replace("operation: takeBack", "raisedBy: takeBack", StringComparison.Ordinal);
        var blueprint = CapabilityCatalog.BuiltIn.Read(loose).Blueprint!;

        Assert.That((blueprint.Events[0].On, blueprint.Events[1].Operation), Is.EqualTo(((RowChange?)RowChange.Created, "take-back")));
        Assert.That((blueprint.Subscriptions[0].Event, blueprint.Subscriptions[0].ForEach), Is.EqualTo(("book-lent", "book")));
        Assert.That(EventTraits.Type(blueprint.Events[0], blueprint), Is.EqualTo("lending.book-lent.v1"));
    }
}
