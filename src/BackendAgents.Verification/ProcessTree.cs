using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace BackendAgents.Verification;

/// <summary>
/// A program and all that comes of it. Descendants are found by their parents and, on Linux, also by a mark that they inherit in their
/// environment: a daemon has left its parent, but not its environment.
/// </summary>
internal sealed class ProcessTree
{
    private const string Variable = "BACKENDAGENTS_PROCESS_TREE";

    // Each look finds what was forked during the one before, or was becoming another program then; this many are never needed.
    private const int MaxLooks = 100;
    private const int QuietLooks = 2;
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(10);

    // In /proc/ID/stat, counted from the state on; and the process whose children are Linux's own.
    private const int StartField = 19;
    private const int KernelThreads = 2;

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
            // The runtime looks through all processes anew for each one that it kills, which takes too long where many are at work.
            var looks = OperatingSystem.IsLinux() && Directory.Exists("/proc/self");
            if (looks)
                await KillAllAsync(root).ConfigureAwait(false);
            root.Kill(entireProcessTree: !looks);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or NotSupportedException or AggregateException)
        {
            // It ended by itself in the meantime, or one of its children did.
        }

        try
        {
            await root.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (InvalidOperationException)
        {
            // It is gone already.
        }
    }

    private async Task KillAllAsync(Process root)
    {
        var mark = Encoding.ASCII.GetBytes(_mark);
        var family = root.HasExited ? [] : new HashSet<int> { root.Id };
        var begun = Origin(string.Create(CultureInfo.InvariantCulture, $"/proc/{root.Id}")).Started;
        var quiet = 0;
        for (var look = 0; look < MaxLooks; look++)
        {
            var parents = new Dictionary<int, int>();
            var found = new HashSet<int>();
            var isUndecided = false;
            foreach (var folder in Directory.EnumerateDirectories("/proc"))
            {
                if (
                    !int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                    || id == Environment.ProcessId
                )
                    continue;
                var environment = Read(folder + "/environ");
                var (parent, started) = Origin(folder);
                if (environment.AsSpan().IndexOf(mark) >= 0)
                    found.Add(id);
                // One that is becoming another program has no environment for a moment, and its parent may be dead already.
                isUndecided |= environment is { Length: 0 } && started >= 0 && started >= begun;
                parents[id] = parent;
            }

            // A child may have put its environment away.
            family.UnionWith(found);
            while (parents.Where(pair => family.Contains(pair.Value) && family.Add(pair.Key)).ToList() is { Count: > 0 } children)
                found.UnionWith(children.Select(static pair => pair.Key));
            var killed = 0;
            foreach (var id in found)
                killed += Kill(id) ? 1 : 0;
            quiet = killed == 0 && !isUndecided ? quiet + 1 : 0;
            // One that was forked behind where a look had come to, by one that ended before the look came there, is seen by the next.
            if (quiet == QuietLooks)
                return;
            if (killed == 0)
                await Task.Delay(s_betweenLooks).ConfigureAwait(false);
            family.Clear();
        }
    }

    // The parent of a process, and when it was started, in ticks since the machine was; nothing of one that is dead, or a part of Linux.
    private static (int Parent, long Started) Origin(string folder)
    {
        // Number, name in parentheses, state, parent, and 17 fields later the start; the name may hold anything.
        var stat = Encoding.ASCII.GetString(Read(folder + "/stat") ?? []);
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return
            fields.Length > StartField
            && fields[0] is not ("Z" or "X")
            && int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var parent)
            && parent != KernelThreads
            && long.TryParse(fields[StartField], NumberStyles.None, CultureInfo.InvariantCulture, out var started)
            ? (parent, started)
            : (0, -1);
    }

    private static byte[]? Read(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Gone in the meantime, or somebody else's.
            return null;
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
