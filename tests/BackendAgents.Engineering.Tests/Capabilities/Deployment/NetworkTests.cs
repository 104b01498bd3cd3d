using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Capabilities.Deployment;

/// <summary>Whom pods may call in a cluster in which nothing else may go out.</summary>
public sealed class NetworkTests
{
    private const string Name = "name: calls-outside\n";

    [TestCase("deploy/kubernetes/base/network-policy.yaml")]
    [TestCase("deploy/helm/templates/network-policy.yaml")]
    public void Who_is_called_on_the_public_network_is_let_through_and_nothing_private_by_that(string file)
    {
        var silent = SampleBlueprints.Social() with { Capabilities = [new() { Id = "kubernetes" }, new() { Id = "helm" }] };
        var calling = silent with { Authentication = silent.Authentication with { Providers = [new LoginProvider { Name = "google" }] } };

        Assert.That(Read(silent, file), Does.Not.Contain(Name));
        var policy = Read(calling, file).Split(Name)[1];
        Assert.That(policy, Does.Contain("component: api").And.Contain("# Who is called: google.").And.Contain("port: 443"));
        Assert.That(
            policy,
            Does.Match("cidr: \"?0.0.0.0/0\"?\\s+except:\\s+- \"?10.0.0.0/8\"?\\s+- \"?172.16.0.0/12\"?\\s+- \"?192.168.0.0/16")
        );
    }

    [Test]
    public void A_collector_is_near()
    {
        var watched = SampleBlueprints.Social() with { Capabilities = [new() { Id = "kubernetes" }, new() { Id = "opentelemetry" }] };

        var policy = Read(watched, "deploy/kubernetes/base/network-policy.yaml").Split(Name)[1];

        Assert.That(policy, Does.Contain("port: 4317").And.Contain("192.168.0.0/16").And.Not.Contains("0.0.0.0/0\"\n"));
    }

    private static string Read(Blueprint blueprint, string file) => CapabilityCatalog.BuiltIn.Deliver(blueprint).Find(file)!.Content;
}
