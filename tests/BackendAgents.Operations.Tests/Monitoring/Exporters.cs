using BackendAgents.Tests.Shared;
using BackendAgents.Verification;

namespace BackendAgents.Operations.Tests.Monitoring;

/// <summary>Real exporters with what is delivered for them, and what they look at: a certificate, and a backup just made.</summary>
internal sealed class Exporters : IAsyncDisposable
{
    private const string Listen = "--web.listen-address=127.0.0.1:";
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task<ProcessResult>> _running = [];

    private Exporters() { }

    /// <summary>Port of something with a certificate that ends in a month.</summary>
    public int Certificate { get; } = LoopbackPort.Free();

    /// <summary>Port of the exporter that asks for certificates.</summary>
    public int Probe { get; } = LoopbackPort.Free();

    /// <summary>Port of the exporter that tells of backups.</summary>
    public int Node { get; } = LoopbackPort.Free();

    /// <summary>Whether none of them has ended.</summary>
    public bool AllRun => _running.TrueForAll(static program => !program.IsCompleted);

    public static Exporters Start(Operated delivery)
    {
        var exporters = new Exporters();
        var metrics = Directory.CreateDirectory(Path.Combine(delivery.Folder, "metrics")).FullName;
        string[] commands =
        [
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key -out crt -days 30 -subj /CN=x; "
                + $"exec openssl s_server -accept {exporters.Certificate} -cert crt -key key -quiet",
            $"exec prometheus-blackbox-exporter --config.file=monitoring/blackbox/blackbox.yml {Listen}{exporters.Probe}",
            "sed --quiet '/^# noted/,/^}/p' deploy/backup/common.sh > noted.sh; folder=. ; . ./noted.sh; noted backup; exec "
                + "prometheus-node-exporter --collector.disable-defaults --collector.textfile "
                + $"--collector.textfile.directory={metrics} {Listen}{exporters.Node}",
        ];
        exporters._running.AddRange(
            commands.Select(command =>
                ProcessRunner.RunAsync(
                    new ProcessRequest("bash", "-c", command) { WorkingDirectory = delivery.Folder },
                    exporters._end.Token
                )
            )
        );
        return exporters;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await ((Task)Task.WhenAll(_running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }
}
