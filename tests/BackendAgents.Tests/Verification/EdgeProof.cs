using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using BackendAgents.Verification.Running;

namespace BackendAgents.Tests.Verification;

/// <summary>A running service behind a real Varnish: what is kept, for how long, and from whom.</summary>
internal static class EdgeProof
{
    private const string Labels = "/api/v1/labels";
    private const string Boxes = "/api/v1/boxes";
    private const string Password = "A-long-enough-secret-1";

    // So that a copy of folders is soon asked for again.
    private const string More = """
        sub vcl_backend_response {
            if (bereq.url ~ "^/api/v1/folders") {
                set beresp.ttl = 1s;
                set beresp.grace = 0s;
            }
        }
        """;

    public static async Task RunAsync(Delivered delivered)
    {
        await using var varnish = new VarnishServer();
        await using var service = await DeliveredService.StartAsync(
            delivered.Folder,
            delivered.Blueprint,
            await Servers.CreateDatabaseAsync("sqlite", delivered.Folder),
            CancellationToken.None,
            new Dictionary<string, string?>
            {
                ["ConnectionStrings__Cdn"] = varnish.Connection,
                ["Admin__Login"] = "admin",
                ["Admin__Password"] = Password,
            }
        );
        await varnish.StartAsync(delivered.Context.Artifacts.Find("deploy/varnish/default.vcl")!.Content, service.Address, More);
        using var nobody = new HttpClient { BaseAddress = varnish.Address };

        await IsKeptUntilItChangesAsync(nobody, await CallerAsync(varnish, "login", "admin"));
        await IsForItsCallerAloneAsync(
            nobody,
            await CallerAsync(varnish, "register", "ann"),
            await CallerAsync(varnish, "register", "ben")
        );
        await IsAskedForAgainAsync(nobody, varnish);

        using var purge = new HttpRequestMessage(new HttpMethod("PURGE"), "/") { Headers = { { "Surrogate-Key", "labels" } } };
        Assert.That((await nobody.SendAsync(purge)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), "without the key");
    }

    private static async Task IsKeptUntilItChangesAsync(HttpClient nobody, HttpClient admin)
    {
        var made = await admin.PostAsJsonAsync(Labels, new { name = "first" });
        Assert.That(made.StatusCode, Is.EqualTo(HttpStatusCode.Created), await made.Content.ReadAsStringAsync());
        var row = made.Headers.Location!.ToString();
        foreach (var path in (string[])[row, Labels])
        {
            var first = await AskAsync(nobody, path, "miss");
            var kept = await AskAsync(nobody, path, "hit");
            Assert.That(kept.Body, Is.EqualTo(first.Body).And.Contain("first"));
            Assert.That(kept.Answer.Headers.Contains("Surrogate-Key"), Is.False, "keys are for the cache alone");
            Assert.That(kept.Answer.Headers.CacheControl!.Public, Is.False, "nobody further out can be told of changes");
            var (unchanged, _) = await AskAsync(nobody, path, "hit", HttpStatusCode.NotModified, first.Answer.Headers.ETag);
            Assert.That(unchanged.Headers.ETag, Is.EqualTo(first.Answer.Headers.ETag));
        }

        using var change = new HttpRequestMessage(HttpMethod.Put, row) { Content = JsonContent.Create(new { name = "second" }) };
        change.Headers.IfMatch.Add(made.Headers.ETag!);
        Assert.That((await admin.SendAsync(change)).IsSuccessStatusCode, Is.True);
        foreach (var path in (string[])[row, Labels])
            await BecomesAsync(nobody, path, "second");

        Assert.That((await admin.DeleteAsync(row)).IsSuccessStatusCode, Is.True);
        await BecomesAsync(nobody, row, "not-found");
        for (var i = 0; i < 2; i++)
            await AskAsync(nobody, row, "miss", HttpStatusCode.NotFound);
    }

    private static async Task IsForItsCallerAloneAsync(HttpClient nobody, HttpClient ann, HttpClient ben)
    {
        var made = await ann.PostAsJsonAsync(Boxes, new { label = "of ann" });
        Assert.That(made.StatusCode, Is.EqualTo(HttpStatusCode.Created), await made.Content.ReadAsStringAsync());
        foreach (var path in (string[])[made.Headers.Location!.ToString(), Boxes])
        {
            for (var i = 0; i < 2; i++)
                Assert.That((await AskAsync(ann, path, "miss")).Body, Does.Contain("of ann"));
            await AskAsync(nobody, path, "miss", HttpStatusCode.Unauthorized);
        }

        Assert.That((await AskAsync(ben, Boxes, "miss")).Body, Does.Not.Contain("of ann"));
        await AskAsync(ben, made.Headers.Location!.ToString(), "miss", HttpStatusCode.Forbidden);
    }

    private static async Task IsAskedForAgainAsync(HttpClient nobody, VarnishServer varnish)
    {
        var first = await AskAsync(nobody, "/api/v1/folders", "miss");
        var before = await varnish.UnchangedAsync();
        await Task.Delay(1_500);
        var again = await AskAsync(nobody, "/api/v1/folders", "miss");
        Assert.That(again.Body, Is.EqualTo(first.Body));
        Assert.That(await varnish.UnchangedAsync(), Is.EqualTo(before + 1), "the service only said that the copy still holds");
    }

    private static async Task<(HttpResponseMessage Answer, string Body)> AskAsync(
        HttpClient client,
        string path,
        string cache,
        HttpStatusCode status = HttpStatusCode.OK,
        EntityTagHeaderValue? known = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (known is not null)
            request.Headers.IfNoneMatch.Add(known);
        var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(status), body);
        Assert.That(answer.Headers.GetValues("X-Cache").Single(), Is.EqualTo(cache), path);
        return (answer, body);
    }

    // What is told through the outbox takes a second.
    private static async Task BecomesAsync(HttpClient nobody, string path, string said)
    {
        var body = "";
        for (var i = 0; i < 100 && !body.Contains(said, StringComparison.Ordinal); i++)
        {
            await Task.Delay(100);
            body = await (await nobody.GetAsync(path)).Content.ReadAsStringAsync();
        }

        Assert.That(body, Does.Contain(said), path);
    }

    private static async Task<HttpClient> CallerAsync(VarnishServer varnish, string how, string login)
    {
        var client = new HttpClient { BaseAddress = varnish.Address };
        object body =
            how == "login"
                ? new { login, password = Password }
                : new
                {
                    login,
                    password = Password,
                    role = "keeper",
                };
        var answer = await client.PostAsJsonAsync("/api/v1/auth/" + how, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.IsSuccessStatusCode, Is.True, text);
        client.DefaultRequestHeaders.Authorization = new("Bearer", JsonElement.Parse(text).GetProperty("accessToken").GetString());
        return client;
    }
}
