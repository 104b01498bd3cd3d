using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>When a replica answers, and whom.</summary>
public sealed class ReplicaTests
{
    private readonly Later _clock = new();

    [Test]
    public async Task A_replica_answers_while_it_is_known_to_be_near()
    {
        var replica = NewReplica();
        Assert.That(replica.IsUsable, Is.False, "nobody has looked yet");
        await replica.LookAsync(static () => Task.FromResult("1"), static _ => Task.FromResult(true));
        Assert.That(replica.IsUsable, Is.True);
        for (var i = 2; i < 6; i++)
        {
            _clock.Now += TimeSpan.FromSeconds(2);
            await replica.LookAsync(() => Task.FromResult($"{i}"), position => Task.FromResult(position == "2"));
        }

        Assert.That(replica.Lag, Is.EqualTo(TimeSpan.FromSeconds(6)), "it has come as far as the database was then");
        Assert.That(replica.IsUsable, Is.False);
        await replica.LookAsync(static () => Task.FromResult("6"), static _ => Task.FromResult(true));
        Assert.That(replica.IsUsable, Is.True);
        replica.Lose();
        Assert.That(replica.IsUsable, Is.False, "it did not answer");
    }

    [Test]
    public async Task Who_has_just_changed_something_or_come_is_answered_by_the_database()
    {
        var replica = NewReplica();
        await replica.LookAsync(static () => Task.FromResult("1"), static _ => Task.FromResult(true));
        var writes = Writes(replica, new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions())));
        var caller = new Caller(Guid.NewGuid(), null);
        await writes.RememberAsync(caller);

        Assert.That(await writes.AllowAsync(new DefaultHttpContext()), Is.True, "who isn't logged in");
        Assert.That(await writes.AllowAsync(Of(Guid.NewGuid(), hours: 1)), Is.True, "who has changed nothing");
        Assert.That(await writes.AllowAsync(Of(caller.Id, hours: 1)), Is.False, "who has changed something");
        Assert.That(await writes.AllowAsync(Of(Guid.NewGuid(), hours: 0)), Is.False, "who has just logged in");
    }

    [Test]
    public async Task Where_instances_share_nothing_nobody_who_is_logged_in_is_answered_by_a_replica()
    {
        var replica = NewReplica();
        await replica.LookAsync(static () => Task.FromResult("1"), static _ => Task.FromResult(true));

        Assert.That(await Writes(replica, null).AllowAsync(Of(Guid.NewGuid(), hours: 1)), Is.False);
    }

    private Replica NewReplica() => new("primary", "replica", TimeSpan.FromSeconds(5), _clock);

    private OwnWrites Writes(Replica replica, IDistributedCache? shared) => new(replica, _clock, shared, NullLogger<OwnWrites>.Instance);

    private DefaultHttpContext Of(Guid account, int hours) =>
        new()
        {
            User = new ClaimsPrincipal(
                new ClaimsIdentity([
                    new("sub", account.ToString()),
                    new("iat", $"{(_clock.Now - TimeSpan.FromHours(hours)).ToUnixTimeSeconds()}"),
                ])
            ),
        };

    private sealed class Later : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
