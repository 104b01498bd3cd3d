using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Capabilities.GraphQl;

/// <summary>Which events callers can subscribe to over GraphQL, and what of them they are shown.</summary>
public sealed class GraphSubscriptionTests
{
    [Test]
    public void Each_event_of_a_row_that_can_be_read_is_a_field_with_what_callers_may_see()
    {
        var schema = Schema(Deliver(DeploymentMatrix.Example));

        Assert.That(
            Type(schema, "Subscription"),
            Is.EqualTo(["bookLent(id: ID): BookLentEvent!", "bookReturned(id: ID): BookReturnedEvent!"])
        );
        Assert.That(
            Type(schema, "BookLentEvent"),
            Is.EqualTo(["id: ID!", "occurredAt: DateTime!", "payload: BookLentPayload!", "row: Loan!"])
        );
        // 'title' is the book's, and a loan does not show it.
        Assert.That(Type(schema, "BookLentPayload"), Is.EqualTo(["loanId: ID!", "bookId: ID!", "dueAt: DateTime!"]));
        Assert.That(Type(schema, "BookReturnedPayload"), Does.Contain("returnedAt: DateTime").And.Contain("fine: Decimal!"));
    }

    [TestCase(FieldExposure.ReadOnly, true)]
    [TestCase(FieldExposure.WriteOnly, false)]
    [TestCase(FieldExposure.Internal, false)]
    public void A_field_that_callers_are_not_shown_is_not_told(FieldExposure exposure, bool isTold)
    {
        var example = DeploymentMatrix.Example;
        var changed = example with
        {
            Entities = [.. example.Entities.Select(entity => entity with { Fields = [.. entity.Fields.Select(Change)] })],
        };

        var told = Type(Schema(Deliver(changed)), "BookReturnedPayload");
        Assert.That(told.Contains("fine: Decimal!"), Is.EqualTo(isTold));
        Assert.That(told, Does.Contain("memberId: ID!"));

        Field Change(Field field) => field.Name == "fine" ? field with { Exposure = exposure } : field;
    }

    [Test]
    public void What_is_gone_and_what_nobody_reads_by_its_id_is_no_field()
    {
        var example = DeploymentMatrix.Example;
        var gone = example with
        {
            Events = [.. example.Events.Select(static told => told.Name == "BookLent" ? told with { On = RowChange.Deleted } : told)],
        };
        Assert.That(Type(Schema(Deliver(gone)), "Subscription"), Is.EqualTo(["bookReturned(id: ID): BookReturnedEvent!"]));

        var unread = example with
        {
            Operations = [.. example.Operations.Where(static operation => operation.Name != "getLoan")],
            Scenarios = [],
        };
        var files = Deliver(unread);
        Assert.That(Schema(files), Does.Not.Contain("type Subscription"));
        Assert.That(files.Where(static file => file.Path.Contains("/GraphQl/Events/", StringComparison.Ordinal)), Is.Empty);
        var program = files.Single(static file => file.Path.EndsWith("/Program.cs", StringComparison.Ordinal));
        Assert.That(program.Content, Does.Not.Contain("AddGraphEvents"));
    }

    private static IReadOnlyList<Artifact> Deliver(Blueprint blueprint) =>
        [
            .. CapabilityCatalog.BuiltIn.Deliver(
                blueprint with
                {
                    Capabilities = [.. blueprint.Capabilities, new CapabilityChoice { Id = "graphql" }],
                }
            ),
        ];

    private static string Schema(IReadOnlyList<Artifact> files) => files.Single(static file => file.Path == "schema.graphql").Content;

    // The fields of a type, without what they mean.
    private static IEnumerable<string> Type(string schema, string name) =>
        schema
            .Split('\n')
            .SkipWhile(line => line != $"type {name} {{")
            .Skip(1)
            .TakeWhile(static line => line != "}")
            .Select(static line => line.Trim())
            .Where(static line => !line.StartsWith('"'));
}
