using System.Diagnostics;

namespace BackendAgents.Tests.Verification;

/// <summary>What runs on this machine, by Linux's own account.</summary>
internal static class RunningProcesses
{
    // Far below the minutes that a process that was forgotten would sleep.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    /// <summary>Processes whose command line names a folder or that work in it: what is dead and merely not yet buried is none.</summary>
    public static IReadOnlyList<string> Of(string folder)
    {
        var found = new List<string>();
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(static path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            try
            {
                var command = File.ReadAllText(process + "/cmdline").Replace('\0', ' ');
                var at = command.Length == 0 ? "" : File.ResolveLinkTarget(process + "/cwd", returnFinalTarget: false)?.FullName ?? "";
                if (command.Contains(folder, StringComparison.Ordinal) || at.StartsWith(folder, StringComparison.Ordinal))
                    found.Add($"{Path.GetFileName(process)} {(command.Length <= 200 ? command : command[..200])}");
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It has ended while it was looked at.
            }
        }

        return found;
    }

    /// <summary>Waits until one of them has a text in its command line.</summary>
    public static async Task UntilAsync(string folder, string text, Task meanwhile)
    {
        while (!Of(folder).Any(line => line.Contains(text, StringComparison.Ordinal)))
        {
            Assert.That(meanwhile.IsCompleted, Is.False, $"it was over before there was a process with '{text}'");
            await Task.Delay(5);
        }
    }

    /// <summary>Asserts that none is left soon after a moment; how soon is printed, for a busy machine takes its time.</summary>
    public static async Task AssertNoneAsync(string folder, long since, string what)
    {
        var over = Stopwatch.GetElapsedTime(since);
        IReadOnlyList<string> left;
        while ((left = Of(folder)).Count > 0 && Stopwatch.GetElapsedTime(since) < s_limit)
            await Task.Delay(5);
        var gone = Stopwatch.GetElapsedTime(since);
        TestContext.Out.WriteLine($"{what}: over after {over.TotalMilliseconds:F0} ms, nothing left after {gone.TotalMilliseconds:F0} ms");
        Assert.That(left, Is.Empty);
        Assert.That(over, Is.LessThan(s_limit), what);
    }
}
