namespace BackendAgents.Operations.Tests.LoadBalancing;

/// <summary>Several subscriptions of one account, which the balancer has shared out among the instances.</summary>
internal sealed class Subscribers : IDisposable
{
    private readonly List<Subscriber> _all = [];

    /// <summary>What each has heard so far.</summary>
    public IEnumerable<IReadOnlyList<string>> Heard => _all.Select(static one => one.Heard);

    /// <summary>How many have ended.</summary>
    public int Ended => _all.Count(static one => one.End.IsCompleted);

    /// <summary>Opens so many, one after the other.</summary>
    public static async Task<Subscribers> OpenAsync(HttpClient caller, string token, string field, int count)
    {
        var subscribers = new Subscribers();
        for (var i = 0; i < count; i++)
            subscribers._all.Add(await Subscriber.OpenAsync(caller, token, field));
        return subscribers;
    }

    /// <summary>
    /// Opens another one for each that was told that its instance ends, as a client does: at once, and again where that is refused.
    /// </summary>
    /// <returns>The new ones, and how often they were refused.</returns>
    public async Task<(Subscribers Again, int Refused)> AgainAsync(HttpClient caller, string token, string field, TimeSpan most)
    {
        var (again, refused, end) = (new Subscribers(), 0, DateTime.UtcNow + most);
        foreach (var one in _all.Where(static one => one.End.IsCompleted))
        {
            Assert.That(await one.End, Is.EqualTo("unavailable"));
            while (await ServedAsync(caller, token, field) is var served)
            {
                if (served is not null)
                {
                    again._all.Add(served);
                    break;
                }

                refused++;
                Assert.That(DateTime.UtcNow, Is.LessThan(end), "nobody serves who subscribes again");
                await Task.Delay(100);
            }
        }

        return (again, refused);
    }

    /// <summary>Waits until each has heard so much, which is what was to be heard, in any order of what has other keys.</summary>
    /// <param name="rows">Ids of those rows.</param>
    /// <param name="most">How long is waited.</param>
    /// <param name="ofThoseThatLast">Whether those that have ended are not looked at.</param>
    public async Task HearAsync(IReadOnlyList<string> rows, TimeSpan most, bool ofThoseThatLast = false)
    {
        var asked = ofThoseThatLast ? _all.FindAll(static one => !one.End.IsCompleted) : _all;
        for (var end = DateTime.UtcNow + most; DateTime.UtcNow < end && asked.Exists(one => one.Heard.Count < rows.Count); )
            await Task.Delay(100);
        Assert.That(asked.Select(static one => one.Heard), Is.All.EquivalentTo(rows));
    }

    /// <summary>Waits until all have ended; the codes by which they did.</summary>
    public Task<string[]> EndAsync(TimeSpan most) => Task.WhenAll(_all.Select(static one => one.End)).WaitAsync(most);

    // Null where it is refused, or led to the instance that ends.
    private static async Task<Subscriber?> ServedAsync(HttpClient caller, string token, string field)
    {
        try
        {
            var one = await Subscriber.OpenAsync(caller, token, field);
            if (await Task.WhenAny(one.End, Task.Delay(1_000)) != one.End)
                return one;
            Assert.That(await one.End, Is.EqualTo("unavailable"));
            one.Dispose();
        }
        catch (HttpRequestException)
        {
            // By the balancer, which has not noticed yet.
        }

        return null;
    }

    public void Dispose() => _all.ForEach(static one => one.Dispose());
}
