using BackendAgents.Models;
using Microsoft.Agents.AI;

namespace BackendAgents.Tests.Models.Resilience;

/// <summary>Trouble in the middle of a conversation: what the model asked for is done once, whatever the network does.</summary>
[CancelAfter(60_000)]
internal sealed class ResilienceTests
{
    private const string Apple = """{"article":"apple"}""";

    private static readonly ScriptedReply[][] s_troubles =
    [
        [ScriptedReply.Fail(429, "0")],
        [ScriptedReply.Fail(500), ScriptedReply.Fail(503), ScriptedReply.Fail(529)],
        [ScriptedReply.CutConnection("An apple costs 5.")],
        [ScriptedReply.Hang()],
        [ScriptedReply.SlowDrip("An apple costs 5.", TimeSpan.FromMilliseconds(300))],
        [ScriptedReply.Fail(500), ScriptedReply.Fail(429, "0"), ScriptedReply.Hang(), ScriptedReply.CutConnection("An apple costs 5.")],
    ];

    [Test]
    public async Task Tools_run_once_whatever_happens_between([Range(0, 5)] int trouble, [Values] bool streaming)
    {
        ScriptedReply[] replies = s_troubles[trouble];
        if (streaming)
        {
            // A stream that has begun is not retried; these scripts begin one. See the tests of begun streams.
            replies = [.. replies.Where(r => r.CutAt is null && r.Drip == TimeSpan.Zero)];
        }

        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(ScriptedReply.Call("Shop-price", Apple));
        server.Then(replies).Then(ScriptedReply.Say("An apple costs 5."));
        using Live live = Live.Over(server, o => o.Resilience.AttemptTimeout = TimeSpan.FromMilliseconds(400));

        AgentResponse response = streaming
            ? await live.Agent.RunStreamingAsync("Apple?").ToAgentResponseAsync()
            : await live.Agent.RunAsync("Apple?");

        Assert.That(response.Text, Is.EqualTo("An apple costs 5."));
        Assert.That(live.Shop.Lookups, Is.EqualTo(1));
        Assert.That(server.Requests, Has.Count.EqualTo(replies.Length + 2));
        Assert.That(live.Events.Count(e => e.Kind == ModelEventKind.Retry), Is.EqualTo(replies.Length));
        Assert.That(server.Requests.Skip(1).Select(r => string.Join('|', r.Transcript)).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Retry_after_is_waited_for(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Fail(429, "7"),
            ScriptedReply.Say("hello")
        );
        using Live live = Live.Over(server, clock: new HastyTimeProvider());

        await live.Agent.RunAsync("Hello?", cancellationToken: cancellation);

        Assert.That(
            live.Events.Single(),
            Is.EqualTo(new ModelEvent(ModelEventKind.Retry, "main", "HTTP 429") { Attempt = 1, Delay = TimeSpan.FromSeconds(7) })
        );
    }

    [Test]
    public async Task A_retry_after_beyond_patience_ends_at_once(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(ScriptedReply.Fail(429, "3600"));
        using Live live = Live.Over(server);

        ModelCallException error = Assert.ThrowsAsync<ModelCallException>(() =>
            live.Agent.RunAsync("Hello?", cancellationToken: cancellation)
        )!;

        Assert.That((error.Failure, error.StatusCode, server.Requests.Count), Is.EqualTo((ModelFailure.RateLimited, (int?)429, 1)));
    }

    [TestCase(400, ModelFailure.BadRequest, 1)]
    [TestCase(401, ModelFailure.Unauthorized, 1)]
    [TestCase(404, ModelFailure.BadRequest, 1)]
    [TestCase(429, ModelFailure.RateLimited, 5)]
    [TestCase(500, ModelFailure.Unavailable, 5)]
    [TestCase(501, ModelFailure.Unavailable, 1)]
    public async Task Lasting_failure_ends_in_a_named_exception_after_counted_attempts(int status, ModelFailure failure, int attempts)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync();
        server.Otherwise = _ => ScriptedReply.Fail(status);
        using Live live = Live.Over(server);

        ModelCallException error = Assert.ThrowsAsync<ModelCallException>(() => live.Agent.RunAsync("Hello?"))!;

        Assert.That((error.Failure, error.StatusCode, server.Requests.Count), Is.EqualTo((failure, (int?)status, attempts)));
        Assert.That(error.ToString(), Does.Not.Contain("secret-scripted"));
    }

    [Test]
    public async Task A_hang_ends_in_a_timeout(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync();
        server.Otherwise = _ => ScriptedReply.Hang();
        using Live live = Live.Over(server, o =>
        {
            o.Resilience.AttemptTimeout = TimeSpan.FromMilliseconds(100);
            o.Resilience.MaxRetries = 2;
        });

        ModelCallException error = Assert.ThrowsAsync<ModelCallException>(() =>
            live.Agent.RunAsync("Hello?", cancellationToken: cancellation)
        )!;

        Assert.That((error.Failure, server.Requests.Count), Is.EqualTo((ModelFailure.Timeout, 3)));
        Assert.That(live.Events.Count(e => e.Kind == ModelEventKind.Timeout), Is.EqualTo(3));
    }

    [Test]
    public async Task All_retries_together_have_a_bound(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync();
        server.Otherwise = _ => ScriptedReply.Hang();
        using Live live = Live.Over(server, o =>
        {
            o.Resilience.AttemptTimeout = TimeSpan.FromMilliseconds(150);
            o.Resilience.TotalTimeout = TimeSpan.FromMilliseconds(400);
            o.Resilience.MaxRetries = 20;
        });

        ModelCallException error = Assert.ThrowsAsync<ModelCallException>(() =>
            live.Agent.RunAsync("Hello?", cancellationToken: cancellation)
        )!;

        Assert.That(error.Failure, Is.EqualTo(ModelFailure.Timeout));
        Assert.That(error.Message, Does.Contain("retries included"));
        Assert.That(server.Requests.Count, Is.InRange(1, 4));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_fallback_takes_the_conversation_over_where_it_stands(bool streaming)
    {
        await using ScriptedModelServer first = await ScriptedModelServer.StartAsync(ScriptedReply.Call("Shop-price", Apple));
        first.Otherwise = _ => ScriptedReply.Fail(503);
        await using ScriptedModelServer second = await ScriptedModelServer.StartAsync(ScriptedReply.Say("An apple costs 5."));
        using Live live = Live.Over(first, o =>
        {
            o.Services["main"].Fallbacks.Add("spare");
            o.Services["spare"] = Live.Service(second, "spare-model");
            o.Resilience.MaxRetries = 1;
        });

        AgentResponse response = streaming
            ? await live.Agent.RunStreamingAsync("Apple?").ToAgentResponseAsync()
            : await live.Agent.RunAsync("Apple?");

        Assert.That(response.Text, Is.EqualTo("An apple costs 5."));
        Assert.That(live.Shop.Lookups, Is.EqualTo(1));
        Assert.That(first.Requests, Has.Count.EqualTo(3));
        RecordedRequest taken = second.Requests.Single();
        Assert.That((taken.Model, taken.Headers["Authorization"]), Is.EqualTo(("spare-model", "Bearer secret-spare-model")));
        Assert.That(
            taken.Transcript,
            Is.EqualTo(
                new[] { "system: You are a clerk.", "user: Apple?", """assistant calls Shop-price({"article":"apple"})""", "tool: 5" }
            )
        );
        Assert.That(live.Events.Single(e => e.Kind == ModelEventKind.Fallback).TakenOverBy, Is.EqualTo("spare"));
    }

    [Test]
    public async Task A_fallback_in_azure_is_addressed_as_azure_wants_it(CancellationToken cancellation)
    {
        await using ScriptedModelServer first = await ScriptedModelServer.StartAsync();
        first.Otherwise = _ => ScriptedReply.Fail(500);
        await using ScriptedModelServer second = await ScriptedModelServer.StartAsync(ScriptedReply.Say("hello"));
        using Live live = Live.Over(first, o =>
        {
            o.Services["main"].Fallbacks.Add("azure");
            o.Services["azure"] = new ModelServiceOptions
            {
                Provider = "azure-openai",
                Endpoint = second.Root.ToString(),
                Model = "my deployment",
                ApiKey = "azure-key",
            };
            o.Resilience.MaxRetries = 0;
        });

        await live.Agent.RunAsync("Hello?", cancellationToken: cancellation);

        RecordedRequest taken = second.Requests.Single();
        Assert.That(taken.Path, Is.EqualTo("/openai/deployments/my deployment/chat/completions"));
        Assert.That(taken.Headers["api-key"], Is.EqualTo("azure-key"));
        Assert.That(taken.Headers.ContainsKey("Authorization"), Is.False);
    }

    [Test]
    public async Task An_open_circuit_is_not_knocked_at(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync();
        server.Otherwise = _ => ScriptedReply.Fail(500);
        using Live live = Live.Over(server, o =>
        {
            o.Resilience.MaxRetries = 0;
            o.Resilience.CircuitMinimumAttempts = 3;
        });

        for (int i = 0; i < 3; i++)
            Assert.ThrowsAsync<ModelCallException>(() => live.Agent.RunAsync("Hello?", cancellationToken: cancellation));
        ModelCallException error = Assert.ThrowsAsync<ModelCallException>(() =>
            live.Agent.RunAsync("Hello?", cancellationToken: cancellation)
        )!;

        Assert.That((error.Failure, server.Requests.Count), Is.EqualTo((ModelFailure.CircuitOpen, 3)));
        Assert.That(live.Events.Count(e => e.Kind == ModelEventKind.CircuitOpened), Is.EqualTo(1));
    }

    [Test]
    public async Task Concurrent_calls_are_bounded(CancellationToken cancellation)
    {
        int inside = 0,
            most = 0;
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync();
        server.Otherwise = _ =>
        {
            int now = Interlocked.Increment(ref inside);
            InterlockedMax(ref most, now);
            Thread.Sleep(20);
            Interlocked.Decrement(ref inside);
            return ScriptedReply.Say("hello");
        };
        using Live live = Live.Over(server, o => o.Resilience.MaxConcurrency = 2);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => live.Agent.RunAsync("Hello?", cancellationToken: cancellation)));

        Assert.That(server.Requests, Has.Count.EqualTo(12));
        Assert.That(most, Is.LessThanOrEqualTo(2));
    }

    [Test]
    public async Task Who_comes_when_the_queue_is_full_is_told_so(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync();
        server.Otherwise = _ => ScriptedReply.Hang();
        using Live live = Live.Over(server, o =>
        {
            o.Resilience.MaxConcurrency = 1;
            o.Resilience.MaxQueue = 0;
        });
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task<AgentResponse> held = live.Agent.RunAsync("Hello?", cancellationToken: end.Token);
        while (server.Requests.Count == 0)
            await Task.Delay(5, cancellation);

        ModelCallException error = Assert.ThrowsAsync<ModelCallException>(() =>
            live.Agent.RunAsync("Me too?", cancellationToken: cancellation)
        )!;

        Assert.That(error.Failure, Is.EqualTo(ModelFailure.Overloaded));
        await end.CancelAsync();
        Assert.CatchAsync<OperationCanceledException>(() => held);
    }

    [Test]
    public async Task An_exhausted_account_is_not_retried(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Fail(429) with
            {
                RawBody = """{"error":{"code":"insufficient_quota"}}""",
            }
        );
        using Live live = Live.Over(server);

        ModelCallException error = Assert.ThrowsAsync<ModelCallException>(() =>
            live.Agent.RunAsync("Hello?", cancellationToken: cancellation)
        )!;

        Assert.That((error.Failure, server.Requests.Count), Is.EqualTo((ModelFailure.RateLimited, 1)));
    }

    [Test]
    public async Task A_key_that_the_service_repeats_reaches_no_exception(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Fail(401) with
            {
                RawBody = """{"error":{"message":"wrong key secret-scripted"}}""",
            }
        );
        using Live live = Live.Over(server);

        ModelCallException error = Assert.ThrowsAsync<ModelCallException>(() =>
            live.Agent.RunAsync("Hello?", cancellationToken: cancellation)
        )!;

        Assert.That(error.Failure, Is.EqualTo(ModelFailure.Unauthorized));
        Assert.That(error.ToString(), Does.Not.Contain("secret-scripted"));
        Assert.That(error.ToString(), Does.Contain("(key)"));
    }

    [Test]
    public async Task A_stream_that_has_begun_is_not_repeated_but_ends_in_an_exception([Values] bool stalls)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(
            stalls ? ScriptedReply.Stall("An apple costs 5.", 3) : ScriptedReply.CutConnection("An apple costs 5.")
        );
        using Live live = Live.Over(server, o => o.Resilience.StreamIdleTimeout = TimeSpan.FromMilliseconds(200));

        List<string> heard = [];
        ModelCallException error = Assert.ThrowsAsync<ModelCallException>(async () =>
        {
            await foreach (AgentResponseUpdate update in live.Agent.RunStreamingAsync("Apple?"))
                heard.Add(update.Text);
        })!;

        Assert.That(string.Concat(heard), Is.Not.Empty.And.Not.EqualTo("An apple costs 5."));
        Assert.That(error.Failure, Is.EqualTo(stalls ? ModelFailure.Timeout : ModelFailure.BadReply));
        Assert.That(server.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_server_that_is_not_there_is_named()
    {
        ModelOptions options = new()
        {
            Services =
            {
                ["main"] = new ModelServiceOptions
                {
                    Provider = "openai-compatible",
                    Endpoint = "http://127.0.0.1:9/v1",
                    Model = "m",
                },
            },
        };
        options.Resilience.BaseDelay = TimeSpan.FromMilliseconds(1);
        using Live live = new(options);

        ModelCallException error = Assert.ThrowsAsync<ModelCallException>(() => live.Agent.RunAsync("Hello?"))!;

        Assert.That((error.Failure, error.ServiceId), Is.EqualTo((ModelFailure.Unavailable, "main")));
        Assert.That(live.Events.Count(e => e.Kind == ModelEventKind.Retry), Is.EqualTo(4));
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen) { }
    }
}
