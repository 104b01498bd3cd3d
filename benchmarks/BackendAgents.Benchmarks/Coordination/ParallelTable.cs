using System.Diagnostics;
using System.Globalization;

namespace BackendAgents.Benchmarks.Coordination;

/// <summary>
/// Many runs at once in one process, each of 4 members and 40 turns: how many turns a second, and what a run keeps in memory.
/// </summary>
internal static class ParallelTable
{
    private static readonly int[] s_sizes = [10, 25, 50, 100, 200];

    public static async Task RunAsync()
    {
        for (var i = 0; i < 300; i++)
            await Sides.OursReviewing(4, 40)(null).ConfigureAwait(false);
        Console.WriteLine("| runs at once | journal | turns/s | ms for all | KB kept a run | KB allocated a turn |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var durable in (bool[])[false, true])
        {
            foreach (var size in s_sizes)
                await RowAsync(size, durable).ConfigureAwait(false);
        }
    }

    private static async Task RowAsync(int runs, bool durable)
    {
        var samples = new List<(double Seconds, double Kept, double Allocated)>();
        for (var repeat = 0; repeat < 5; repeat++)
        {
            var folder = Directory.CreateTempSubdirectory("parallel-").FullName;
            try
            {
                var before = GC.GetTotalMemory(forceFullCollection: true);
                var allocated = GC.GetTotalAllocatedBytes(precise: true);
                var watch = Stopwatch.StartNew();
                var results = await Task.WhenAll(
                        Enumerable.Range(0, runs).Select(run => Task.Run(() => Sides.ResultAsync(4, 40, durable ? folder : null, run)))
                    )
                    .ConfigureAwait(false);
                watch.Stop();
                allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
                var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
                if (results.Any(static result => result.Transcript.Count != 40))
                    throw new InvalidOperationException("A run lost turns.");
                samples.Add((watch.Elapsed.TotalSeconds, kept / 1024.0 / runs, allocated / 1024.0 / runs / 40));
                GC.KeepAlive(results);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        var middle = samples.OrderBy(static sample => sample.Seconds).ElementAt(samples.Count / 2);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {runs} | {(durable ? "kept" : "none")} | {runs * 40 / middle.Seconds:0} | {middle.Seconds * 1000:0} | "
                    + $"{samples.Max(static sample => sample.Kept):0} | {middle.Allocated:0.0} |"
            )
        );
    }
}
