using BackendAgents.Engineering.Capabilities.Caching.Redis;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Tests.Capabilities;

/// <summary>What people read of the key space is what the delivered code has.</summary>
public sealed class RedisKeySpaceTests
{
    [Test]
    public void Every_prefix_stands_in_the_table()
    {
        var code = Template.Text(Template.Service + "Infrastructure/Caching/Redis/RedisKeys.cs");
        var prefixes = code.Split("space + \":").Skip(1).Select(static rest => rest[..rest.IndexOf(':', StringComparison.Ordinal)]);

        Assert.That(prefixes, Is.EquivalentTo(RedisKeySpace.Keys.Select(static key => key.Prefix)));
        Assert.That(code, Does.Contain("StampLifetime { get; } = TimeSpan.FromHours(1)"));
        Assert.That(code, Does.Contain("RateWindow { get; } = TimeSpan.FromMinutes(1)"));
    }
}
