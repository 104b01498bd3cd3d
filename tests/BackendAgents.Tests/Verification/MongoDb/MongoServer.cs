using System.Diagnostics;
using BackendAgents.Verification;

namespace BackendAgents.Tests.Verification.MongoDb;

/// <summary>
/// A server that speaks as MongoDB does, with the semantics of mingo: queries, updates, aggregations, unique indexes, validators, and
/// transactions that see a snapshot and conflict. No mongod can be had here, so none has seen what the tests show.
/// </summary>
internal sealed class MongoServer : IDisposable
{
    private static readonly string s_folder = Path.Combine(GeneratedFile.Root, "tests/BackendAgents.Tests/Verification/MongoDb/mongod");
    private static readonly Lazy<Task> s_installed = new(() => RunAsync("npm", "install", "--no-package-lock", "--no-audit", "--no-fund"));
    private readonly Process _process;

    private MongoServer(Process process, int port) => (_process, Port) = (process, port);

    private int Port { get; }

    /// <summary>Its connection string as delivered tests take it: {name} stands in the place of the database.</summary>
    public string ForTests => $"mongodb://127.0.0.1:{Port}/{{name}}?replicaSet=rs0";

    /// <summary>Starts one, on a free port.</summary>
    /// <param name="isAlone">Whether it is no replica set, so that it has no transactions.</param>
    public static async Task<MongoServer> StartAsync(bool isAlone = false)
    {
        await s_installed.Value;
        var start = new ProcessStartInfo("node", ["server.mjs", "0", .. isAlone ? ["--standalone"] : (IEnumerable<string>)[]])
        {
            WorkingDirectory = s_folder,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        return new MongoServer(process, int.Parse((await process.StandardOutput.ReadLineAsync())!, null));
    }

    /// <summary>Holds files of collections against the official meta-schema and what MongoDB refuses of it.</summary>
    public static async Task AssertValidatorsFitAsync(params string[] files)
    {
        await s_installed.Value;
        await RunAsync("node", ["dialect.test.mjs", .. files]);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var done = await ProcessRunner.RunAsync(
            new ProcessRequest(program, arguments) { WorkingDirectory = s_folder },
            CancellationToken.None
        );
        Assert.That(done.Succeeded, done.Text);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
