using System.Diagnostics;
using System.Globalization;

namespace BackendAgents.Tests.Coordination.Faults;

/// <summary>A process that works on a run until it is done or killed.</summary>
internal static class KillHost
{
    public const string Verb = "kill-host";

    /// <summary>Starts such a process.</summary>
    public static Process Start(string folder, int pauseMilliseconds) => Start(new ProcessStartInfo("dotnet"), folder, pauseMilliseconds);

    /// <summary>
    /// Starts such a process on a system that lets no file grow beyond a bound: what would is written up to it and then refused, as on a
    /// full disk.
    /// </summary>
    public static Process StartBounded(string folder, int kilobytes)
    {
        var start = new ProcessStartInfo("bash");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("trap '' XFSZ; ulimit -f \"$0\" && exec dotnet \"$@\"");
        start.ArgumentList.Add(kilobytes.ToString(CultureInfo.InvariantCulture));
        // The runtime's own memory would be such a file, too.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return Start(start, folder, pauseMilliseconds: 0);
    }

    private static Process Start(ProcessStartInfo start, string folder, int pauseMilliseconds)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
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
