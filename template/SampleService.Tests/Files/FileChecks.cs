using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>What is asked of endpoints that take, send and remove files.</summary>
internal static class FileChecks
{
    private const string Name = @"\A[0-9a-f]{32}\.[a-z0-9]{3,4}\z";

    /// <summary>Nothing is kept of what is too large, of another type, not what it says it is, or empty.</summary>
    public static async Task RefusesAsync(TestHost host, HttpClient client, string method, string address, int most, string type)
    {
        var before = await KeptAsync(host);
        var large = FileSamples.Of(type, most + 1);
        using (var response = await client.SendFileAsync(method, address, type, large))
            await response.AssertStatusAsync(413, "file-too-large");
        using (var response = await client.SendFileAsync(method, address, type, large, inPieces: true))
            await response.AssertStatusAsync(413, "file-too-large");
        foreach (var other in new[] { "application/x-msdownload", "text/html; charset=utf-8", null })
        {
            using var response = await client.SendFileAsync(method, address, other, FileSamples.Of(type, 100));
            await response.AssertStatusAsync(415, "file-type-refused");
        }

        using (var response = await client.SendFileAsync(method, address, type, "MZ\0\0<script>alert(1)</script>"u8.ToArray()))
            await response.AssertStatusAsync(415, "file-type-refused");
        using (var response = await client.SendFileAsync(method, address, type, []))
            await response.AssertNamesAsync("$");
        Assert.That(await KeptAsync(host), Is.EquivalentTo(before));
    }

    /// <summary>A file of each type is kept as it was sent, under a name of the service's own, until another takes its place.</summary>
    public static async Task KeepsAsync(
        TestHost host,
        HttpClient client,
        string method,
        string address,
        string property,
        params string[] types
    )
    {
        var before = await KeptAsync(host);
        var name = "";
        foreach (var type in types)
        {
            var content = FileSamples.Of(type, 100_000);
            using var response = await client.SendFileAsync(method, address, type, content);

            await response.AssertStatusAsync(200);
            if ((await response.JsonAsync()).TryGetProperty(property, out var shown))
                Assert.That(shown.GetString(), Does.Match(Name));
            name = (await KeptAsync(host)).Except(before).Max()!;
            Assert.That(Regex.IsMatch(name, Name), name);
            Assert.That(await ContentAsync(host, name), Is.EqualTo(content));
        }

        await DeliverAsync(host);
        Assert.That((await KeptAsync(host)).Except(before), Is.EqualTo([name]), "the ones before are removed");
    }

    /// <summary>A file is sent whole, in parts, and as nothing that a browser would run.</summary>
    public static async Task SendsAsync<TRow>(
        TestHost host,
        HttpClient client,
        string method,
        string address,
        Guid id,
        string type,
        Action<TRow, string> set
    )
        where TRow : Row
    {
        using (var none = await client.SendAsync(method, address))
            await none.AssertStatusAsync(404);
        var content = FileSamples.Of(type, 1_000);
        var name = await StoreAsync(host, id, type, content, set);
        using var whole = await client.SendAsync(method, address);

        Assert.That(whole.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await whole.Content.ReadAsByteArrayAsync(), Is.EqualTo(content));
        Assert.That(whole.Content.Headers.ContentType?.MediaType, Is.EqualTo(type));
        Assert.That(whole.Content.Headers.ContentDisposition?.DispositionType, Is.EqualTo("attachment"));
        Assert.That(whole.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(["nosniff"]));
        Assert.That(whole.Headers.ETag?.Tag, Is.EqualTo($"\"{name}\""));
        using var part = await GetAsync(client, method, address, static headers => headers.Range = new RangeHeaderValue(10, 19));
        Assert.That(part.StatusCode, Is.EqualTo(HttpStatusCode.PartialContent));
        Assert.That(await part.Content.ReadAsByteArrayAsync(), Is.EqualTo(content[10..20]));
        using var beyond = await GetAsync(client, method, address, static headers => headers.Range = new RangeHeaderValue(5_000, null));
        await beyond.AssertStatusAsync(416);
        using var known = await GetAsync(client, method, address, headers => headers.IfNoneMatch.Add(whole.Headers.ETag!));
        Assert.That(known.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    /// <summary>A file is gone once its row has forgotten it; to remove none is no mistake.</summary>
    public static async Task RemovesAsync<TRow>(
        TestHost host,
        HttpClient client,
        string method,
        string address,
        Guid id,
        Action<TRow, string> set
    )
        where TRow : Row
    {
        var name = await StoreAsync(host, id, "image/png", FileSamples.Of("image/png", 100), set);
        for (var i = 0; i < 2; i++)
        {
            using var response = await client.SendAsync(method, address);
            await response.AssertStatusAsync(204);
        }

        Assert.That(await KeptAsync(host), Does.Contain(name), "not before that is stored");
        await DeliverAsync(host);
        Assert.That(await KeptAsync(host), Does.Not.Contain(name));
    }

    /// <summary>Keeps a file; its name.</summary>
    public static async Task<string> KeepAsync(TestHost host, string type, byte[] content)
    {
        var name = FileName.New(FileType.Of(type)!);
        await host
            .Services.GetRequiredService<IFileStore>()
            .WriteAsync(name, (target, stopped) => target.WriteAsync(content, stopped).AsTask(), CancellationToken.None);
        return name;
    }

    /// <summary>The files that are kept.</summary>
    public static async Task<List<string>> KeptAsync(TestHost host)
    {
        var names = new List<string>();
        var store = host.Services.GetRequiredService<IFileStore>();
        await foreach (var name in store.ListAsync(DateTimeOffset.MaxValue, CancellationToken.None))
            names.Add(name);
        return names;
    }

    /// <summary>Removes what is due to be removed.</summary>
    public static Task DeliverAsync(TestHost host) =>
        host.Services.GetRequiredService<OutboxDispatcher>().DeliverDueAsync(CancellationToken.None);

    private static async Task<string> StoreAsync<TRow>(TestHost host, Guid id, string type, byte[] content, Action<TRow, string> set)
        where TRow : Row
    {
        var name = await KeepAsync(host, type, content);
        return await host.WithDbAsync(async db =>
        {
            set((await db.Set<TRow>().FindAsync(id))!, name);
            await db.SaveChangesAsync();
            return name;
        });
    }

    private static async Task<byte[]> ContentAsync(TestHost host, string name)
    {
        await using var kept = await host.Services.GetRequiredService<IFileStore>().OpenAsync(name, CancellationToken.None);
        using var content = new MemoryStream();
        await kept!.CopyToAsync(content);
        return content.ToArray();
    }

    private static async Task<HttpResponseMessage> GetAsync(
        HttpClient client,
        string method,
        string address,
        Action<HttpRequestHeaders> set
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        set(request.Headers);
        return await client.SendAsync(request);
    }
}
