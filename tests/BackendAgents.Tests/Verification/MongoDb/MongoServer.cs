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
    private readonly Process _process;

    private MongoServer(Process process, int port) => (_process, Port) = (process, port);

    private int Port { get; }

    /// <summary>Its connection string as delivered tests take it: {name} stands in the place of the database.</summary>
    public string ForTests => $"mongodb://127.0.0.1:{Port}/{{name}}?replicaSet=rs0";

    /// <summary>Starts one, on a free port.</summary>
    /// <param name="isAlone">Whether it is no replica set, so that it has no transactions.</param>
    public static async Task<MongoServer> StartAsync(bool isAlone = false)
    {
        var npm = await ProcessRunner.RunAsync(
            new ProcessRequest("npm", "install", "--no-package-lock", "--no-audit", "--no-fund") { WorkingDirectory = s_folder },
            CancellationToken.None
        );
        Assert.That(npm.Succeeded, npm.Text);
        var start = new ProcessStartInfo("node", ["server.mjs", "0", .. isAlone ? ["--standalone"] : (IEnumerable<string>)[]])
        {
            WorkingDirectory = s_folder,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        return new MongoServer(process, int.Parse((await process.StandardOutput.ReadLineAsync())!, null));
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
