using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification;

namespace BackendAgents.Tests.Verification;

/// <summary>A RabbitMQ on the loopback address, with a name and folders of its own; it can go, and come back with what it had.</summary>
internal sealed class BrokerServer : IAsyncDisposable
{
    // Not the one on the path, which changes the user and the folders.
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("broker-");
    private CancellationTokenSource _end = new();
    private readonly int _port = LoopbackPort.Free();
    private readonly int _securePort = LoopbackPort.Free();

    // Erlang's list of nodes is begun by the first that needs it and ends with that one, whoever else is in it: so each has its own.
    private readonly int _nodesPort = LoopbackPort.Free();
    private Task<ProcessResult>? _running;

    /// <summary>The connection string of the service.</summary>
    public string Connection => $"amqp://guest:guest@127.0.0.1:{_port}/";

    /// <summary>The same over TLS.</summary>
    public string SecureConnection => $"amqps://guest:guest@localhost:{_securePort}/";

    /// <summary>The same by another name, which is not that of the certificate.</summary>
    public string MisnamedConnection => $"amqps://guest:guest@127.0.0.1:{_securePort}/";

    /// <summary>File of the certificate that it shows, which nobody vouches for but itself.</summary>
    public string Certificate => At("certificate.pem");

    /// <summary>Starts one, and waits until it takes connections.</summary>
    public static async Task<BrokerServer> StartAsync()
    {
        var server = new BrokerServer();
        await server.ComeAsync();
        return server;
    }

    /// <summary>Starts it where it was before.</summary>
    public async Task ComeAsync()
    {
        if (!File.Exists(Program))
            throw new FileNotFoundException("Install rabbitmq-server.", Program);
        await File.WriteAllTextAsync(At("enabled_plugins"), "[].\n");
        if (!File.Exists(Certificate))
            await CertifyAsync();
        await File.WriteAllTextAsync(
            At("rabbitmq.conf"),
            $"""
            listeners.tcp.1 = 127.0.0.1:{_port}
            listeners.ssl.1 = 127.0.0.1:{_securePort}
            ssl_options.certfile = {Certificate}
            ssl_options.keyfile = {At("key.pem")}
            disk_free_limit.absolute = 50MB

            """
        );
        var request = new ProcessRequest(Program)
        {
            WorkingDirectory = _folder.FullName,
            Timeout = Timeout.InfiniteTimeSpan,
            Environment = new Dictionary<string, string?>
            {
                ["HOME"] = _folder.FullName,
                ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
                ["ERL_EPMD_PORT"] = _nodesPort.ToString(CultureInfo.InvariantCulture),
                ["RABBITMQ_NODENAME"] = $"test{_port}@localhost",
                ["RABBITMQ_DIST_PORT"] = LoopbackPort.Free().ToString(CultureInfo.InvariantCulture),
                ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
                ["RABBITMQ_CONFIG_FILE"] = At("rabbitmq.conf"),
                ["RABBITMQ_ENABLED_PLUGINS_FILE"] = At("enabled_plugins"),
                ["RABBITMQ_MNESIA_BASE"] = _folder.CreateSubdirectory("mnesia").FullName,
                ["RABBITMQ_FEATURE_FLAGS_FILE"] = At("feature_flags"),
                ["RABBITMQ_LOG_BASE"] = _folder.CreateSubdirectory("log").FullName,
                ["RABBITMQ_PID_FILE"] = At("pid"),
            },
        };
        _running = ProcessRunner.RunAsync(request, _end.Token);
        for (var i = 0; i < 1_800 && !_running.IsCompleted && !await LoopbackPort.ListensAsync(_port); i++)
            await Task.Delay(100);
        if (!await LoopbackPort.ListensAsync(_port))
            throw new InvalidOperationException("RabbitMQ does not listen: " + (_running.IsCompleted ? _running.Result.Text : ""));
    }

    /// <summary>Ends it without a word.</summary>
    public async Task GoAsync()
    {
        await _end.CancelAsync();
        await ((Task?)_running ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
        (_end, _running) = (new CancellationTokenSource(), null);
    }

    public async ValueTask DisposeAsync()
    {
        await GoAsync();
        _end.Dispose();
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A process of the broker may still hold a file. The system cleans its temporary folder.
        }
    }

    private async Task CertifyAsync()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(At("key.pem"), key.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(Certificate, certificate.ExportCertificatePem());
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);
}
