using System.Text.Json;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>What is asked of many lists.</summary>
public abstract class ListingTests<TRow> : EndpointTests<TRow>
    where TRow : Row
{
    /// <summary>Reads all pages.</summary>
    /// <param name="list">The list.</param>
    /// <param name="isOwn">Whether nothing but the caller's rows is listed.</param>
    private protected async Task PagesAsync(TestedEndpoint list, bool isOwn)
    {
        var (client, account) = await _host.ClientAsync(list.Role);
        var expected = new Dictionary<Guid, TRow>();
        for (var i = 0; i < 3; i++)
        {
            var row = await RowAsync(account);
            expected[row.Id] = row;
        }

        var seen = new List<Guid>();
        await foreach (var item in AllAsync(client, list.Path + "?limit=2"))
        {
            var id = item.GetProperty("id").GetGuid();
            seen.Add(id);
            if (expected.TryGetValue(id, out var row))
                item.AssertShows(row);
        }

        Assert.That(seen, Is.Unique);
        Assert.That(expected.Keys, Is.SubsetOf(seen));
        if (isOwn)
            Assert.That(seen, Is.EquivalentTo(expected.Keys));
    }

    private protected async Task NamesBadLimitsAsync(TestedEndpoint list)
    {
        var (client, _) = await _host.ClientAsync(list.Role);
        foreach (var (name, text) in new[] { ("limit", "101"), ("limit", "many"), ("cursor", "nonsense") })
        {
            using var response = await client.GetAsync($"{list.Path}?{name}={text}");
            await response.AssertNamesAsync(name);
        }
    }

    private protected async Task HidesRowsOfOthersAsync(TestedEndpoint list)
    {
        var (client, _) = await _host.ClientAsync(list.Role);
        var (_, stranger) = await _host.ClientAsync(list.Role);
        var theirs = await RowAsync(stranger);
        using var response = await client.GetAsync(list.Path + "?limit=100");

        await response.AssertStatusAsync(200);
        Assert.That(await response.IdsAsync(), Has.None.EqualTo(theirs.Id));
    }

    /// <summary>Words are found by their beginnings in one row, in any order and case, and not in another.</summary>
    /// <param name="list">The list.</param>
    /// <param name="set">Sets a text that is searched.</param>
    /// <param name="byOther">Whether the other row is somebody else's, since a caller can have but one.</param>
    private protected Task SearchesAsync(TestedEndpoint list, Action<TRow, string> set, bool byOther = false) =>
        FindsAsync(list, "q", row => set(row, "The é%_12"), static _ => "%C3%89%25_12+TH", row => set(row, "othe é 12"), byOther);

    /// <summary>Rows come in the order that was asked for, page by page, and in the other when that is.</summary>
    /// <param name="list">The list.</param>
    /// <param name="name">What it is sorted by.</param>
    /// <param name="first">Makes the row with the smaller value; null where the one that is stored first has it.</param>
    /// <param name="second">Makes the row with the greater value.</param>
    /// <param name="byOther">Whether the other row is somebody else's.</param>
    /// <param name="usual">The order of whoever chooses none, where it is by this; null where it is another.</param>
    private protected async Task SortsAsync(
        TestedEndpoint list,
        string name,
        Action<TRow>? first = null,
        Action<TRow>? second = null,
        bool byOther = false,
        string? usual = null
    )
    {
        var (client, account) = await _host.ClientAsync(list.Role);
        var smaller = await RowAsync(account, first);
        // Some databases keep no more than milliseconds.
        await Task.Delay(5);
        var greater = await RowAsync(byOther ? (await _host.ClientAsync(list.Role)).Account : account, second);
        var alike = byOther || first is null ? smaller : await RowAsync(account, first);

        foreach (var (sort, isAscending) in new[] { (name, true), ("-" + name, false), ("", usual?[0] != '-') })
        {
            if (sort.Length == 0 && usual is null)
                continue;
            var seen = new List<Guid>();
            await foreach (var item in AllAsync(client, $"{list.Path}?limit=2&sort={sort}"))
                seen.Add(item.GetProperty("id").GetGuid());
            Assert.That(seen, Is.Unique);
            var (at, than) = (seen.IndexOf(smaller.Id), seen.IndexOf(greater.Id));
            Assert.That(at >= 0 && than >= 0 && at < than == isAscending, Is.True, $"sort={sort}: {at}, {than}");
            Assert.That(seen.IndexOf(alike.Id), isAscending ? Is.LessThan(than) : Is.GreaterThan(than));
        }

        using var page = await client.GetAsync($"{list.Path}?limit=1&sort={name}");
        var cursor = (await page.JsonAsync()).GetProperty("nextCursor").GetString();
        using var other = await client.GetAsync($"{list.Path}?limit=1&sort=-{name}&cursor={cursor}");
        await other.AssertNamesAsync("cursor");
    }

    // The rows of all pages of two, none of them empty.
    private static async IAsyncEnumerable<JsonElement> AllAsync(HttpClient client, string address)
    {
        string? cursor = null;
        do
        {
            using var response = await client.GetAsync(address + (cursor is null ? "" : "&cursor=" + cursor));
            await response.AssertStatusAsync(200);
            Assert.That(await response.IdsAsync(), Has.Length.InRange(1, 2));
            var page = await response.JsonAsync();
            foreach (var item in page.GetProperty("items").EnumerateArray())
                yield return item;
            cursor = page.GetProperty("nextCursor").GetString();
        } while (cursor is not null);
    }

    /// <summary>A filter finds a row and leaves another, and names a value that it can't read.</summary>
    /// <param name="list">The list.</param>
    /// <param name="name">The parameter.</param>
    /// <param name="value">What it is compared with.</param>
    /// <param name="first">Makes the row that is found; null for the usual row.</param>
    /// <param name="second">Makes the row that is not found; null for none.</param>
    /// <param name="byOther">Whether the other row is somebody else's.</param>
    /// <param name="isText">Whether any text is a value.</param>
    private protected async Task FiltersAsync(
        TestedEndpoint list,
        string name,
        Func<TRow, object?> value,
        Action<TRow>? first = null,
        Action<TRow>? second = null,
        bool byOther = false,
        bool isText = false
    )
    {
        await FindsAsync(list, name, first, row => Sample.Query(value(row)), second, byOther);
        if (!isText)
            await NamesBadValueAsync(list, name);
    }

    /// <summary>The same for a filter by what rows refer to.</summary>
    /// <param name="list">The list.</param>
    /// <param name="name">The parameter.</param>
    /// <param name="principal">The id that the row to be found refers to, for the account that calls.</param>
    /// <param name="set">Sets the reference.</param>
    /// <param name="byOther">Whether the other row is somebody else's.</param>
    private protected async Task FiltersByAsync(
        TestedEndpoint list,
        string name,
        Func<AppDb, Guid, Task<Guid>> principal,
        Action<TRow, Guid> set,
        bool byOther = false
    )
    {
        var id = Guid.Empty;
        await FindsAsync(
            list,
            name,
            row => set(row, id),
            _ => id.ToString(),
            static _ => { },
            byOther,
            async account => id = await _host.WithDbAsync(db => principal(db, account))
        );
        await NamesBadValueAsync(list, name);
    }

    private async Task FindsAsync(
        TestedEndpoint list,
        string name,
        Action<TRow>? first,
        Func<TRow, string> value,
        Action<TRow>? second,
        bool byOther,
        Func<Guid, Task>? before = null
    )
    {
        var (client, account) = await _host.ClientAsync(list.Role);
        if (before is not null)
            await before(account);
        var found = await RowAsync(account, first);
        var other = second is null ? null : await RowAsync(byOther ? (await _host.ClientAsync(list.Role)).Account : account, second);
        using var response = await client.GetAsync($"{list.Path}?limit=100&{name}={value(found)}");

        await response.AssertStatusAsync(200);
        Assert.That(await response.IdsAsync(), Does.Contain(found.Id));
        if (other is not null)
            Assert.That(await response.IdsAsync(), Does.Not.Contain(other.Id));
    }

    private protected async Task NamesBadValueAsync(TestedEndpoint list, string name)
    {
        var (client, _) = await _host.ClientAsync(list.Role);
        using var wrong = await client.GetAsync($"{list.Path}?{name}=no-such-value");
        await wrong.AssertNamesAsync(name);
    }
}
