using System.Diagnostics;
using System.Globalization;

namespace BackendAgents.Tests.Coordination.Faults;

/// <summary>A process that works on a run until it is done or killed.</summary>
internal static class KillHost
{
    public const string Verb = "kill-host";

    /// <summary>Starts such a process.</summary>
    public static Process Start(string folder, int pauseMilliseconds)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(KillHost).Assembly.Location);
        start.ArgumentList.Add(Verb);
        start.ArgumentList.Add(folder);
        start.ArgumentList.Add(pauseMilliseconds.ToString(CultureInfo.InvariantCulture));
        return Process.Start(start)!;
    }

    /// <summary>What such a process does; prints the stop reason and the hash.</summary>
    public static async Task<int> RunAsync(string folder, int pauseMilliseconds)
    {
        var result = await new Workbench(folder, TimeSpan.FromMilliseconds(pauseMilliseconds)).ResumeAsync();
        await Console.Out.WriteLineAsync($"{result.Stop.Kind} {result.Artifacts.Hash} {result.Stop.Message}");
        return result.Approved ? 0 : 1;
    }
}
