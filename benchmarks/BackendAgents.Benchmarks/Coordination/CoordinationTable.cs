using System.Diagnostics;
using System.Globalization;

namespace BackendAgents.Benchmarks.Coordination;

/// <summary>Both sides in one process, in turns, as a Markdown table.</summary>
internal static class CoordinationTable
{
    private static readonly (int Members, int Turns)[] s_sizes = [(2, 10), (4, 40), (4, 200)];

    public static async Task RunAsync(bool quick)
    {
        // Without a long warm-up the compiler would be measured, on both sides.
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(quick ? 8 : 20); )
        {
            for (var i = 0; i < 20; i++)
            {
                await Sides.OursTalking(4, 40)(null).ConfigureAwait(false);
                await Sides.OursReviewing(4, 40)(null).ConfigureAwait(false);
            }

            await Sides.TheirsTalking(4, 40)(null).ConfigureAwait(false);
            await Sides.TheirsReviewing(4, 40)(null).ConfigureAwait(false);
            await Task.Delay(20).ConfigureAwait(false);
        }

        foreach (
            var (name, ours, theirs) in (IEnumerable<(string, Side, Side)>)
                [("talk", Sides.OursTalking, Sides.TheirsTalking), ("review", Sides.OursReviewing, Sides.TheirsReviewing)]
        )
        {
            Write(
                $"| {name}: members x turns | checkpoints | us/turn ours | theirs | ratio | KB/turn ours | theirs | ratio | "
                    + "disk KB ours | theirs | ratio | sent K tokens ours | theirs | ratio |"
            );
            Write("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
            foreach (var (members, turns) in s_sizes)
            {
                await RowAsync(ours, theirs, members, turns, durable: false, quick).ConfigureAwait(false);
                await RowAsync(ours, theirs, members, turns, durable: true, quick).ConfigureAwait(false);
            }

            await RowAsync(ours, theirs, 4, 100, durable: true, quick).ConfigureAwait(false);
            Write("");
        }
    }

    private static async Task RowAsync(Side ourSide, Side theirSide, int members, int turns, bool durable, bool quick)
    {
        var repeats = quick ? 3 : Math.Max(7, 400 / turns);
        const int warm = 3;
        var ours = new List<Sample>();
        var theirs = new List<Sample>();
        for (var i = 0; i < warm + repeats; i++)
        {
            // In turns, so that a slow spell of the machine hits both.
            var a = await SampleAsync(() => ourSide(members, turns), turns, durable).ConfigureAwait(false);
            var b = await SampleAsync(() => theirSide(members, turns), turns, durable).ConfigureAwait(false);
            if (i < warm)
                continue;
            ours.Add(a);
            theirs.Add(b);
        }

        var (o, t) = (Median(ours), Median(theirs));
        Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {members} x {turns} | {(durable ? "durable" : "none")} | {o.Microseconds:0} | {t.Microseconds:0} | "
                    + $"{o.Microseconds / t.Microseconds:0.000} | {o.Bytes / 1024:0.0} | {t.Bytes / 1024:0.0} | "
                    + $"{o.Bytes / t.Bytes:0.000} | {o.Disk / 1024:0} | {t.Disk / 1024:0} | "
                    + $"{(durable ? (o.Disk / t.Disk).ToString("0.0000", CultureInfo.InvariantCulture) : "")} | {o.Sent / 4000:0} | "
                    + $"{t.Sent / 4000:0} | {o.Sent / t.Sent:0.000} |"
            )
        );
    }

    // Short runs many at a time: the collection before a sample leaves the processor's caches cold and its threads asleep, which would
    // weigh more on them. Durable ones take long enough with fewer.
    private static async Task<Sample> SampleAsync(Func<Func<string?, Task<Sides.Outcome>>> prepare, int turns, bool durable)
    {
        var runs = Enumerable.Range(0, Math.Max(1, (durable ? 200 : 1_000) / turns)).Select(_ => prepare()).ToList();
        var folders = runs.ConvertAll(_ => durable ? Directory.CreateTempSubdirectory("bench-").FullName : null);
        try
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var watch = Stopwatch.StartNew();
            Sides.Outcome? outcome = null;
            for (var i = 0; i < runs.Count; i++)
                outcome = await runs[i](folders[i]).ConfigureAwait(false);
            watch.Stop();
            var bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
            var all = runs.Count * turns;
            return new Sample(watch.Elapsed.TotalMicroseconds / all, (double)bytes / all, outcome!.DiskBytes, outcome.SentCharacters);
        }
        finally
        {
            foreach (var folder in folders.OfType<string>())
                Directory.Delete(folder, recursive: true);
        }
    }

    private static Sample Median(List<Sample> samples) =>
        new(
            Middle(samples.Select(static sample => sample.Microseconds)),
            Middle(samples.Select(static sample => sample.Bytes)),
            samples[0].Disk,
            samples[0].Sent
        );

    private static double Middle(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    private static void Write(string line) => Console.WriteLine(line);

    /// <summary>Prepares a run of so many members and turns.</summary>
    private delegate Func<string?, Task<Sides.Outcome>> Side(int members, int turns);

    private sealed record Sample(double Microseconds, double Bytes, double Disk, double Sent);
}
