using System.Diagnostics;
using System.Globalization;
using System.Text;
using BackendAgents.Offline;

namespace BackendAgents.Benchmarks.Briefs;

/// <summary>How the time of reading grows with the length of a brief.</summary>
internal static class BriefTable
{
    private static readonly int[] s_sizes = [4_096, 8_192, 16_384, 32_768, 65_000];

    public static void Run()
    {
        Console.WriteLine("| characters | ms | us/character |");
        Console.WriteLine("|---|---|---|");
        foreach (var size in s_sizes)
        {
            var brief = Write(size);
            var samples = new List<double>();
            for (var i = 0; i < 7; i++)
            {
                var watch = Stopwatch.StartNew();
                BriefReader.Read(brief);
                samples.Add(watch.Elapsed.TotalMilliseconds);
            }

            var middle = samples.Order().ElementAt(samples.Count / 2);
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"| {brief.Length} | {middle:0} | {middle * 1000 / brief.Length:0.0} |")
            );
        }
    }

    // Ever new things, as in a long list of requirements.
    private static string Write(int length)
    {
        var text = new StringBuilder();
        for (var i = 0; text.Length < length; i++)
        {
            var name = "thing" + (char)('a' + (i % 26)) + (char)('a' + (i / 26 % 26));
            text.Append(
                CultureInfo.InvariantCulture,
                $"Every {name} has a title, a colour and a price and belongs to a customer. Managers create {name}s and "
                    + $"customers only see their own {name}s. "
            );
        }

        return text.ToString(0, length);
    }
}
