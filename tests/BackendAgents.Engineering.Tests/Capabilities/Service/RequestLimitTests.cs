using BackendAgents.Engineering.Capabilities;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Capabilities.Service;

/// <summary>The limit of requests never stands in the way of the target that the brief states.</summary>
public sealed class RequestLimitTests
{
    [TestCase(null, "600")]
    [TestCase(5, "600")]
    [TestCase(200, "12000")]
    public void One_caller_may_send_what_is_expected_of_all(int? requestsPerSecond, string limit)
    {
        var blueprint = SampleBlueprints.Shop() with { Targets = new() { RequestsPerSecond = requestsPerSecond } };

        var plan = CapabilityCatalog.BuiltIn.Plan(blueprint);
        var delivery = CapabilityCatalog.BuiltIn.Compose(plan);
        var files = delivery.Emitters.SelectMany(emitter => emitter.Emit(delivery));

        Assert.That(plan.Settings.Single(static setting => setting.Key == "RateLimit:RequestsPerMinute").Default, Is.EqualTo(limit));
        Assert.That(
            files.Single(static file => file.Path.EndsWith("/ServiceInfo.g.cs", StringComparison.Ordinal)).Content,
            Does.Contain($"RequestsPerMinute = {limit};")
        );
    }
}
