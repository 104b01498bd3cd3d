using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Questions to other services: what goes along with them, how often they are asked, and what comes of each answer.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PeerCallsTests : IDisposable
{
    private readonly DefaultHttpContext _http = new();
    private readonly List<HttpRequestMessage> _asked = [];
    private readonly List<string> _hosts = [];
    private readonly List<int> _left = [];
    private readonly ServiceProvider _services;
    private Func<HttpResponseMessage> _answers = static () => Of(HttpStatusCode.OK, """{ "text": "lamp", "more": 1 }""");

    public PeerCallsTests()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Services:other", "http://one;http://two")]).Build();
        var services = new ServiceCollection();
        services.AddPeer<Client>(configuration, "other");
        services.AddHttpClient("service-other").ConfigurePrimaryHttpMessageHandler(() => new Other(this));
        services.AddSingleton<IHttpContextAccessor>(new HttpContextAccessor { HttpContext = _http });
        services.AddSingleton(Options.Create(new JsonOptions()));
        _services = services.BuildServiceProvider();
    }

    public void Dispose() => _services.Dispose();

    [Test]
    public async Task A_question_goes_in_the_name_of_the_caller_with_what_is_left_of_his_time()
    {
        _http.Request.Headers.Authorization = "Bearer his";
        _http.Request.Headers["X-Request-Id"] = "mine-1";
        _http.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.7");

        var asked = await AskAsync();

        Assert.That(asked.Answer!.Text, Is.EqualTo("lamp"));
        Assert.That(_asked[0].Headers.Authorization!.ToString(), Is.EqualTo("Bearer his"));
        Assert.That(_asked[0].Headers.GetValues("X-Request-Id"), Is.EqualTo(new[] { "mine-1" }));
        Assert.That(_asked[0].Headers.GetValues("X-Forwarded-For"), Is.EqualTo(new[] { "192.0.2.7" }));
        Assert.That(_left.Single(), Is.InRange(1, 30_000));
    }

    [Test]
    public async Task Who_fails_by_the_way_is_asked_again_at_the_next_instance()
    {
        var tries = 0;
        _answers = () => ++tries < 3 ? throw new HttpRequestException("gone") : Of(HttpStatusCode.OK, """{ "text": "lamp" }""");

        var asked = await AskAsync();

        Assert.That(asked.Answer!.Text, Is.EqualTo("lamp"));
        Assert.That(_hosts.Distinct(), Is.EquivalentTo(new[] { "one", "two" }));
    }

    [Test]
    public async Task A_further_try_goes_to_the_next_instance_whatever_others_ask_meanwhile_and_says_what_is_left_then()
    {
        var tries = 0;
        _answers = () =>
        {
            if (++tries > 1)
                return Of(HttpStatusCode.OK, """{ "text": "lamp" }""");
            Thread.Sleep(20);
            AskAsync().GetAwaiter().GetResult();
            throw new HttpRequestException("gone");
        };

        await AskAsync();

        Assert.That(_hosts, Has.Count.EqualTo(3));
        Assert.That(_hosts[2], Is.Not.EqualTo(_hosts[0]), "the one between was another question");
        Assert.That(_left[2], Is.LessThan(_left[0]));
    }

    [Test]
    public async Task That_one_caller_is_over_his_limit_keeps_nobody_from_asking()
    {
        _answers = static () => Of(HttpStatusCode.TooManyRequests, "{}");
        for (var i = 0; i < 25; i++)
            await AskAsync();

        Assert.That(_asked, Has.Count.EqualTo(25), "none is tried again, and none is held back");
    }

    [TestCase(400, 400)]
    [TestCase(404, 400)]
    [TestCase(401, 401)]
    [TestCase(403, 403)]
    [TestCase(429, 503)]
    [TestCase(500, 503)]
    [TestCase(503, 503)]
    public async Task A_problem_there_is_a_problem_here(int there, int here)
    {
        _answers = () => Of((HttpStatusCode)there, "{}");

        Assert.That(Status(await AskAsync()), Is.EqualTo(here));
        Assert.That(_http.Response.Headers.RetryAfter.Count, Is.EqualTo(here == 503 ? 1 : 0));
    }

    [TestCase("no JSON")]
    [TestCase("null")]
    [TestCase("{}", Description = "what is required is missing")]
    public async Task What_cannot_be_read_is_no_answer(string body)
    {
        _answers = () => Of(HttpStatusCode.OK, body);

        Assert.That(Status(await AskAsync()), Is.EqualTo(503));
    }

    [Test]
    public async Task Who_does_not_answer_in_the_time_that_is_left_is_given_up()
    {
        _answers = static () => throw new TaskCanceledException();

        var asked = await AskWithinAsync("5000");

        Assert.That(Status(asked), Is.EqualTo(503));
        Assert.That(_left.Single(), Is.LessThanOrEqualTo(5000));
    }

    [Test]
    public async Task When_no_time_is_left_nobody_is_asked()
    {
        var asked = await AskWithinAsync("1");

        Assert.That(Status(asked), Is.EqualTo(503));
        Assert.That(_asked, Is.Empty);
    }

    // A question of a call whose caller waits so many milliseconds more.
    private async Task<Asked<Thing>> AskWithinAsync(string left)
    {
        _http.Request.Headers[TimeLeft.Header] = left;
        var app = new ApplicationBuilder(_services);
        app.UseTimeLeft();
        Asked<Thing> asked = default;
        app.Run(async _ => asked = await AskAsync());
        await app.Build()(_http);
        return asked;
    }

    private Task<Asked<Thing>> AskAsync() => _services.GetRequiredService<Client>().ThingAsync();

    private static int? Status(Asked<Thing> asked) => (asked.Problem as IStatusCodeHttpResult)?.StatusCode;

    private static HttpResponseMessage Of(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body) };

    private sealed class Client(HttpClient client, PeerCalls calls)
    {
        public Task<Asked<Thing>> ThingAsync() => calls.GetAsync<Thing>(client, "other", "/things/1", "thingId", default);
    }

    private sealed record Thing
    {
        [System.Text.Json.Serialization.JsonRequired]
        public string Text { get; init; } = "";
    }

    private sealed class Other(PeerCallsTests test) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            test._asked.Add(request);
            test._hosts.Add(request.RequestUri!.Host);
            test._left.Add(int.Parse(request.Headers.GetValues(TimeLeft.Header).Single()));
            return Task.FromResult(test._answers());
        }
    }
}
