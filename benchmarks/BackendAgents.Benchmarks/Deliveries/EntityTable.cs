using System.Diagnostics;
using System.Globalization;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Checks;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Benchmarks.Deliveries;

/// <summary>Where the lines and the time of an entity go.</summary>
internal static class EntityTable
{
    private static readonly int[] s_counts = [100, 300, 1_000];

    public static void Run()
    {
        var lines = ManyEntities.LinesOfOneMore();
        Console.WriteLine($"| {string.Join(" | ", ManyEntities.Kinds)} | all |");
        Console.WriteLine($"|{string.Concat(ManyEntities.Kinds.Append("").Select(static _ => "---|"))}");
        Console.WriteLine($"| {string.Join(" | ", ManyEntities.Kinds.Select(kind => lines[kind]))} | {lines.Values.Sum()} |");
        Console.WriteLine();
        Console.WriteLine("| entities | reading, s | plan and files, s | rules, s | ms an entity | files | MB |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        // The first pays for the compiler of the runtime.
        foreach (var count in s_counts.Prepend(10))
        {
            var yaml = ManyEntities.Yaml(count);
            var (blueprint, reading) = Time(() => CapabilityCatalog.BuiltIn.Read(yaml).Blueprint!);
            var (files, writing) = Time(() => CapabilityCatalog.BuiltIn.Deliver(blueprint));
            var (_, checking) = Time(() => new CheckEngine().Check(new CheckContext(blueprint, files)));
            if (count == 10)
                continue;
            var size = files.Sum(static file => (long)file.Content.Length) / 1024d / 1024d;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {count} | {reading:0.00} | {writing:0.00} | {checking:0.00} | "
                        + $"{(reading + writing + checking) * 1000 / count:0.0} | {files.Count} | {size:0.0} |"
                )
            );
        }
    }

    // Processor time, so that a busy machine counts less.
    private static (T Value, double Seconds) Time<T>(Func<T> work)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var value = work();
        process.Refresh();
        return (value, (process.TotalProcessorTime - before).TotalSeconds);
    }
}
