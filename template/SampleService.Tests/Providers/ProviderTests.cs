using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>A provider is asked by one key until it answers, and its answer counts once, whatever becomes of either on the way.</summary>
public sealed class ProviderTests
{
    private const string Done = "test-done";
    private readonly Shifted _clock = new();
    private FakeProvider _provider = null!;
    private TestHost _host = null!;
    private WebApplicationFactory<Program> _service = null!;
    private TestCalls _calls = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _provider = await FakeProvider.StartAsync();
        _calls = new TestCalls();
        _host = new TestHost(_clock);
        _service = _host.WithWebHostBuilder(builder =>
            builder
                .UseSetting("Test:Url", _provider.Address + "/charges")
                .UseSetting("Test:Secret", "the-secret")
                .ConfigureTestServices(services => services.AddProvider(_calls))
        );
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _service.DisposeAsync();
        await _host.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Test]
    public async Task A_question_is_asked_in_the_name_of_the_secret_and_its_answer_counts_once()
    {
        Answers(200, "taken", """{ "outcome": "taken", "more": [1] }""");
        var id = await AskAsync(7);
        await DeliverAsync();
        await AgainAsync();

        var (key, authorization, body) = _provider.Asked.Single();
        Assert.That(key, Is.EqualTo(id.ToString()));
        Assert.That(authorization, Is.EqualTo("Bearer the-secret"));
        Assert.That(body!.ToJsonString(), Is.EqualTo("""{"amount":7}"""));
        Assert.That(await DoneAsync(), Is.EqualTo(["taken"]));
        await ForgetAsync();
        Assert.That(await KeptAsync(), Is.EqualTo(1));
        _clock.Shift += TimeSpan.FromDays(8);
        await ForgetAsync();
        Assert.That(await KeptAsync(), Is.Zero, "nobody asks that again");
    }

    [TestCase(1)]
    [TestCase(100)]
    public async Task What_it_does_is_done_once_though_its_answer_gets_lost(int times)
    {
        Answers(200, "taken");
        _provider.Lost = times;
        await AskAsync(7);
        await DeliverAsync();
        Assert.That(await DoneAsync(), times == 1 ? Is.EqualTo(["taken"]) : Is.Empty, "a short failure is not waited for");
        _provider.Lost = 0;
        _clock.Shift += OutboxDispatcher.Pause(1);
        await DeliverAsync();

        Assert.That(_provider.Asked, Has.Count.GreaterThan(1));
        Assert.That(_provider.Done, Has.Count.EqualTo(1));
        Assert.That(await DoneAsync(), Is.EqualTo(["taken"]));
    }

    [Test]
    public async Task One_that_is_slow_is_asked_again_and_answers_what_it_did_then()
    {
        Answers(200, "taken");
        _provider.Delay = TimeSpan.FromSeconds(5);
        await AskAsync(7);
        await DeliverAsync();
        Assert.That(await DoneAsync(), Is.Empty);
        Answers(200, "other");
        _provider.Delay = TimeSpan.Zero;
        _clock.Shift += OutboxDispatcher.Pause(1);
        await DeliverAsync();

        Assert.That(_provider.Done, Has.Count.EqualTo(1));
        Assert.That(await DoneAsync(), Is.EqualTo(["taken"]));
    }

    [TestCase(402, true)]
    [TestCase(202, false)]
    [TestCase(204, false)]
    public async Task A_refusal_is_an_answer_and_what_has_only_begun_is_none(int status, bool counts)
    {
        Answers(status, "refused", status == 204 ? "" : null);
        await AskAsync(7);
        await DeliverAsync();
        await AgainAsync();

        Assert.That(await DoneAsync(), Is.EqualTo(counts ? ["refused"] : Array.Empty<string>()));
        Assert.That(_provider.Asked, Has.Count.EqualTo(1));
        Assert.That(await _service.WithWorkAsync(static work => work.Db.Pending().CountAsync()), Is.Zero);
    }

    [TestCase(400)]
    [TestCase(410)]
    [TestCase(422)]
    public async Task A_question_that_can_not_be_asked_is_given_up_and_counts_if_it_is_answered_after_all(int status)
    {
        Answers(status, "wrong");
        await AskAsync(7);
        await DeliverAsync();
        Assert.That(_provider.Asked, Has.Count.EqualTo(1));
        Assert.That(await DoneAsync(), Is.EqualTo(["unanswered"]));
        Assert.That(await _service.WithWorkAsync(static work => work.Db.Dead().CountAsync()), Is.EqualTo(1));

        await ReplayAsync();
        Assert.That(await DoneAsync(), Is.EqualTo(["unanswered"]), "it is given up once");
        await ForgetAsync();
        Assert.That(await KeptAsync(), Is.EqualTo(1), "it may be asked again at any time");
        Answers(200, "taken");
        await ReplayAsync();
        Assert.That(await DoneAsync(), Is.EqualTo(["unanswered", "taken"]));
    }

    [TestCase(503, null)]
    [TestCase(401, null)]
    [TestCase(302, null)]
    [TestCase(200, "{ \"outcome\": 5 }")]
    [TestCase(200, "{ }")]
    [TestCase(200, "no JSON")]
    public async Task What_is_no_answer_is_asked_again_until_the_last_time(int status, string? answer)
    {
        Answers(status, "x", answer);
        await AskAsync(7);
        await DeliverAsync();
        Assert.That(await DoneAsync(), Is.Empty);
        Assert.That(await _service.WithWorkAsync(static work => work.Db.Pending().CountAsync()), Is.EqualTo(1));
        await _service.WithWorkAsync(static work =>
            work.Db.Pending().ExecuteUpdateAsync(static set => set.SetProperty(found => found.Attempts, OutboxDispatcher.MaxAttempts - 1))
        );
        _clock.Shift += TimeSpan.FromDays(1);
        await DeliverAsync();

        Assert.That(await DoneAsync(), Is.EqualTo(["unanswered"]));
        Assert.That(await _service.WithWorkAsync(static work => work.Db.Dead().CountAsync()), Is.EqualTo(1));
        Assert.That(_provider.Asked.Select(static question => question.Key).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task An_answer_that_is_refused_here_changes_nothing_and_is_asked_for_again()
    {
        Answers(200, "taken");
        _calls.Refuses = true;
        await AskAsync(7);
        await DeliverAsync();
        Assert.That(await DoneAsync(), Is.Empty);
        var waiting = await _service.WithWorkAsync(static work => work.Db.Pending().SingleAsync());
        Assert.That(waiting.LastError, Does.Contain("not-now"));
        _calls.Refuses = false;
        _clock.Shift += OutboxDispatcher.Pause(1);
        await DeliverAsync();

        Assert.That(await DoneAsync(), Is.EqualTo(["taken"]));
    }

    [Test]
    public async Task Many_that_ask_at_once_have_the_answer_count_once()
    {
        Answers(200, "taken");
        await AskAsync(7);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(4, Sample.Callers)).Select(_ => Task.Run(DeliverAsync)));

        Assert.That(await DoneAsync(), Is.EqualTo(["taken"]));
    }

    [Test]
    public async Task Questions_wait_while_nobody_says_where_to_ask()
    {
        Answers(200, "taken");
        var configuration = _service.Services.GetRequiredService<IConfiguration>();
        configuration["Test:Secret"] = "";
        await AskAsync(7);
        await DeliverAsync();
        Assert.That(_provider.Asked, Is.Empty);
        Assert.That((await _service.WithWorkAsync(static work => work.Db.Pending().SingleAsync())).Attempts, Is.Zero);
        configuration["Test:Secret"] = "another";
        await DeliverAsync();

        Assert.That(_provider.Asked.Single().Authorization, Is.EqualTo("Bearer another"));
    }

    [Test]
    public void The_secret_never_goes_without_TLS_outside_of_development()
    {
        using var http = new HttpProvider<Question, Reply>(
            _calls.Target,
            _service.Services.GetRequiredService<IConfiguration>(),
            JsonSerializerOptions.Web,
            isOpen: false
        );

        Assert.That(
            async () => await http.AskAsync(new Question(1), "key", default),
            Throws.InvalidOperationException.With.Message.Contains("no https address")
        );
        Assert.That(_provider.Asked, Is.Empty);
    }

    private void Answers(int status, string outcome, string? body = null) =>
        (_provider.Status, _provider.Answer) = (status, body ?? JsonSerializer.Serialize(new { outcome }));

    private Task<Guid> AskAsync(int amount) =>
        _service.WithWorkAsync(async work =>
        {
            work.Ask(_calls, Guid.NewGuid(), new Question(amount));
            await work.Db.SaveChangesAsync();
            return await work
                .Db.Pending()
                .Where(message => message.Kind == _calls.Target.Kind)
                .Select(static message => message.Id)
                .SingleAsync();
        });

    // As if the service had ended before it noted that the question is answered.
    private async Task AgainAsync()
    {
        await _service.WithWorkAsync(work =>
        {
            DateTimeOffset? now = work.Now;
            DateTimeOffset? never = null;
            return work
                .Db.Set<OutboxMessage>()
                .Where(message => message.Kind == _calls.Target.Kind)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(found => found.NextAttemptAt, now).SetProperty(found => found.DeliveredAt, never)
                );
        });
        await DeliverAsync();
    }

    private async Task ReplayAsync()
    {
        await _service.WithWorkAsync(static work => work.Db.ReplayAsync(null, CancellationToken.None));
        await DeliverAsync();
    }

    private Task DeliverAsync() =>
        _service
            .Services.GetRequiredService<OutboxDispatcher>()
            .DeliverDueAsync(CancellationToken.None, kind => kind == _calls.Target.Kind);

    private Task<int> ForgetAsync() => _service.Services.GetRequiredService<OutboxDispatcher>().ForgetAsync(CancellationToken.None);

    private Task<int> KeptAsync() =>
        _service.WithWorkAsync(work => work.Db.Set<ProviderCall>().CountAsync(call => call.Provider == _calls.Target.Name));

    private Task<List<string>> DoneAsync() =>
        _service.WithWorkAsync(static async work =>
            (
                await work
                    .Db.Set<OutboxMessage>()
                    .Where(static message => message.Kind == Done)
                    .OrderBy(static message => message.OccurredAt)
                    .ToListAsync()
            ).ConvertAll(static message => message.Read<Reply>().Outcome!)
        );

    internal sealed record Question(int Amount);

    internal sealed record Reply
    {
        public string? Outcome { get; init; }
    }

    private sealed class TestCalls : ProviderCalls<Question, Reply>
    {
        public bool Refuses { get; set; }

        public override ProviderTarget Target { get; } = new("test-only", "Test:Url", "Test:Secret", TimeSpan.FromSeconds(1));

        public override Validation Check(Reply answer) => new Validation().Require("outcome", answer.Outcome);

        public override async Task<IResult?> AnsweredAsync(Guid id, Reply answer, Work work, CancellationToken cancellationToken)
        {
            var note = work.Db.Post(Done, null, answer);
            (note.NextAttemptAt, note.DeliveredAt) = (null, note.OccurredAt);
            await work.Db.SaveChangesAsync(cancellationToken);
            return Refuses ? Problems.Of(409, "Not now.", "not-now") : null;
        }

        public override Task<IResult?> UnansweredAsync(Guid id, Work work, CancellationToken cancellationToken) =>
            AnsweredAsync(id, new Reply { Outcome = "unanswered" }, work, cancellationToken);
    }
}
