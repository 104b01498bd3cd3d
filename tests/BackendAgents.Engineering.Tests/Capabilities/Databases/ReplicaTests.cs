using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Capabilities.Databases;

/// <summary>Reads from a replica are asked for, and nothing that changes something is one.</summary>
public sealed class ReplicaTests
{
    private static string Endpoints(ArtifactSet delivered) =>
        delivered.Single(static file => file.Path.EndsWith("/PostEndpoints.g.cs", StringComparison.Ordinal)).Content;

    [Test]
    public void Reads_and_nothing_else_come_from_a_replica()
    {
        var social = SampleBlueprints.Social();
        var choice = new CapabilityChoice { Id = "read-replica" };

        var delivered = CapabilityCatalog.BuiltIn.Deliver(social with { Capabilities = [.. social.Capabilities, choice] });

        var endpoints = Endpoints(delivered).Split("group.Map")[1..];
        Assert.That(endpoints.Where(static one => one.StartsWith("Get(", StringComparison.Ordinal)), Is.All.Contain(".FromReplica("));
        Assert.That(endpoints.Where(static one => !one.StartsWith("Get(", StringComparison.Ordinal)), Has.None.Contain(".FromReplica("));
        Assert.That(
            delivered.Single(static file => file.Path.EndsWith("/Program.cs", StringComparison.Ordinal)).Content,
            Does.Contain("services.AddReplica(builder.Configuration, 5);").And.Contain("app.UseReplica();")
        );
    }

    [Test]
    public void Nothing_of_it_is_delivered_where_nobody_asks()
    {
        var delivered = CapabilityCatalog.BuiltIn.Deliver(SampleBlueprints.Social());

        Assert.That(delivered.Select(static file => file.Path), Has.None.Contain("Replica"));
        Assert.That(Endpoints(delivered), Does.Not.Contain("Replica"));
    }

    [Test]
    public void A_brief_asks_for_it_by_name()
    {
        var social = SampleBlueprints.Social();

        var asked = CapabilityCatalog.BuiltIn.Resolve(
            social with
            {
                Deployment = social.Deployment with { Requested = ["read replicas"] },
            }
        );

        Assert.That(asked.Capability("read-replica"), Is.Not.Null);
        Assert.That(asked.Deployment.Requested, Is.Empty);
    }
}
