using System.Globalization;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification;

namespace BackendAgents.Operations.Tests.Monitoring;

/// <summary>What tells nothing by itself, told by real exporters with what is delivered for them.</summary>
internal sealed class ExportersTests
{
    [Test]
    public async Task Real_exporters_tell_when_the_certificate_ends_and_when_a_backup_was_made()
    {
        using var delivery = Operated.Write("sqlite");
        var (certificate, probe, node) = (LoopbackPort.Free(), LoopbackPort.Free(), LoopbackPort.Free());
        var metrics = Directory.CreateDirectory(Path.Combine(delivery.Folder, "metrics")).FullName;
        const string Listen = "--web.listen-address=127.0.0.1:";
        Assert.That(delivery.Read("compose.yaml"), Does.Contain("--collector.textfile.directory=/backups/metrics"));
        using var end = new CancellationTokenSource();
        Task[] running =
        [
            RunAsync(
                delivery.Folder,
                "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key -out crt -days 30 -subj /CN=x; "
                    + $"exec openssl s_server -accept {Text(certificate)} -cert crt -key key -quiet",
                end.Token
            ),
            RunAsync(
                delivery.Folder,
                $"exec prometheus-blackbox-exporter --config.file=monitoring/blackbox/blackbox.yml {Listen}{Text(probe)}",
                end.Token
            ),
            RunAsync(
                delivery.Folder,
                $"sed --quiet '/^# noted/,/^}}/p' deploy/backup/common.sh > noted.sh; folder=. ; . ./noted.sh; noted backup; exec "
                    + "prometheus-node-exporter --collector.disable-defaults --collector.textfile "
                    + $"--collector.textfile.directory={metrics} {Listen}{Text(node)}",
                end.Token
            ),
        ];

        try
        {
            var ends = await SeriesAsync(
                $"http://127.0.0.1:{Text(probe)}/probe?module=certificate&target=127.0.0.1:{Text(certificate)}",
                "probe_ssl_earliest_cert_expiry "
            );
            var made = await SeriesAsync(
                $"http://127.0.0.1:{Text(node)}/metrics",
                "backup_last_success_timestamp_seconds{kind=\"backup\",service=\"social-media\"} "
            );

            var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
            Assert.That(ends - now, Is.InRange(29 * 86_400, 31 * 86_400));
            Assert.That(now - made, Is.InRange(0, 600));
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Assert.That(running, Is.All.Matches<Task>(static program => program.IsCanceled));
    }

    // What an exporter says of a series, once it does.
    private static async Task<double> SeriesAsync(string address, string series)
    {
        using var caller = new HttpClient();
        var last = "";
        for (var i = 0; i < 300; i++)
        {
            try
            {
                last = await caller.GetStringAsync(address);
                if (last.Split('\n').FirstOrDefault(line => line.StartsWith(series, StringComparison.Ordinal)) is { } found)
                    return double.Parse(found[series.Length..], CultureInfo.InvariantCulture);
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"{address} has no {series}: {last}");
    }

    private static Task<ProcessResult> RunAsync(string folder, string command, CancellationToken end) =>
        ProcessRunner.RunAsync(new ProcessRequest("bash", "-c", command) { WorkingDirectory = folder }, end);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
