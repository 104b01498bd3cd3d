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
            // The runtime looks through all processes anew for each one that it kills, which takes too long where many are at work.
            var looks = OperatingSystem.IsLinux() && Directory.Exists("/proc/self");
            if (looks)
                KillAll(root);
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

    private void KillAll(Process root)
    {
        var mark = Encoding.ASCII.GetBytes(_mark);
        var family = root.HasExited ? [] : new HashSet<int> { root.Id };
        for (var look = 0; look < MaxLooks; look++)
        {
            var parents = new Dictionary<int, int>();
            var found = new HashSet<int>();
            foreach (var folder in Directory.EnumerateDirectories("/proc"))
            {
                if (
                    !int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                    || id == Environment.ProcessId
                )
                    continue;
                // Empty for what is dead and only waits for its parent to hear of it.
                if (Read(folder + "/environ").AsSpan().IndexOf(mark) >= 0)
                    found.Add(id);
                parents[id] = ParentOf(folder);
            }

            // A child may have put its environment away.
            family.UnionWith(found);
            while (parents.Where(pair => family.Contains(pair.Value) && family.Add(pair.Key)).ToList() is { Count: > 0 } children)
                found.UnionWith(children.Select(static pair => pair.Key));
            var killed = 0;
            foreach (var id in found)
                killed += Kill(id) ? 1 : 0;
            if (killed == 0)
                return;
            family.Clear();
        }
    }

    private static int ParentOf(string folder)
    {
        // Number, name in parentheses, state, parent; the name may hold anything.
        var stat = Encoding.ASCII.GetString(Read(folder + "/stat"));
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return
            fields.Length > 1
            && fields[0] != "Z"
            && int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var parent)
            ? parent
            : 0;
    }

    private static byte[] Read(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Gone in the meantime, or somebody else's.
            return [];
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
