using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>In which orders lists can be read.</summary>
public sealed class SortValidationTests
{
    private static BlueprintReadResult Read(string operation) =>
        CapabilityCatalog.BuiltIn.Read(
            $$"""
            service: { name: books, title: Books }
            entities:
              - name: Book
                fields:
                  - { name: title, maxLength: 200, required: true }
                  - { name: price, type: money, required: true }
                  - { name: blurb, type: text, required: true, maxLength: 5000 }
                  - { name: summary, maxLength: 2000, required: true }
                  - { name: pages, type: int }
            operations:
              - { name: listBooks, entity: Book, access: [{ role: anonymous }], {{operation}} }
            """
        );

    [Test]
    public void Orders_are_kept_and_offered()
    {
        var blueprint = Read("kind: list, sort: [price, title, createdAt], order: -price").Blueprint!;
        var list = CapabilityCatalog.BuiltIn.Read(CapabilityCatalog.Write(blueprint)).Blueprint!.Operations.Single();
        var endpoint = HttpContract.Of(blueprint).Endpoints.Single();

        Assert.That((list.Sort, list.Order), Is.EqualTo((blueprint.Operations[0].Sort, "-price")));
        Assert.That(
            endpoint.Parameters.Single(static parameter => parameter.Name == "sort").Value.Values,
            Is.EqualTo(new[] { "price", "-price", "title", "-title", "createdAt", "-createdAt" })
        );
        Assert.That(endpoint.Description, Does.Contain("by price, greatest first"));
    }

    [TestCase("kind: list", "newest first")]
    [TestCase("kind: list, sort: [createdAt], order: createdAt", "oldest first")]
    [TestCase("kind: list, sort: [title], order: title", "by title, smallest first")]
    public void People_are_told_the_usual_order(string operation, string told) =>
        Assert.That(HttpContract.Of(Read(operation).Blueprint!).Endpoints.Single().Description, Does.Contain(told));

    [TestCase("kind: list, sort: [blurb]", "can't be sorted by 'blurb'")]
    [TestCase("kind: list, sort: [summary]", "can't be sorted by 'summary'")]
    [TestCase("kind: list, sort: [pages]", "can't be sorted by 'pages'")]
    [TestCase("kind: list, sort: [publisher]", "can't be sorted by 'publisher'")]
    [TestCase("kind: list, sort: [price], order: title", "The order 'title' is none that")]
    [TestCase("kind: list, order: price", "The order 'price' is none that")]
    [TestCase("kind: get, sort: [price]", "is no list of rows")]
    public void What_is_refused_with_its_reason(string operation, string reason) =>
        Assert.That(Read(operation).Problems.Select(static problem => problem.Message), Has.Some.Contains(reason));
}
