// A run whose process dies in the middle, and is taken up again: nothing is lost, nothing happens twice.
//   dotnet run -- <folder for journals>
using System.Diagnostics;
using BackendAgents;
using BackendAgents.Coordination;
using BackendAgents.Coordination.Events;
using Microsoft.Extensions.DependencyInjection;

const string Brief = "A library lends books to members. Every book has a title and a unique isbn. Members borrow books.";

if (args is ["die", var place])
{
    // The third finished turn is the last thing that this process does: no handler, no flush, no goodbye.
    var turns = 0;
    await BuildAsync(
        place,
        "killed",
        resume: false,
        new Listener(happened =>
        {
            if (happened is TurnEnded && ++turns == 3)
                Process.GetCurrentProcess().Kill();
        })
    );
    return 1;
}

var folder = args is [var named] ? named : Directory.CreateTempSubdirectory("runs-").FullName;
var unbroken = await BuildAsync(folder, "unbroken", resume: false);
Console.WriteLine($"An unbroken run: {unbroken.Transcript.Count} turns, artifacts {unbroken.Artifacts.Hash[..12]}");

using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Host(), "die", folder]))!;
await child.WaitForExitAsync();
Console.WriteLine(
    $"A run that died with code {child.ExitCode}, its journal has {new FileInfo(Path.Combine(folder, "killed.journal")).Length} bytes"
);

var recorded = 0;
var resumed = await BuildAsync(
    folder,
    "killed",
    resume: true,
    new Listener(happened => recorded += happened is TurnStarted { Replayed: true } ? 1 : 0)
);
Console.WriteLine(
    $"Resumed: {resumed.Transcript.Count} turns, {recorded} of them from the journal, artifacts {resumed.Artifacts.Hash[..12]}"
);
Console.WriteLine(resumed.Artifacts.Hash == unbroken.Artifacts.Hash ? "The same bytes." : "Different bytes!");
return resumed.Approved && resumed.Artifacts.Hash == unbroken.Artifacts.Hash ? 0 : 1;

static async Task<TeamResult> BuildAsync(string folder, string run, bool resume, IProgress<TeamEvent>? progress = null)
{
    await using var services = new ServiceCollection().AddBackendAgents().BuildServiceProvider();
    var request = new BuildRequest
    {
        Brief = resume ? "" : Brief,
        RunId = run,
        Resume = resume,
        Verify = false,
        Team = new TeamOptions { RunsFolder = folder },
    };
    return (await services.GetRequiredService<BackendBuilder>().BuildAsync(request, progress)).Team;
}

// Started as 'dotnet Sample.dll', the process is dotnet and needs to be told the file again.
static string[] Host() =>
    Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];

// Unlike Progress<T> it is called at once, on the run's own thread.
internal sealed class Listener(Action<TeamEvent> heard) : IProgress<TeamEvent>
{
    public void Report(TeamEvent value) => heard(value);
}
