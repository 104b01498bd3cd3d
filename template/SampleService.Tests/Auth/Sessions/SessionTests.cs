using Microsoft.Extensions.DependencyInjection;
using SampleService.Features;

namespace SampleService.Tests;

/// <summary>Access tokens end with their session.</summary>
public sealed class SessionTests
{
    private TestHost _host = null!;
    private HttpClient _client = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _host = new TestHost();
        _client = _host.CreateClient();
    }

    [OneTimeTearDown]
    public void Stop()
    {
        _client.Dispose();
        _host.Dispose();
    }

    [Test]
    public async Task A_logout_ends_the_access_tokens_of_its_session_at_once()
    {
        var first = await TestSession.BeginAsync(_host);
        var other = await TestSession.BeginAsync(_host, first.Account);
        var second = await first.SendAsync(_client, "refresh");
        Assert.That(await first.CallAsync(_client), Is.EqualTo(200), "a refresh ends nothing");
        Assert.That(await second.CallAsync(_client), Is.EqualTo(200));

        await second.SendAsync(_client, "logout");

        Assert.That(await first.CallAsync(_client), Is.EqualTo(401));
        Assert.That(await second.CallAsync(_client), Is.EqualTo(401));
        Assert.That(await other.CallAsync(_client), Is.EqualTo(200), "another session of the account");
    }

    [Test]
    public async Task A_refresh_token_that_is_used_twice_ends_the_access_tokens_too()
    {
        var first = await TestSession.BeginAsync(_host);
        var second = await first.SendAsync(_client, "refresh");
        Assert.That(await second.CallAsync(_client), Is.EqualTo(200));

        await first.SendAsync(_client, "refresh");

        Assert.That(await second.CallAsync(_client), Is.EqualTo(401));
    }

    [Test]
    public async Task A_logout_everywhere_ends_all_sessions_of_the_account_and_of_nobody_else()
    {
        var here = await TestSession.BeginAsync(_host);
        var there = await TestSession.BeginAsync(_host, here.Account);
        var stranger = await TestSession.BeginAsync(_host);
        Assert.That(await there.CallAsync(_client), Is.EqualTo(200));

        Assert.That(await here.CallAsync(_client, "DELETE", "/api/v1/auth/sessions"), Is.EqualTo(204));

        Assert.That(await here.CallAsync(_client), Is.EqualTo(401));
        Assert.That(await there.CallAsync(_client), Is.EqualTo(401));
        Assert.That(await (await there.SendAsync(_client, "refresh")).CallAsync(_client), Is.EqualTo(401));
        Assert.That(await stranger.CallAsync(_client), Is.EqualTo(200));
    }

    [Test]
    public async Task A_session_goes_on_while_it_is_refreshed_and_no_refresh_outlives_a_logout_everywhere()
    {
        var session = await TestSession.BeginAsync(_host);
        var (first, latest) = (session, session);
        for (var i = 0; i < 5; i++)
        {
            var refresh = latest.SendAsync(_client, "refresh");
            while (!refresh.IsCompleted)
                Assert.That(await Fresh().IsLiveAsync(session.Id, CancellationToken.None), Is.True);
            latest = await refresh;
        }

        var last = latest.SendAsync(_client, "refresh");
        await first.CallAsync(_client, "DELETE", "/api/v1/auth/sessions");
        await last;

        Assert.That(await Fresh().IsLiveAsync(session.Id, CancellationToken.None), Is.False, "what is kept is lost: the database knows");
    }

    // One that knows nothing yet.
    private SessionCheck Fresh() =>
        new(new MemorySessionMarks(), _host.Services.GetRequiredService<IServiceScopeFactory>(), TimeProvider.System);
}
