using BackendAgents.Engineering.Code;

namespace BackendAgents.Verification.Running;

/// <summary>
/// Takes the network from tests that run what an agent wrote, where this machine can: a network namespace of their own with nothing but the
/// loopback, by <c>unshare</c> and <c>ip</c> of Linux. No sandbox: files are in reach.
/// </summary>
internal static class NetworkIsolation
{
    private const string Enter = "ip link set lo up && exec \"$@\"";

    private static readonly Lazy<Task<bool>> s_works = new(ProbeAsync);

    /// <summary>The same program without a network, and whether that is so.</summary>
    /// <param name="request">The program.</param>
    /// <param name="context">What it runs; where no agent wrote any of it, the program stays as it is.</param>
    public static async Task<ProcessRequest> ForAsync(ProcessRequest request, VerificationContext context)
    {
        if (!HandWritten.ByAgents(context.Artifacts).Any())
            return request;
        var works = await s_works.Value.ConfigureAwait(false);
        context.Progress?.Report(
            works
                ? "Without a network, since an agent wrote a part of it"
                : "With the network: 'unshare' and 'ip' can't take it away here, and an agent wrote a part of what runs"
        );
        return works ? Isolate(request) : request;
    }

    /// <summary>The same program in a network of its own.</summary>
    public static ProcessRequest Isolate(ProcessRequest request) =>
        request with
        {
            FileName = "unshare",
            Arguments = ["-rn", "sh", "-c", Enter, "sh", request.FileName, .. request.Arguments],
        };

    private static async Task<bool> ProbeAsync()
    {
        if (!OperatingSystem.IsLinux() || ProcessRunner.Find("unshare") is null)
            return false;
        var probe = Isolate(new ProcessRequest("true")) with { Timeout = TimeSpan.FromSeconds(20) };
        return (await ProcessRunner.RunAsync(probe, CancellationToken.None).ConfigureAwait(false)).Succeeded;
    }
}
