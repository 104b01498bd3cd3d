namespace BackendAgents.Operations.Tests.LoadBalancing;

/// <summary>The balancers before their judges: their own check, and two instances of which one dies.</summary>
[Category("Slow")]
internal sealed class BalancerTests
{
    [TestCase("nginx", "nginx.conf")]
    [TestCase("haproxy", "haproxy.cfg")]
    public async Task No_read_fails_and_no_change_is_sent_twice_while_an_instance_dies(string program, string file)
    {
        using var delivery = Operated.Write("postgresql");
        await BalancerTrial.LosesNothingAsync(delivery, program, file);
    }

    [TestCase("nginx", "nginx")]
    [TestCase("load balancer", "nginx")]
    [TestCase("haproxy", "haproxy")]
    public void A_brief_asks_for_it_by_name(string words, string id) =>
        Assert.That(Engineering.Capabilities.CapabilityCatalog.BuiltIn.AskedForBy(words)?.Info.Id, Is.EqualTo(id));
}
