using BackendAgents.Verification;

namespace BackendAgents.Tests.Verification.Messaging;

/// <summary>A server that speaks as SQS does. It listens on all addresses, so it runs in a network of its own, with its callers.</summary>
internal static class SqsServer
{
    private const int Port = 4566;
    private static readonly string s_folder = Path.Combine(GeneratedFile.Root, "tests/BackendAgents.Tests/Verification/Messaging/sqs");

    /// <summary>The connection string of the service.</summary>
    public static string Connection { get; } = $"ServiceUrl=http://127.0.0.1:{Port}";

    /// <summary>Installs it; a program, with its arguments, that runs another within the server's network.</summary>
    public static async Task<IReadOnlyList<string>> InstallAsync()
    {
        var npm = await ProcessRunner.RunAsync(
            new ProcessRequest("npm", "install", "--no-package-lock", "--no-audit", "--no-fund") { WorkingDirectory = s_folder },
            CancellationToken.None
        );
        Assert.That(npm.Succeeded, npm.Text);
        const string Within = """
            ip link set lo up
            (cd "$0" && exec node --import ./node-without-sqlite.mjs node_modules/fauxqs/dist/server.js) > /dev/null 2>&1 &
            server=$!
            until curl -s -o /dev/null http://127.0.0.1:4566/; do kill -0 $server || exit 1; sleep 0.1; done
            "$@"; code=$?; kill $server; exit $code
            """;
        return ["unshare", "-rn", "sh", "-c", Within, s_folder];
    }
}
