using System.Diagnostics;
using System.Globalization;
using System.Text;
using BackendAgents.Definitions;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Benchmarks.Definitions;

/// <summary>Definitions loaded from disk: the loader, against YamlDotNet alone on the same front matter, in turns in one process.</summary>
internal static class DefinitionTable
{
    private const string Folder = "definitions";
    private static readonly int[] s_sizes = [250, 500, 1_000, 2_000];

    public static void Run()
    {
        Console.WriteLine("| files | ms ours | ms YamlDotNet | ratio | MB ours | KB/file ours | MB YamlDotNet |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var size in s_sizes)
        {
            var folder = Directory.CreateTempSubdirectory(Folder).FullName;
            try
            {
                Write(folder, size);
                var ours = new List<(double Time, double Bytes)>();
                var theirs = new List<(double Time, double Bytes)>();
                for (var i = 0; i < 14; i++)
                {
                    // In turns, so that a slow spell of the machine hits both; the first ones only warm up.
                    var a = Measure(() => AgentDefinitionLoader.LoadFolder(folder).Count, size);
                    var b = Measure(() => Yaml(folder), size);
                    if (i < 5)
                        continue;
                    ours.Add(a);
                    theirs.Add(b);
                }

                var (o, t) = (Middle(ours), Middle(theirs));
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {size} | {o.Time:0.0} | {t.Time:0.0} | {o.Time / t.Time:0.00} | {o.Bytes / 1048576:0.0} | "
                            + $"{o.Bytes / size / 1024:0.0} | {t.Bytes / 1048576:0.0} |"
                    )
                );
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>One side once, in a process that has done nothing else: the compiler's work included.</summary>
    public static void Cold(string side)
    {
        var folder = Directory.CreateTempSubdirectory(Folder).FullName;
        Write(folder, 1_000);
        var watch = Stopwatch.StartNew();
        var count = side == "ours" ? AgentDefinitionLoader.LoadFolder(folder).Count : Yaml(folder);
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{side}: {count} definitions, cold, {watch.Elapsed.TotalMilliseconds:0} ms")
        );
        Directory.Delete(folder, recursive: true);
    }

    // What anyone would write who trusts that front matter is YAML: the document is parsed, and nothing is looked at.
    private static int Yaml(string folder)
    {
        var count = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.md"))
        {
            var text = File.ReadAllText(file);
            var end = text.IndexOf("\n---", 4, StringComparison.Ordinal);
            var stream = new YamlStream();
            stream.Load(new StringReader(text[4..end]));
            count += stream.Documents.Count;
        }

        return count;
    }

    private static (double Time, double Bytes) Measure(Func<int> load, int expected)
    {
        GC.Collect();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        var count = load();
        watch.Stop();
        if (count != expected)
            throw new InvalidOperationException($"{count} definitions instead of {expected}.");
        return (watch.Elapsed.TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true) - before);
    }

    // Valid front matter of the usual size, since YamlDotNet alone reads no other, with a prompt of 6,000 characters below it.
    private static void Write(string folder, int count)
    {
        var prompt = string.Concat(Enumerable.Repeat("- Look at the schema, the indexes and the queries before you say anything.\n", 80));
        for (var i = 0; i < count; i++)
        {
            var text = new StringBuilder("---\n").Append(CultureInfo.InvariantCulture, $"name: agent-{i}\ndescription: |\n");
            for (var line = 0; line < 8; line++)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  Use this agent when the service number {i} needs work on its part {line}: schema, queries, tests.\n"
                );
            text.Append("tools: Read, Write, Edit, Grep\nmodel: sonnet\ncolor: blue\n---\n\n").Append(prompt);
            File.WriteAllText(Path.Combine(folder, $"agent-{i}.md"), text.ToString());
        }
    }

    private static (double Time, double Bytes) Middle(List<(double Time, double Bytes)> samples) =>
        (
            samples.Select(static sample => sample.Time).Order().ElementAt(samples.Count / 2),
            samples.Select(static sample => sample.Bytes).Order().ElementAt(samples.Count / 2)
        );
}
