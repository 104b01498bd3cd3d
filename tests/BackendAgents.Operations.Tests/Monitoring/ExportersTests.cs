using System.Globalization;

namespace BackendAgents.Operations.Tests.Monitoring;

/// <summary>What tells nothing by itself, told by real exporters with what is delivered for them.</summary>
internal sealed class ExportersTests
{
    [Test]
    public async Task Real_exporters_tell_when_the_certificate_ends_and_when_a_backup_was_made()
    {
        using var delivery = Operated.Write("sqlite");
        Assert.That(delivery.Read("compose.yaml"), Does.Contain("--collector.textfile.directory=/backups/metrics"));
        await using var exporters = Exporters.Start(delivery);

        var ends = await SeriesAsync(
            $"http://127.0.0.1:{exporters.Probe}/probe?module=certificate&target=127.0.0.1:{exporters.Certificate}",
            "probe_ssl_earliest_cert_expiry "
        );
        var made = await SeriesAsync(
            $"http://127.0.0.1:{exporters.Node}/metrics",
            "backup_last_success_timestamp_seconds{kind=\"backup\",service=\"social-media\"} "
        );

        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Assert.That(ends - now, Is.InRange(29 * 86_400, 31 * 86_400));
        Assert.That(now - made, Is.InRange(0, 600));
        Assert.That(exporters.AllRun);
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
}
