using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>The parts that all endpoints stand on.</summary>
public sealed class CoreTests
{
    [Test]
    public void A_cursor_reads_back_what_was_written()
    {
        var at = new DateTimeOffset(2026, 1, 31, 13, 45, 1, TimeSpan.Zero).AddTicks(10);
        var id = Guid.CreateVersion7();

        Assert.That(Paging.TryRead(Paging.Write(at, id), out var readAt, out var readId), Is.True);
        Assert.That((readAt, readId), Is.EqualTo((at, id)));
    }

    [TestCase("")]
    [TestCase("x")]
    [TestCase("________________________________")]
    [TestCase("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    public void A_foreign_cursor_is_refused(string cursor) => Assert.That(Paging.TryRead(cursor, out _, out _), Is.False);

    [TestCase(null, 428)]
    [TestCase("", 428)]
    [TestCase("\"2\"", 412)]
    [TestCase("W/\"3\"", 412)]
    [TestCase("nonsense", 412)]
    [TestCase("\"3\"", null)]
    [TestCase("\"2\", \"3\"", null)]
    [TestCase("*", null)]
    public void An_update_must_name_the_present_version(string? ifMatch, int? status) =>
        Assert.That((ETags.Refuse(ifMatch, new Thing { Version = 3 }) as IStatusCodeHttpResult)?.StatusCode, Is.EqualTo(status));

    [TestCase("ada@example.com", true)]
    [TestCase("Ada <ada@example.com>", false)]
    [TestCase("ada", false)]
    public void E_mail_addresses_are_checked(string address, bool valid) =>
        Assert.That(new Validation().Email("email", address).Failed, Is.EqualTo(!valid));

    [TestCase("50%_!", "50")]
    [TestCase("C++ 'or' 1=1; --", "c or 1")]
    [TestCase("+Ada -b* (\"\\) :* & | < > @~", "ada b")]
    [TestCase("Étude été-2", "étude été 2")]
    [TestCase("%%_!", "")]
    public void A_search_is_for_letters_and_digits(string text, string words) =>
        Assert.That(string.Join(' ', WordSearch.Words(text)), Is.EqualTo(words));

    [Test]
    public void The_widest_rule_counts()
    {
        var table = new AccessTable(("authenticated", Scope.Own), ("admin", Scope.Any));

        Assert.That(table.For(new Caller(Guid.NewGuid(), "admin")), Is.EqualTo(Scope.Any));
        Assert.That(table.For(new Caller(Guid.NewGuid(), "other")), Is.EqualTo(Scope.Own));
        Assert.That(table.For(new Caller(Guid.Empty, null)), Is.EqualTo(Scope.None));
    }

    [TestCase(typeof(DivideByZeroException), 409, "out-of-range")]
    [TestCase(typeof(OverflowException), 409, "out-of-range")]
    [TestCase(typeof(InvalidOperationException), 500, "internal-error")]
    public async Task A_failure_is_a_problem_with_a_code(Type failure, int status, string code)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        using var answer = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = services };
        http.Response.Body = answer;

        await new FailureHandler(Options.Create(new JsonOptions()), new DatabaseTroubles(TimeProvider.System)).TryHandleAsync(
            http,
            (Exception)Activator.CreateInstance(failure)!,
            CancellationToken.None
        );

        Assert.That(http.Response.StatusCode, Is.EqualTo(status));
        Assert.That(Encoding.UTF8.GetString(answer.ToArray()), Does.Contain($"\"code\":\"{code}\""));
    }

    [Test]
    public async Task A_database_without_room_is_a_problem_that_passes()
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var troubles = new DatabaseTroubles(TimeProvider.System);
        var http = new DefaultHttpContext { RequestServices = services };
        var failure = new Microsoft.EntityFrameworkCore.DbUpdateException("full", new Microsoft.Data.Sqlite.SqliteException("full", 13));
        Assert.That(troubles.AreRecent, Is.False);

        await new FailureHandler(Options.Create(new JsonOptions()), troubles).TryHandleAsync(http, failure, CancellationToken.None);

        Assert.That(http.Response.StatusCode, Is.EqualTo(503));
        Assert.That(http.Response.Headers.RetryAfter.ToString(), Is.Not.Empty);
        Assert.That(troubles.AreRecent, Is.True, "health speaks of it");
    }

    [Test]
    public async Task A_time_beyond_the_calendar_is_out_of_range()
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        foreach (var add in new Action[] { () => DateTimeOffset.MaxValue.AddDays(1), () => DateOnly.MaxValue.AddDays(1) })
        {
            var http = new DefaultHttpContext { RequestServices = services };
            var failure = Assert.Throws<ArgumentOutOfRangeException>(() => add());

            await new FailureHandler(Options.Create(new JsonOptions()), new DatabaseTroubles(TimeProvider.System)).TryHandleAsync(
                http,
                failure!,
                CancellationToken.None
            );

            Assert.That(http.Response.StatusCode, Is.EqualTo(409));
        }
    }

    private sealed class Thing : Row;
}
