using System.Net;

namespace BackendAgents.Operations.Tests.LoadBalancing;

/// <summary>A delivered balancer, run before two instances of which one dies.</summary>
internal static class BalancerTrial
{
    private const int Requests = 60;

    /// <summary>Its own check agrees and is not blind; no read fails, and no change is sent twice.</summary>
    /// <param name="delivery">A delivery that has the balancer.</param>
    /// <param name="program">The balancer.</param>
    /// <param name="file">Its configuration.</param>
    public static async Task LosesNothingAsync(Operated delivery, string program, string file)
    {
        await using var first = new Instance();
        await using var second = new Instance();
        await using var balancer = await RunningBalancer.StartAsync(delivery, program, file, first.Port, second.Port);
        var caller = balancer.Caller;
        first.Heads.Clear();
        second.Heads.Clear();

        await ReadAllAsync(caller);
        Assert.That(first.Heads, Is.Not.Empty);
        Assert.That(second.Heads, Is.Not.Empty, "both are used");
        Assert.That(
            first.Heads.Concat(second.Heads),
            Is.All.Matches<string>(static head =>
                head.Contains("X-Forwarded-For: 127.0.0.1\r\n", StringComparison.OrdinalIgnoreCase)
                && !head.Contains("6.6.6.6", StringComparison.Ordinal)
            )
        );

        first.Heads.Clear();
        second.Heads.Clear();
        first.Die();
        // All at once, so that the dying one gets some of each method before it is known to be dead.
        string[] methods = ["POST", "PUT", "PATCH", "DELETE"];
        List<HttpStatusCode> answers = [];
        bool IsTried(string method) => first.Heads.Any(head => head.StartsWith(method, StringComparison.Ordinal));
        var left = methods;
        for (var burst = 0; burst < 12 && left.Length > 0; burst++)
        {
            // A machine that is busy sends them one after the other; the balancer tries the dying one again after ten seconds, with
            // whatever comes first. So what is left comes alone then.
            if (burst > 0)
                await Task.Delay(TimeSpan.FromSeconds(11));
            var sent = burst == 0 ? methods : [left[0]];
            var changes = Enumerable
                .Range(0, 40)
                .Select(i => ChangeAsync(caller, new HttpMethod(sent[i / 2 % sent.Length]), $"/api/v1/posts/{burst}-{i}"));
            answers.AddRange(await Task.WhenAll(changes));
            left = [.. methods.Where(method => !IsTried(method))];
        }

        var asked = first.Heads.Concat(second.Heads).Select(static head => head.Split(" HTTP")[0]).ToList();
        Assert.That(asked, Is.Unique, "a change was sent twice");
        Assert.That(left, Is.Empty, "all were tried");
        Assert.That(answers.Count(static status => status == HttpStatusCode.OK), Is.EqualTo(second.Heads.Count));
        Assert.That(answers, Is.All.EqualTo(HttpStatusCode.OK).Or.EqualTo(HttpStatusCode.BadGateway), "nobody is told what is not so");
        await ReadAllAsync(caller);
        first.BeGone();
        await ReadAllAsync(caller);
        Assert.That((await caller.GetAsync("/metrics")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound), "nobody looks inside");
        Assert.That(balancer.Runs);
    }

    private static async Task ReadAllAsync(HttpClient caller)
    {
        for (var i = 0; i < Requests; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/posts");
            request.Headers.Add("X-Forwarded-For", "6.6.6.6");
            using var answer = await caller.SendAsync(request);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), $"request {i}");
        }
    }

    private static async Task<HttpStatusCode> ChangeAsync(HttpClient caller, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent("{}") };
        using var answer = await caller.SendAsync(request);
        return answer.StatusCode;
    }
}
