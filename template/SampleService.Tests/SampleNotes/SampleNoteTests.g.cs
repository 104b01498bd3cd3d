// Generated from backend.yaml: tests of endpoints. Change the blueprint, not this file.
#nullable enable

using System.Globalization;
using SampleService.Features;
using SampleService.Infrastructure;

namespace SampleService.Tests;

public sealed class SampleNoteTests : ListingTests<SampleNote>
{
    private static readonly TestedEndpoint s_createSampleNote = new("POST", "/api/v1/sample-notes", "member") { HasBody = true };
    private static readonly TestedEndpoint s_getSampleNote = new("GET", "/api/v1/sample-notes/{id}", "member");
    private static readonly TestedEndpoint s_listSampleNotes = new("GET", "/api/v1/sample-notes", "member");
    private static readonly TestedEndpoint s_updateSampleNote = new("PUT", "/api/v1/sample-notes/{id}", "member")
        { HasBody = true, HasTag = true };
    private static readonly TestedEndpoint s_deleteSampleNote = new("DELETE", "/api/v1/sample-notes/{id}", "member");
    private static readonly TestedEndpoint s_uploadPicture = new("PUT", "/api/v1/sample-notes/{id}/picture", "member");
    private static readonly TestedEndpoint s_downloadPicture = new("GET", "/api/v1/sample-notes/{id}/picture", "member");
    private static readonly TestedEndpoint s_removePicture = new("DELETE", "/api/v1/sample-notes/{id}/picture", "member");
    private static readonly TestedEndpoint s_countSampleNotes = new("GET", "/api/v1/sample-notes/count-sample-notes", "member");

    [Test]
    public async Task CreateSampleNote_answers_201_with_location_and_tag()
    {
        var (client, account) = await _host.ClientAsync("member");
        var body = await _host.WithDbAsync(async db =>
        {
            var sent = await SampleNoteSample.BodyAsync(db, account);
            return sent;
        });
        await CreatesAsync(s_createSampleNote, client, body, "/api/v1/sample-notes/{id}");
    }

    [Test]
    public Task CreateSampleNote_names_each_value_that_is_wrong() =>
        NamesEachAsync(
            s_createSampleNote, ("title", null), ("title", new string('x', 201)), ("title", new string('x', 0)), ("stars", -1),
            ("stars", 6));

    [Test]
    public Task CreateSampleNote_names_a_value_of_another_type() => NamesWrongTypeAsync(s_createSampleNote, "title");

    [Test, Property("Proves", "feature json")]
    public Task CreateSampleNote_refuses_what_is_not_json() => RefusesBrokenJsonAsync(s_createSampleNote);

    [Test]
    public Task CreateSampleNote_asks_for_a_login() => AsksForLoginAsync(s_createSampleNote);

    [Test]
    public Task CreateSampleNote_refuses_another_role() => RefusesRoleAsync(s_createSampleNote, "admin");

    [Test, Property("Proves", "idempotency create-sample-note")]
    public async Task CreateSampleNote_is_done_once_for_a_key_when_many_send_it_at_once()
    {
        var (client, account) = await _host.ClientAsync("member");
        await _host.LeaveAsync(account, "create-sample-note/day", 1000, Sample.Callers);
        var body = await _host.WithDbAsync(async db =>
        {
            var sent = await SampleNoteSample.BodyAsync(db, account);
            return sent;
        });
        client.UseKey();

        var answers = await Task.WhenAll(Enumerable.Range(0, Sample.Callers)
            .Select(_ => client.SendAsync("POST", "/api/v1/sample-notes", body)));

        await answers.AssertDoneOnceAsync(201);
    }

    [Test, Property("Proves", "idempotency create-sample-note")]
    public async Task CreateSampleNote_keeps_a_key_to_one_request()
    {
        var (client, account) = await _host.ClientAsync("member");
        await _host.LeaveAsync(account, "create-sample-note/day", 1000, Sample.Callers);
        var body = await _host.WithDbAsync(async db =>
        {
            var sent = await SampleNoteSample.BodyAsync(db, account);
            return sent;
        });
        client.UseKey("one");
        using var first = await client.SendAsync("POST", "/api/v1/sample-notes", body);
        await first.AssertStatusAsync(201);

        using var other = await client.SendAsync("POST", "/api/v1/sample-notes" + "?other", body);
        await other.AssertStatusAsync(422, "idempotency-key-reused");
        client.UseKey("two words");
        using var wrong = await client.SendAsync("POST", "/api/v1/sample-notes", body);
        await wrong.AssertStatusAsync(400, "idempotency-key-invalid");
    }

    [Test, Property("Proves", "event note-written")]
    public async Task CreateSampleNote_announces_NoteWritten()
    {
        var (client, account) = await _host.ClientAsync("member");
        var body = await _host.WithDbAsync(async db =>
        {
            var sent = await SampleNoteSample.BodyAsync(db, account);
            return sent;
        });
        var before = await _host.AnnouncedAsync("sample-service.note-written.v1");
        using var answer = await client.SendAsync("POST", "/api/v1/sample-notes", body);

        await answer.AssertStatusAsync(201);
        Assert.That(await _host.AnnouncedAsync("sample-service.note-written.v1"), Is.GreaterThan(before));
    }

    [Test, Property("Proves", "quota create-sample-note")]
    public async Task CreateSampleNote_keeps_its_quota_of_each_day_when_many_call_at_once()
    {
        var (client, account) = await _host.ClientAsync("member");
        await _host.LeaveAsync(account, "create-sample-note/day", 1000, 2);

        var answers = await Task.WhenAll(Enumerable.Range(0, Sample.Callers + 2)
            .Select(_ => client.SendAsync("POST", "/api/v1/sample-notes", new { })));

        var refused = answers.Where(static answer => (int)answer.StatusCode == 429).ToList();
        Assert.That(refused, Has.Count.EqualTo(Sample.Callers));
        foreach (var answer in refused)
        {
            await answer.AssertStatusAsync(429, "quota-exceeded");
            Assert.That(answer.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
        }

        (client, _) = await _host.ClientAsync("member");
        using var other = await client.SendAsync("POST", "/api/v1/sample-notes", new { });
        Assert.That((int)other.StatusCode, Is.Not.EqualTo(429));
    }

    [Test]
    public Task GetSampleNote_answers_the_row_with_its_tag() => ShowsAsync(s_getSampleNote);

    [Test]
    public Task GetSampleNote_answers_404_for_no_row() => FindsNoRowAsync(s_getSampleNote);

    [TestCase(false)]
    [TestCase(true)]
    public async Task GetSampleNote_refuses_rows_of_others(bool byKey) =>
        await RefusesStrangersAsync(s_getSampleNote, await _host.ClientAsync("member", byKey));

    [Test]
    public Task GetSampleNote_asks_for_a_login() => AsksForLoginAsync(s_getSampleNote);

    [Test]
    public Task GetSampleNote_lets_in_each_role_that_may() => LetsInAsync(s_getSampleNote, "member", "admin");

    [Test, Property("Proves", "feature pagination")]
    public Task ListSampleNotes_pages_without_repeating_or_losing_rows() => PagesAsync(s_listSampleNotes, isOwn: true);

    [Test]
    public Task ListSampleNotes_refuses_bad_limits_and_cursors_by_name() => NamesBadLimitsAsync(s_listSampleNotes);

    [Test]
    public Task ListSampleNotes_hides_rows_of_others() => HidesRowsOfOthersAsync(s_listSampleNotes);

    [Test]
    public Task ListSampleNotes_finds_what_is_searched_for_and_nothing_else() =>
        SearchesAsync(s_listSampleNotes, static (row, text) => row.Title = text);

    [Test]
    public Task ListSampleNotes_refuses_an_order_that_it_does_not_know() => NamesBadValueAsync(s_listSampleNotes, "sort");

    [Test, Property("Proves", "order list-sample-notes")]
    public Task ListSampleNotes_sorts_by_title() =>
        SortsAsync(s_listSampleNotes, "title", static row => row.Title = "a", static row => row.Title = "b");

    [Test, Property("Proves", "order list-sample-notes")]
    public Task ListSampleNotes_sorts_by_createdAt() => SortsAsync(s_listSampleNotes, "createdAt");

    [Test]
    public Task ListSampleNotes_filters_by_state() =>
        FiltersAsync(
            s_listSampleNotes, "state", static row => row.State, first: static row => row.State = NoteState.Open,
            second: static row => row.State = NoteState.Done);

    [Test]
    public Task ListSampleNotes_asks_for_a_login() => AsksForLoginAsync(s_listSampleNotes);

    [Test]
    public Task ListSampleNotes_lets_in_each_role_that_may() => LetsInAsync(s_listSampleNotes, "member", "admin");

    [Test]
    public Task UpdateSampleNote_changes_the_row_and_its_tag() =>
        ChangesAsync(s_updateSampleNote, [("title", "b"), ("stars", 1), ("due", Sample.Date(30, 0))]);

    [Test]
    public Task UpdateSampleNote_names_each_value_that_is_wrong() =>
        NamesEachAsync(
            s_updateSampleNote, ("title", null), ("title", new string('x', 201)), ("title", new string('x', 0)), ("stars", -1),
            ("stars", 6));

    [Test]
    public Task UpdateSampleNote_asks_for_the_tag_and_refuses_a_stale_one() => AsksForTagAsync(s_updateSampleNote);

    [Test]
    public Task UpdateSampleNote_takes_a_tag_once_when_many_send_it() => ChangesForOneAsync(s_updateSampleNote);

    [Test]
    public Task UpdateSampleNote_answers_404_for_no_row() => FindsNoRowAsync(s_updateSampleNote);

    [Test]
    public Task UpdateSampleNote_refuses_rows_of_others() => RefusesStrangersAsync(s_updateSampleNote);

    [Test]
    public Task UpdateSampleNote_asks_for_a_login() => AsksForLoginAsync(s_updateSampleNote);

    [Test]
    public Task UpdateSampleNote_lets_in_each_role_that_may() => LetsInAsync(s_updateSampleNote, "member", "admin");

    [Test]
    public Task DeleteSampleNote_removes_the_row() => RemovesAsync(s_deleteSampleNote);

    [Test]
    public Task DeleteSampleNote_answers_404_for_no_row() => FindsNoRowAsync(s_deleteSampleNote);

    [Test]
    public Task DeleteSampleNote_refuses_rows_of_others() => RefusesStrangersAsync(s_deleteSampleNote);

    [Test]
    public Task DeleteSampleNote_asks_for_a_login() => AsksForLoginAsync(s_deleteSampleNote);

    [Test]
    public Task DeleteSampleNote_lets_in_each_role_that_may() => LetsInAsync(s_deleteSampleNote, "member", "admin");

    [Test]
    public async Task UploadPicture_keeps_files_of_its_types_and_no_others()
    {
        var (client, account) = await _host.ClientAsync("member");
        var row = await RowAsync(account);
        await FileChecks.RefusesAsync(_host, client, "PUT", $"/api/v1/sample-notes/{row.Id}/picture", 200000, "image/png");
        await FileChecks.KeepsAsync(_host, client, "PUT", $"/api/v1/sample-notes/{row.Id}/picture", "picture", "image/png", "image/jpeg");
    }

    [Test]
    public Task UploadPicture_answers_404_for_no_row() => FindsNoRowAsync(s_uploadPicture);

    [Test]
    public Task UploadPicture_refuses_rows_of_others() => RefusesStrangersAsync(s_uploadPicture);

    [Test]
    public Task UploadPicture_asks_for_a_login() => AsksForLoginAsync(s_uploadPicture);

    [Test]
    public Task UploadPicture_lets_in_each_role_that_may() => LetsInAsync(s_uploadPicture, "member", "admin");

    [Test]
    public async Task DownloadPicture_sends_the_file_and_parts_of_it()
    {
        var (client, account) = await _host.ClientAsync("member");
        var row = await RowAsync(account);
        await FileChecks.SendsAsync<SampleNote>(
            _host, client, "GET", $"/api/v1/sample-notes/{row.Id}/picture", row.Id, "image/png", (found, name) => found.Picture = name);
    }

    [Test]
    public Task DownloadPicture_answers_404_for_no_row() => FindsNoRowAsync(s_downloadPicture);

    [Test]
    public Task DownloadPicture_refuses_rows_of_others() => RefusesStrangersAsync(s_downloadPicture);

    [Test]
    public Task DownloadPicture_asks_for_a_login() => AsksForLoginAsync(s_downloadPicture);

    [Test]
    public Task DownloadPicture_lets_in_each_role_that_may() => LetsInAsync(s_downloadPicture, "member", "admin");

    [Test]
    public async Task RemovePicture_removes_the_file()
    {
        var (client, account) = await _host.ClientAsync("member");
        var row = await RowAsync(account);
        await FileChecks.RemovesAsync<SampleNote>(
            _host, client, "DELETE", $"/api/v1/sample-notes/{row.Id}/picture", row.Id, (found, name) => found.Picture = name);
    }

    [Test]
    public Task RemovePicture_answers_404_for_no_row() => FindsNoRowAsync(s_removePicture);

    [Test]
    public Task RemovePicture_refuses_rows_of_others() => RefusesStrangersAsync(s_removePicture);

    [Test]
    public Task RemovePicture_asks_for_a_login() => AsksForLoginAsync(s_removePicture);

    [Test]
    public Task RemovePicture_lets_in_each_role_that_may() => LetsInAsync(s_removePicture, "member", "admin");

    [Test]
    public async Task FinishSampleNote_answers_as_declared()
    {
        var (client, account) = await _host.ClientAsync(null, webhook: "Board:WebhookSecret");
        var row = await RowAsync(account);
        var body = new Dictionary<string, object?>
        {
            ["note"] = Sample.Text("note", 0, 1, 50),
        };
        using var response = await client.SendAsync("POST", $"/api/v1/sample-notes/{row.Id}/finish", body);

        await response.AssertStatusAsync(204);
    }

    [Test]
    public async Task FinishSampleNote_names_what_is_missing()
    {
        var (client, account) = await _host.ClientAsync(null, webhook: "Board:WebhookSecret");
        var row = await RowAsync(account);
        var body = new Dictionary<string, object?>
        {
            ["note"] = Sample.Text("note", 0, 1, 50),
        };
        body.Remove("note");
        using var response = await client.SendAsync("POST", $"/api/v1/sample-notes/{row.Id}/finish", body);

        await response.AssertStatusAsync(400);
        Assert.That((await response.JsonAsync()).GetProperty("errors").TryGetProperty("note", out _), Is.True);
    }

    [Test]
    public async Task FinishSampleNote_answers_404_for_no_row()
    {
        var (client, account) = await _host.ClientAsync(null, webhook: "Board:WebhookSecret");
        var body = new Dictionary<string, object?>
        {
            ["note"] = Sample.Text("note", 0, 1, 50),
        };
        using var response = await client.SendAsync("POST", $"/api/v1/sample-notes/{Guid.NewGuid()}/finish", body);

        await response.AssertStatusAsync(404);
    }

    [Test, Property("Proves", "report count-sample-notes")]
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
        using var whole = await client.GetAsync("/api/v1/sample-notes/count-sample-notes" + $"?limit={groups.Length}");
        Assert.That((await whole.JsonAsync()).GetProperty("isComplete").GetBoolean(), Is.True);
        if (groups.Length > 1)
        {
            using var first = await client.GetAsync("/api/v1/sample-notes/count-sample-notes" + $"?limit={groups.Length - 1}");
            Assert.That((await first.JsonAsync()).GetProperty("isComplete").GetBoolean(), Is.False);
            Assert.That((await first.JsonAsync()).GetProperty("items").GetArrayLength(), Is.EqualTo(groups.Length - 1));
        }

        foreach (var limit in new[] { 0, 1001 })
        {
            using var refused = await client.GetAsync("/api/v1/sample-notes/count-sample-notes" + $"?limit={limit}");
            await refused.AssertStatusAsync(400);
        }
        Assert.That(groups.Select(group => group.GetProperty("month").GetString()), Is.SupersetOf(new[] { "2030-01", "2031-01" }));
        foreach (var range in new[] { "from=2031-01-31", "to=2031-01-31", "from=2030-01-31&to=2031-01-31" })
        {
            using var narrowed = await client.GetAsync("/api/v1/sample-notes/count-sample-notes" + "?" + range);
            await narrowed.AssertStatusAsync(200);
            var left = (await narrowed.JsonAsync()).GetProperty("items").EnumerateArray();
            Assert.That(left.Sum(group => group.GetProperty("notes").GetInt32()), Is.EqualTo(1), range);
        }
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
    public Task CountSampleNotes_asks_for_a_login() => AsksForLoginAsync(s_countSampleNotes);

    [Test]
    public Task CountSampleNotes_lets_in_each_role_that_may() => LetsInAsync(s_countSampleNotes, "member", "admin");

    private protected override Task<SampleNote> RowAsync(AppDb db, Guid owner, Action<SampleNote>? change) =>
        SampleNoteSample.RowAsync(db, owner, change);

    private protected override Task<Dictionary<string, object?>> BodyAsync(AppDb db, Guid owner) => SampleNoteSample.BodyAsync(db, owner);
}
