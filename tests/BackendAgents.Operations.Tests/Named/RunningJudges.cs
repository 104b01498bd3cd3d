using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Capabilities.Arazzo;
using BackendAgents.Operations.Tests.Containers;
using BackendAgents.Operations.Tests.Load;
using BackendAgents.Operations.Tests.LoadBalancing;
using BackendAgents.Operations.Tests.Monitoring;
using BackendAgents.Operations.Tests.Pipelines;
using BackendAgents.Operations.Tests.Recovery;
using BackendAgents.Verification;
using BackendAgents.Verification.Running;

namespace BackendAgents.Operations.Tests.Named;

/// <summary>All judges that run what is delivered, over one set of servers and two instances of the service.</summary>
internal sealed class RunningJudges(JudgeTable table, Operated delivery, NamedServers servers) : IDisposable
{
    private const string Login = "root@example.com";
    private const string Password = "a password that only this test has";

    // What only a cluster tells, and what a service tells that takes events: the brief has neither.
    private static readonly string[] s_elsewhere = ["certmanager_", "kube_"];
    private static readonly string[] s_ofSubscriptions = ["events_consumed", "events_failed", "events_lag"];

    private readonly string _folder = Directory.CreateTempSubdirectory("named-").FullName;

    public async Task AskAsync()
    {
        var programs = new Dictionary<string, string> { ["nginx"] = "-v", ["haproxy"] = "-v" };
        foreach (var (program, file) in ((string, string)[])[("nginx", "nginx.conf"), ("haproxy", "haproxy.cfg")])
            await table.AskAsync(
                $"{program} -{(program == "nginx" ? "t" : "c")}, and two instances of which one dies",
                await FileJudges.FirstLineAsync(ProcessRunner.Find(program, ["/usr/sbin"])!, programs[program]),
                async () =>
                {
                    await BalancerTrial.LosesNothingAsync(delivery, program, file);
                    return "no failed read, no change twice";
                }
            );
        await WatchAsync();
        await RecoverAsync();
        await table.AskAsync(
            "jobs test, scan and integration of the pipeline, run",
            await FileJudges.FirstLineAsync("bash", "--version"),
            async () =>
            {
                var (ran, passedOver) = await PipelineRun.SucceedsAsync(
                    delivery,
                    ["test", "scan", "integration"],
                    await servers.ForPipelineAsync()
                );
                return $"{ran} commands succeeded" + (passedOver > 0 ? $"; {passedOver} would start a container and was not run" : "");
            }
        );
        if (ProcessRunner.Find("buildah") is not { } buildah || !Environment.IsPrivilegedProcess)
            return;
        await table.AskAsync("image built and run by buildah", await FileJudges.FirstLineAsync(buildah, "--version"), async () =>
        {
            await new ImageTrial(delivery, Path.Combine(_folder, "images")).ServesAsync();
            return "it serves without root and shell";
        });
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task WatchAsync()
    {
        var database = await servers.CreateDatabaseAsync() ?? $"Data Source={Path.Combine(_folder, "watched.db")}";
        var settings = servers.Settings(delivery);
        settings["Admin__Login"] = Login;
        settings["Admin__Password"] = Password;
        settings["RateLimit__RequestsPerMinute"] = "1000000";
        settings["RateLimit__AuthenticationsPerMinute"] = "100000";
        Task<DeliveredService> StartAsync() =>
            DeliveredService.StartAsync(delivery.Folder, delivery.Blueprint, database, CancellationToken.None, settings);
        await using var first = await StartAsync();
        await using var second = await StartAsync();

        await table.AskAsync("logs read back by the delivered mapping (ECS)", "", async () =>
            $"{await Watching.LogsAreEcsAsync(delivery)} lines"
        );
        await table.AskAsync("scenarios played by redocly respect", Judges.Version("@redocly/cli"), () => PlayedAsync(first));
        await table.AskAsync("k6's script, run in Node", await FileJudges.FirstLineAsync("node", "--version"), () => LoadedAsync(first));
        await table.AskAsync(
            "Prometheus after a load run: every value, panel and alert",
            await FileJudges.FirstLineAsync("prometheus", "--version"),
            () => WatchedAsync(first, second)
        );
    }

    private async Task<string> PlayedAsync(DeliveredService service)
    {
        using var caller = new HttpClient { BaseAddress = service.Address };
        using var credentials = Json(new JsonObject { ["email"] = Login, ["password"] = Password });
        using var answer = await caller.PostAsync("/api/v1/auth/login", credentials);
        var token = (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["accessToken"];
        // Every input that is not the run is a token of an administrator.
        var tokens = Regex
            .Matches(delivery.Read(ArazzoEmitter.Path), @"(?m)^\s+([a-z]+Token): ")
            .Select(static match => match.Groups[1].Value);
        string[] inputs = [.. tokens.Distinct().SelectMany(name => new[] { "--input", $"{name}={token}" })];
        var played = await Judges.RedoclyAsync(
            delivery.Folder,
            [
                "respect",
                ArazzoEmitter.Path,
                "--input",
                "run=a1",
                .. inputs,
                "--server",
                "service=" + service.Address.ToString().TrimEnd('/'),
                "--severity",
                "SCHEMA_CHECK=warn",
            ]
        );
        Assert.That(played.Succeeded, Is.True, played.Text);
        return $"{delivery.Blueprint.Scenarios.Count} scenarios";
    }

    private async Task<string> LoadedAsync(DeliveredService service)
    {
        var checks = await K6Runner.RunAsync(delivery.Read("tests/load/k6.js"), service.Address, (Login, Password));
        Assert.That(checks, Is.All.Matches<KeyValuePair<string, JsonNode?>>(static check => (int)check.Value![0]! == (int)check.Value[1]!));
        return checks.ToJsonString();
    }

    private async Task<string> WatchedAsync(DeliveredService first, DeliveredService second)
    {
        await using var exporters = Exporters.Start(delivery);
        var places = new Dictionary<string, string>
        {
            ["\"app:9464\""] = $"\"{first.Address.Authority}\"",
            ["\"app-2:9464\""] = $"\"{second.Address.Authority}\"",
            ["\"backup-metrics:9100\""] = $"\"127.0.0.1:{exporters.Node}\"",
            ["\"nginx:443\""] = $"\"127.0.0.1:{exporters.Certificate}\"",
            ["\"certificate-metrics:9115\""] = $"\"127.0.0.1:{exporters.Probe}\"",
            [": 15s"] = ": 1s",
        };
        var configuration = delivery.Read("monitoring/prometheus/prometheus.yml");
        foreach (var (from, to) in places)
        {
            Assert.That(configuration, Does.Contain(from));
            configuration = configuration.Replace(from, to, StringComparison.Ordinal);
        }

        await using var prometheus = await PrometheusServer.StartAsync(delivery.Folder, configuration);
        // A zero for what never was is no data.
        var wanted = Watching
            .Recorded(delivery)
            .Concat(Watching.Panels(delivery))
            .Concat(Watching.Alerts(delivery).Select(static alert => alert.Expression))
            .Select(static expression => Regex.Replace(expression, @" or vector\(0\)$", ""))
            .Distinct()
            .ToList();
        var here = wanted.Where(expression => !s_elsewhere.Any(expression.Contains) && !IsOfNobody(expression)).ToList();
        var missing = here;
        using var caller = new HttpClient();
        for (var round = 0; round < 60 && (round < 5 || missing.Count > 0); round++)
        {
            foreach (var service in (DeliveredService[])[first, second])
                await UseAsync(caller, service.Address, round);
            await Task.Delay(1_000);
            missing = [];
            foreach (var expression in here)
                if ((await prometheus.QueryAsync(expression)).Count == 0)
                    missing.Add(expression);
        }

        Assert.That(missing, Is.Empty);
        Assert.That(exporters.AllRun);
        return $"{here.Count} of {wanted.Count} expressions have data; "
            + $"{wanted.Count(IsOfNobody)} are of subscriptions, which the brief has none of, "
            + $"{wanted.Count(static one => s_elsewhere.Any(one.Contains))} of a cluster";
    }

    private bool IsOfNobody(string expression) => delivery.Blueprint.Subscriptions.Count == 0 && s_ofSubscriptions.Any(expression.Contains);

    // Reads, something that is not there, something that is not understood, and an event.
    private static async Task UseAsync(HttpClient caller, Uri address, int round)
    {
        caller.DefaultRequestHeaders.Authorization = null;
        foreach (var path in (string[])["api/v1/books", "api/v1/books/nonsense", "api/v1/reviews"])
            await caller.GetAsync(new Uri(address, path));
        using var broken = Json("{");
        await caller.PostAsync(new Uri(address, "api/v1/auth/login"), broken);
        using var credentials = Json(new JsonObject { ["email"] = Login, ["password"] = Password });
        using var answer = await caller.PostAsync(new Uri(address, "api/v1/auth/login"), credentials);
        var token = (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["accessToken"];
        caller.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var book = Json(new JsonObject { ["title"] = "watched", ["isbn"] = $"{address.Port:00000}{round:00000}" });
        using var made = await caller.PostAsync(new Uri(address, "api/v1/books"), book);
        var id = (string?)JsonNode.Parse(await made.Content.ReadAsStringAsync())!["id"];
        using var review = Json(new JsonObject { ["bookId"] = id, ["rating"] = 5 });
        await caller.PostAsync(new Uri(address, "api/v1/reviews"), review);
    }

    private static StringContent Json(JsonObject body) => Json(body.ToJsonString());

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private async Task RecoverAsync()
    {
        var kind = delivery.Blueprint.Deployment.Database;
        // What reads and writes the copies of MongoDB speaks to a mongod alone.
        if (kind == "mongodb" || await servers.CreateDatabaseAsync() is not { } connection)
            return;
        var secrets = Directory.CreateDirectory(Path.Combine(_folder, "secrets")).FullName;
        var backups = Directory.CreateDirectory(Path.Combine(_folder, "backups")).FullName;
        await File.WriteAllTextAsync(Path.Combine(secrets, "backup-key"), "a key that only this test has");
        var (program, argument) = kind == "postgresql" ? ("psql", "--version") : ("mariadb", "--version");
        await table.AskAsync("backup, destroy, restore, checksums: " + kind, await FileJudges.FirstLineAsync(program, argument), async () =>
        {
            var drill = await new RecoveryTrial(delivery, secrets, backups).ComesBackAsync(kind, connection);
            return drill.Trim().Split('\n')[^1];
        });
    }
}
