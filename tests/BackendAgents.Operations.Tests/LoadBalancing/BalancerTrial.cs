using System.Globalization;
using System.Net;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification;

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
        var secrets = await Judges.RunAsync(delivery.Folder, "bash", "secrets/create.sh");
        Assert.That(secrets.Succeeded, Is.True, secrets.Text);
        await using var first = new Instance();
        await using var second = new Instance();
        var port = LoopbackPort.Free();
        var configuration = delivery
            .Read($"deploy/{program}/{file}")
            .Replace("app-2:8080", Local(second.Port), StringComparison.Ordinal)
            .Replace("app:8080", Local(first.Port), StringComparison.Ordinal)
            .Replace("listen 443", "listen " + Local(port), StringComparison.Ordinal)
            .Replace("listen 80", "listen " + Local(LoopbackPort.Free()), StringComparison.Ordinal)
            .Replace("bind :443", "bind " + Local(port), StringComparison.Ordinal)
            .Replace("bind :80", "bind " + Local(LoopbackPort.Free()), StringComparison.Ordinal)
            .Replace("/dev/stdout", Path.Combine(delivery.Folder, "requests.log"), StringComparison.Ordinal)
            .Replace("/run/secrets", Path.Combine(delivery.Folder, "secrets"), StringComparison.Ordinal);
        var path = Path.Combine(delivery.Folder, file);
        await File.WriteAllTextAsync(path, configuration);
        var pid = $"pid {delivery.Folder}/pid;";
        string[] check = program == "nginx" ? ["-t", "-c", path, "-g", pid] : ["-c", "-f", path];
        string[] run = program == "nginx" ? ["-c", path, "-g", "daemon off; " + pid] : ["-db", "-f", path];

        var judged = await Judges.RunAsync(delivery.Folder, Program(program), check);
        Assert.That(judged.Succeeded, Is.True, judged.Text);
        await File.WriteAllTextAsync(path + ".broken", configuration.Replace("timeout", "timeoutt", StringComparison.Ordinal));
        judged = await Judges.RunAsync(
            delivery.Folder,
            Program(program),
            [.. check.Select(item => item == path ? path + ".broken" : item)]
        );
        Assert.That(judged.Succeeded, Is.False, "the check is blind");

        using var end = new CancellationTokenSource();
        var running = ProcessRunner.RunAsync(
            new ProcessRequest(Program(program), run) { WorkingDirectory = delivery.Folder, Timeout = Timeout.InfiniteTimeSpan },
            end.Token
        );
        using var caller = Caller(port);
        await BecomesReadyAsync(caller, running);
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
        bool AreTried() => Array.TrueForAll(methods, method => first.Heads.Any(head => head.StartsWith(method, StringComparison.Ordinal)));
        for (var burst = 0; burst < 12 && !AreTried(); burst++)
        {
            // A machine that is busy sends them one after the other; the balancer tries the dying one again after ten seconds, and
            // then another method comes first.
            if (burst > 0)
                await Task.Delay(TimeSpan.FromSeconds(11));
            var changes = Enumerable
                .Range(0, 40)
                .Select(i => ChangeAsync(caller, new HttpMethod(methods[(i / 2 + burst) % methods.Length]), $"/api/v1/posts/{burst}-{i}"));
            answers.AddRange(await Task.WhenAll(changes));
        }

        var asked = first.Heads.Concat(second.Heads).Select(static head => head.Split(" HTTP")[0]).ToList();
        Assert.That(asked, Is.Unique, "a change was sent twice");
        Assert.That(AreTried(), "all were tried");
        Assert.That(answers.Count(static status => status == HttpStatusCode.OK), Is.EqualTo(second.Heads.Count));
        Assert.That(answers, Is.All.EqualTo(HttpStatusCode.OK).Or.EqualTo(HttpStatusCode.BadGateway), "nobody is told what is not so");
        await ReadAllAsync(caller);
        first.BeGone();
        await ReadAllAsync(caller);
        Assert.That((await caller.GetAsync("/metrics")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound), "nobody looks inside");
        await end.CancelAsync();
        Assert.That(async () => await running, Throws.InstanceOf<OperationCanceledException>());
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

    private static async Task BecomesReadyAsync(HttpClient caller, Task<ProcessResult> running)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                if ((await caller.GetAsync("/api/v1/posts")).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            if (running.IsCompleted || attempt > 200)
                Assert.Fail("It does not start: " + (running.IsCompleted ? (await running).Text : ""));
            await Task.Delay(50);
        }
    }

    // The certificate is the self-signed one of the delivery.
    private static HttpClient Caller(int port) =>
        new(
            new HttpClientHandler
            {
                ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
            }
        )
        {
            BaseAddress = new Uri($"https://{Local(port)}"),
            // A connection for each request: on an old one the client would try again by itself.
            DefaultRequestHeaders = { ConnectionClose = true },
        };

    private static string Program(string name) => ProcessRunner.Find(name, ["/usr/sbin"]) ?? name;

    private static string Local(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
}
