using BackendAgents.Verification;
using BackendAgents.Verification.Running;

namespace BackendAgents.Tests.Verification;

/// <summary>A C# compiler that stays warm while the tests run; what they build is compiled by it.</summary>
internal sealed class CompilerServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Task _running;

    private CompilerServer(string dotnet, string program, string name) =>
        _running = ProcessRunner.RunAsync(
            new ProcessRequest(dotnet, program, "-pipename:" + name)
            {
                Environment = DeliveryEnvironment.Variables,
                Timeout = TimeSpan.FromHours(1),
            },
            _end.Token
        );

    /// <summary>Starts it and names it to the verifiers; null when somebody has named one, or when there is none.</summary>
    public static CompilerServer? Start()
    {
        if (Environment.GetEnvironmentVariable(DeliveryEnvironment.CompilerVariable) is { Length: > 0 })
            return null;
        if (ProcessRunner.Find("dotnet") is not { } dotnet || CompilerOf(dotnet) is not { } program)
            return null;
        var name = "ba-" + Guid.NewGuid().ToString("N")[..12];
        Environment.SetEnvironmentVariable(DeliveryEnvironment.CompilerVariable, name);
        return new CompilerServer(dotnet, program, name);
    }

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable(DeliveryEnvironment.CompilerVariable, null);
        await _end.CancelAsync();
        await _running.ContinueWith(static _ => { }, TaskScheduler.Default);
        _end.Dispose();
    }

    // The newest SDK is the one that builds: no delivery names another.
    private static string? CompilerOf(string dotnet)
    {
        var real = new FileInfo(dotnet).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? dotnet;
        var folder = Path.Combine(Path.GetDirectoryName(real)!, "sdk");
        return Directory.Exists(folder)
            ? Directory
                .EnumerateFiles(folder, "VBCSCompiler.dll", SearchOption.AllDirectories)
                .OrderDescending(StringComparer.Ordinal)
                .FirstOrDefault()
            : null;
    }
}
