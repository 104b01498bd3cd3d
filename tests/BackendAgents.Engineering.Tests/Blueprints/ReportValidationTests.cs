using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Reports;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>What a report may ask, as people write it.</summary>
public sealed class ReportValidationTests
{
    private const string Revenue =
        "where: 'state == \"paid\"', time: paidAt, by: [{ name: cake, value: cake.name }, { name: month, value: paidAt, per: month }],"
        + " values: [{ name: revenue, sum: price * pieces }, { name: orders }], order: -revenue, top: 5";

    private static BlueprintReadResult Read(string report, string kind = "report") =>
        BlueprintYaml.Parse(
            $$"""
            service: { name: bakery, title: Bakery }
            enums: [{ name: OrderState, values: [open, paid] }]
            entities:
              - { name: Cake, fields: [{ name: name, maxLength: 60, required: true }] }
              - name: Order
                fields:
                  - { name: state, type: enum, enum: OrderState, required: true }
                  - { name: paidAt, type: timestamp }
                  - { name: price, type: money, required: true }
                  - { name: pieces, type: int, required: true }
                  - { name: note, type: json }
            relations:
              - { kind: one-to-many, from: Cake, to: Order, name: cake, inverse: orders, required: true }
            operations:
              - { name: sales, entity: Order, kind: {{kind}}, report: { {{report}} }, access: [{ role: anonymous }] }
            """
        );

    [Test]
    public void The_five_best_selling_cakes_by_month_are_a_report_with_typed_columns()
    {
        var read = Read(Revenue);
        Assert.That(read.Problems, Is.Empty);

        var contract = HttpContract.Of(read.Blueprint!);
        var endpoint = contract.Endpoint("sales")!;
        Assert.That((endpoint.Method, endpoint.Path), Is.EqualTo(("GET", "/api/v1/orders/sales")));
        Assert.That(endpoint.Parameters.Select(static parameter => parameter.Name), Is.EqualTo(new[] { "from", "to" }));
        Assert.That(
            contract
                .Schema("SalesGroup")!
                .Properties.Select(static column => (column.Name, column.Value.Type.ToString(), column.Value.Nullable)),
            Is.EqualTo(
                new[] { ("cake", "String", false), ("month", "String", true), ("revenue", "Number", false), ("orders", "Integer", false) }
            )
        );
    }

    [Test]
    public void A_report_that_is_kept_ends_with_all_rows_that_it_reads()
    {
        var blueprint = Read(Revenue + ", keep: 5").Blueprint!;

        Assert.That(EntityCache.SecondsOf(blueprint, blueprint.Operations[0]), Is.EqualTo(5));
        Assert.That(EntityCache.IsUsedBy(blueprint), Is.True);
        Assert.That(
            ReportSources.Entities(new BlueprintIndex(blueprint), blueprint.Operations[0]).Select(static entity => entity.Name),
            Is.EqualTo(new[] { "Order", "Cake" })
        );
    }

    [TestCase("BP016", "A copy lives", "report", "keep: -1, values: [{ name: orders }]")]
    [TestCase("BP015", "The clock", "report", "keep: 5, where: paidAt < now, values: [{ name: orders }]")]
    [TestCase("BP015", "kind: report", "list", "values: [{ name: orders }]")]
    [TestCase("BP008", "says nothing", "report", "by: [{ name: state }]")]
    [TestCase("BP014", "no column 'gain'", "report", "values: [{ name: orders }], order: gain")]
    [TestCase("BP014", "no timestamp or date 'price'", "report", "time: price, values: [{ name: orders }]")]
    [TestCase("BP013", "'state' is there 2 times", "report", "by: [{ name: state }], values: [{ name: state }]")]
    [TestCase("BP016", "top is 0", "report", "top: 0, values: [{ name: orders }]")]
    [TestCase(null, "is counted per month, but is", "report", "by: [{ name: price, per: month }], values: [{ name: orders }]")]
    [TestCase(null, "more than one thing", "report", "values: [{ name: figure, sum: price, max: price }]")]
    [TestCase(null, "asked of 'state'", "report", "values: [{ name: figure, sum: state }]")]
    [TestCase(null, "put into groups", "report", "by: [{ name: note }], values: [{ name: orders }]")]
    [TestCase(null, "colour", "report", "where: 'colour == 1', values: [{ name: orders }]")]
    public void What_is_refused_is_said_with_its_place(string? code, string reason, string kind, string report)
    {
        var problems = Read(report, kind).Problems;

        Assert.That(problems.Select(static problem => problem.Message), Has.Some.Contain(reason));
        Assert.That(problems.Select(static problem => problem.Place.Line), Has.All.EqualTo(15));
        if (code is not null)
            Assert.That(problems.Select(static problem => problem.Code), Does.Contain(code));
    }
}
