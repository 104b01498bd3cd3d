using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace BackendAgents.Verification;

/// <summary>
/// A program and all that comes of it. Descendants are found by their parents and, on Linux, by a mark that they inherit in their environment:
/// a daemon has left its parent, but not its environment.
/// </summary>
internal sealed class ProcessTree
{
    private const string Variable = "BACKENDAGENTS_PROCESS_TREE";

    // Each look finds what was forked during the one before; this many are never needed.
    private const int MaxLooks = 20;

    private readonly string _mark = Guid.NewGuid().ToString("N");

    /// <summary>Marks a program that is about to be started. One started by a marked program belongs to the trees of both.</summary>
    public void Mark(ProcessStartInfo info)
    {
        var outer = info.Environment.TryGetValue(Variable, out var value) ? value + ";" : "";
        info.Environment[Variable] = outer + _mark;
    }

    /// <summary>Kills the program and all that comes of it, and waits until the program has ended.</summary>
    public async Task KillAsync(Process root)
    {
        try
        {
            root.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or NotSupportedException or AggregateException)
        {
            // It ended by itself in the meantime, or one of its children did.
        }

        if (OperatingSystem.IsLinux())
            KillMarked();
        try
        {
            await root.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (InvalidOperationException)
        {
            // It is gone already.
        }
    }

    private void KillMarked()
    {
        var mark = Encoding.ASCII.GetBytes(_mark);
        for (var look = 0; look < MaxLooks; look++)
        {
            var found = false;
            foreach (var folder in Directory.EnumerateDirectories("/proc"))
            {
                if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                    && id != Environment.ProcessId && IsMarked(folder, mark))
                    found |= Kill(id);
            }

            if (!found)
                return;
        }
    }

    private static bool IsMarked(string folder, byte[] mark)
    {
        try
        {
            // Empty for what is dead and only waits for its parent to hear of it.
            return File.ReadAllBytes(folder + "/environ").AsSpan().IndexOf(mark) >= 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Gone in the meantime, or somebody else's.
            return false;
        }
    }

    private static bool Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            return true;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }
}
