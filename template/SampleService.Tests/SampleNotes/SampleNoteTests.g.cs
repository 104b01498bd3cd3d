// Generated from backend.yaml: tests of endpoints. Change the blueprint, not this file.
#nullable enable

using System.Globalization;
using SampleService.Features;
using SampleService.Infrastructure;

namespace SampleService.Tests;

public sealed class SampleNoteTests
{
    private TestHost _host = null!;

    [OneTimeSetUp]
    public void Start() => _host = new TestHost();

    [OneTimeTearDown]
    public void Stop() => _host.Dispose();

    [Test]
    public async Task CreateSampleNote_answers_201_with_location_and_tag()
    {
        var (client, account) = await _host.ClientAsync("member");
        var body = await _host.WithDbAsync(async db =>
        {
            var sent = await SampleNoteSample.BodyAsync(db, account);
            return sent;
        });
        using var response = await client.SendAsync("POST", "/api/v1/sample-notes", body);

        await response.AssertStatusAsync(201);
        var created = await response.JsonAsync();
        Assert.That(response.Headers.Location?.ToString(), Is.EqualTo($"/api/v1/sample-notes/{created.GetProperty("id").GetString()}"));
        Assert.That(response.Headers.ETag?.Tag, Is.EqualTo("\"1\""));
        Assert.That(created.GetProperty("title").GetString(), Is.EqualTo(body["title"]));
        Assert.That(created.GetProperty("due").GetString(), Is.EqualTo(body["due"]));
    }

    [Test]
    public async Task CreateSampleNote_names_what_is_missing()
    {
        var (client, account) = await _host.ClientAsync("member");
        var body = await _host.WithDbAsync(db => SampleNoteSample.BodyAsync(db, account));
        body.Remove("title");
        using var response = await client.SendAsync("POST", "/api/v1/sample-notes", body);

        await response.AssertStatusAsync(400);
        Assert.That((await response.JsonAsync()).GetProperty("errors").TryGetProperty("title", out _), Is.True);
    }

    [Test]
    public async Task CreateSampleNote_names_a_value_of_another_type()
    {
        var (client, account) = await _host.ClientAsync("member");
        var body = await _host.WithDbAsync(db => SampleNoteSample.BodyAsync(db, account));
        body["title"] = new { };
        using var response = await client.SendAsync("POST", "/api/v1/sample-notes", body);

        await response.AssertStatusAsync(400);
        Assert.That((await response.JsonAsync()).GetProperty("errors").TryGetProperty("title", out _), Is.True);
    }

    [Test]
    public async Task CreateSampleNote_refuses_what_is_not_json()
    {
        var (client, account) = await _host.ClientAsync("member");
        using var content = new StringContent("{ not json", null, "application/json");
        using var response = await client.PostAsync("/api/v1/sample-notes", content);

        await response.AssertStatusAsync(400);
        Assert.That((await response.JsonAsync()).GetProperty("errors").TryGetProperty("$", out _), Is.True);
    }

    [Test]
    public async Task CreateSampleNote_asks_for_a_login()
    {
        var (client, _) = await _host.ClientAsync(null);
        using var response = await client.SendAsync("POST", "/api/v1/sample-notes", new { });

        await response.AssertStatusAsync(401);
    }

    [Test]
    public async Task CreateSampleNote_refuses_another_role()
    {
        var (client, _) = await _host.ClientAsync("admin");
        using var response = await client.SendAsync("POST", "/api/v1/sample-notes", new { });

        await response.AssertStatusAsync(403);
    }

    [Test]
    public async Task GetSampleNote_answers_the_row_with_its_tag()
    {
        var (client, account) = await _host.ClientAsync("member");
        var row = await RowAsync(account);
        using var response = await client.SendAsync("GET", $"/api/v1/sample-notes/{row.Id}");

        await response.AssertStatusAsync(200);
        Assert.That((await response.JsonAsync()).GetProperty("id").GetGuid(), Is.EqualTo(row.Id));
        Assert.That(response.Headers.ETag?.Tag, Is.EqualTo($"\"{row.Version}\""));
    }

    [Test]
    public async Task GetSampleNote_answers_404_for_no_row()
    {
        var (client, account) = await _host.ClientAsync("member");
        using var response = await client.SendAsync("GET", $"/api/v1/sample-notes/{Guid.NewGuid()}");

        await response.AssertStatusAsync(404);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task GetSampleNote_refuses_rows_of_others(bool byKey)
    {
        var (_, owner) = await _host.ClientAsync("member");
        var row = await RowAsync(owner);
        var (client, account) = await _host.ClientAsync("member", byKey);
        using var response = await client.SendAsync("GET", $"/api/v1/sample-notes/{row.Id}");

        await response.AssertStatusAsync(403);
    }

    [Test]
    public async Task GetSampleNote_asks_for_a_login()
    {
        var (client, _) = await _host.ClientAsync(null);
        using var response = await client.SendAsync("GET", $"/api/v1/sample-notes/{Guid.NewGuid()}");

        await response.AssertStatusAsync(401);
    }

    [Test]
    public async Task ListSampleNotes_pages_without_repeating_or_losing_rows()
    {
        var (client, account) = await _host.ClientAsync("member");
        var expected = new List<Guid>();
        for (var i = 0; i < 3; i++)
            expected.Add((await RowAsync(account)).Id);
        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            using var response = await client.GetAsync("/api/v1/sample-notes" + "?limit=2" + (cursor is null ? "" : "&cursor=" + cursor));
            await response.AssertStatusAsync(200);
            var ids = await response.IdsAsync();
            Assert.That(ids, Has.Length.InRange(1, 2));
            seen.AddRange(ids);
            cursor = (await response.JsonAsync()).GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        Assert.That(seen, Is.Unique);
        Assert.That(expected, Is.SubsetOf(seen));
        Assert.That(seen, Is.EquivalentTo(expected));
    }

    [Test]
    public async Task ListSampleNotes_refuses_bad_limits_and_cursors_by_name()
    {
        var (client, account) = await _host.ClientAsync("member");
        foreach (var (name, text) in new[] { ("limit", "101"), ("limit", "many"), ("cursor", "nonsense") })
        {
            using var response = await client.GetAsync("/api/v1/sample-notes" + $"?{name}={text}");
            await response.AssertStatusAsync(400);
            Assert.That((await response.JsonAsync()).GetProperty("errors").TryGetProperty(name, out _), Is.True);
        }
    }

    [Test]
    public async Task ListSampleNotes_hides_rows_of_others()
    {
        var (client, account) = await _host.ClientAsync("member");
        var (_, stranger) = await _host.ClientAsync("member");
        var theirs = await RowAsync(stranger);
        using var response = await client.GetAsync("/api/v1/sample-notes" + "?limit=100");

        await response.AssertStatusAsync(200);
        Assert.That(await response.IdsAsync(), Has.None.EqualTo(theirs.Id));
    }

    [Test]
    public async Task ListSampleNotes_finds_what_is_searched_for_and_nothing_else()
    {
        var (client, account) = await _host.ClientAsync("member");
        var first = await RowAsync(account, row => row.Title = "Needle%_1");
        SampleNote? second = await RowAsync(account);
        using var response = await client.GetAsync("/api/v1/sample-notes" + "?limit=100&q=needle%25_1");

        await response.AssertStatusAsync(200);
        Assert.That(await response.IdsAsync(), Does.Contain(first.Id));
        if (second is not null)
            Assert.That(await response.IdsAsync(), Does.Not.Contain(second.Id));
    }

    [Test]
    public async Task ListSampleNotes_filters_by_state()
    {
        var (client, account) = await _host.ClientAsync("member");
        var first = await RowAsync(account, row => row.State = NoteState.Open);
        SampleNote? second = await RowAsync(account, row => row.State = NoteState.Done);
        using var response = await client.GetAsync("/api/v1/sample-notes" + "?limit=100&state=" + Sample.Query(first.State));

        await response.AssertStatusAsync(200);
        Assert.That(await response.IdsAsync(), Does.Contain(first.Id));
        if (second is not null)
            Assert.That(await response.IdsAsync(), Does.Not.Contain(second.Id));
        using var wrong = await client.GetAsync("/api/v1/sample-notes" + "?state=no-such-value");
        await wrong.AssertStatusAsync(400);
        Assert.That((await wrong.JsonAsync()).GetProperty("errors").TryGetProperty("state", out _), Is.True);
    }

    [Test]
    public async Task ListSampleNotes_asks_for_a_login()
    {
        var (client, _) = await _host.ClientAsync(null);
        using var response = await client.SendAsync("GET", "/api/v1/sample-notes");

        await response.AssertStatusAsync(401);
    }

    [Test]
    public async Task UpdateSampleNote_changes_the_row_and_its_tag()
    {
        var (client, account) = await _host.ClientAsync("member");
        var row = await RowAsync(account);
        var body = await _host.WithDbAsync(db => SampleNoteSample.BodyAsync(db, account));
        using var response = await client.SendAsync("PUT", $"/api/v1/sample-notes/{row.Id}", body, $"\"{row.Version}\"");

        await response.AssertStatusAsync(200);
        Assert.That(response.Headers.ETag?.Tag, Is.EqualTo($"\"{row.Version + 1}\""));
        Assert.That((await response.JsonAsync()).GetProperty("title").GetString(), Is.EqualTo(body["title"]));
    }

    [Test]
    public async Task UpdateSampleNote_asks_for_the_tag_and_refuses_a_stale_one()
    {
        var (client, account) = await _host.ClientAsync("member");
        var row = await RowAsync(account);
        var body = await _host.WithDbAsync(db => SampleNoteSample.BodyAsync(db, account));
        using var without = await client.SendAsync("PUT", $"/api/v1/sample-notes/{row.Id}", body);
        using var stale = await client.SendAsync("PUT", $"/api/v1/sample-notes/{row.Id}", body, "\"999\"");

        await without.AssertStatusAsync(428);
        await stale.AssertStatusAsync(412);
    }

    [Test]
    public async Task UpdateSampleNote_answers_404_for_no_row()
    {
        var (client, account) = await _host.ClientAsync("member");
        var body = await _host.WithDbAsync(db => SampleNoteSample.BodyAsync(db, account));
        using var response = await client.SendAsync("PUT", $"/api/v1/sample-notes/{Guid.NewGuid()}", body, "\"1\"");

        await response.AssertStatusAsync(404);
    }

    [Test]
    public async Task UpdateSampleNote_refuses_rows_of_others()
    {
        var (_, owner) = await _host.ClientAsync("member");
        var row = await RowAsync(owner);
        var (client, account) = await _host.ClientAsync("member");
        var body = await _host.WithDbAsync(db => SampleNoteSample.BodyAsync(db, account));
        using var response = await client.SendAsync("PUT", $"/api/v1/sample-notes/{row.Id}", body, $"\"{row.Version}\"");

        await response.AssertStatusAsync(403);
    }

    [Test]
    public async Task UpdateSampleNote_asks_for_a_login()
    {
        var (client, _) = await _host.ClientAsync(null);
        using var response = await client.SendAsync("PUT", $"/api/v1/sample-notes/{Guid.NewGuid()}", new { });

        await response.AssertStatusAsync(401);
    }

    [Test]
    public async Task DeleteSampleNote_removes_the_row()
    {
        var (client, account) = await _host.ClientAsync("member");
        var row = await RowAsync(account);
        using var response = await client.SendAsync("DELETE", $"/api/v1/sample-notes/{row.Id}");

        await response.AssertStatusAsync(204);
        Assert.That(await _host.WithDbAsync(async db => await db.SampleNotes.FindAsync(row.Id)), Is.Null);
    }

    [Test]
    public async Task DeleteSampleNote_answers_404_for_no_row()
    {
        var (client, account) = await _host.ClientAsync("member");
        using var response = await client.SendAsync("DELETE", $"/api/v1/sample-notes/{Guid.NewGuid()}");

        await response.AssertStatusAsync(404);
    }

    [Test]
    public async Task DeleteSampleNote_refuses_rows_of_others()
    {
        var (_, owner) = await _host.ClientAsync("member");
        var row = await RowAsync(owner);
        var (client, account) = await _host.ClientAsync("member");
        using var response = await client.SendAsync("DELETE", $"/api/v1/sample-notes/{row.Id}");

        await response.AssertStatusAsync(403);
    }

    [Test]
    public async Task DeleteSampleNote_asks_for_a_login()
    {
        var (client, _) = await _host.ClientAsync(null);
        using var response = await client.SendAsync("DELETE", $"/api/v1/sample-notes/{Guid.NewGuid()}");

        await response.AssertStatusAsync(401);
    }

    [Test]
    public async Task CountSampleNotes_adds_up_what_rows_say()
    {
        using var host = new TestHost();
        var (client, account) = await host.ClientAsync("member");
        SampleNote[] rows =
        [
            await host.WithDbAsync(db => SampleNoteSample.RowAsync(db, account, row => { row.Due = new DateOnly(2030, 1, 31); })),
            await host.WithDbAsync(db => SampleNoteSample.RowAsync(db, account, row => { row.Due = new DateOnly(2031, 1, 31); })),
        ];
        using var response = await client.GetAsync("/api/v1/sample-notes/count-sample-notes");

        await response.AssertStatusAsync(200);
        var groups = (await response.JsonAsync()).GetProperty("items").EnumerateArray().ToArray();
        Assert.That(
            groups.Sum(group => group.GetProperty("notes").GetDecimal()),
            Is.EqualTo(2));
        Assert.That(
            groups.Sum(group => group.GetProperty("stars").GetDecimal()),
            Is.EqualTo(rows.Sum(static row => (decimal?)row.Stars ?? 0)));
        Assert.That(groups.Select(group => group.GetProperty("notes").GetDecimal()), Is.Ordered.Descending);
        Assert.That(groups.Select(group => group.GetProperty("month").GetString()), Is.SupersetOf(new[] { "2030-01", "2031-01" }));
        using var narrowed = await client.GetAsync("/api/v1/sample-notes/count-sample-notes" + "?from=2031-01-01");
        await narrowed.AssertStatusAsync(200);
        var left = (await narrowed.JsonAsync()).GetProperty("items").EnumerateArray();
        Assert.That(left.Sum(group => group.GetProperty("notes").GetInt32()), Is.EqualTo(1));
    }

    [Test]
    public async Task CountSampleNotes_names_what_can_not_be_read()
    {
        var (client, account) = await _host.ClientAsync("member");
        foreach (var name in new[] { "from", "to", "limit" })
        {
            using var response = await client.GetAsync("/api/v1/sample-notes/count-sample-notes" + $"?{name}=nonsense");
            await response.AssertStatusAsync(400);
            Assert.That((await response.JsonAsync()).GetProperty("errors").TryGetProperty(name, out _), Is.True);
        }
    }

    [Test]
    public async Task CountSampleNotes_asks_for_a_login()
    {
        var (client, _) = await _host.ClientAsync(null);
        using var response = await client.SendAsync("GET", "/api/v1/sample-notes/count-sample-notes");

        await response.AssertStatusAsync(401);
    }

    private Task<SampleNote> RowAsync(Guid owner, Action<SampleNote>? change = null) => _host.WithDbAsync(db =>
        SampleNoteSample.RowAsync(db, owner, change));
}
