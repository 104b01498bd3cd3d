using System.Numerics.Tensors;
using System.Text;

namespace BackendAgents.Definitions.Routing;

// What English words mean, as directions: those that are used alike point alike. The table is derived from the sentence model
// all-MiniLM-L6-v2 (Apache-2.0), see docs/routing.md: each word was embedded alone, and the vectors shortened to 128 numbers of a byte.
internal sealed class WordVectors
{
    private const int ShortestStem = 3;

    private static readonly Lazy<WordVectors> s_default = new(static () => new WordVectors());

    private readonly Dictionary<string, int> _places;
    private readonly byte[] _table;
    private readonly int _start;

    private WordVectors()
    {
        using var stream = typeof(WordVectors).Assembly.GetManifestResourceStream("lexicon/words.bin")!;
        _table = new byte[stream.Length];
        stream.ReadExactly(_table);
        var count = BitConverter.ToInt32(_table, 0);
        Length = BitConverter.ToInt32(_table, 4);
        _start = _table.Length - (count * Length);
        _places = new Dictionary<string, int>(count, StringComparer.Ordinal);
        foreach (var word in Encoding.ASCII.GetString(_table, 8, _start - 9).Split('\n'))
            _places.Add(word, _places.Count);
    }

    public static WordVectors Default => s_default.Value;

    /// <summary>How many numbers a vector has.</summary>
    public int Length { get; }

    /// <summary>The direction of the words together, of length 1; all zero when none is known. Frequent words count less.</summary>
    public float[] Of(IEnumerable<Word> words)
    {
        var sum = new float[Length];
        foreach (var word in words)
        {
            var place = Place(word.Text);
            if (place < 0)
                continue;

            // The table begins with the most frequent words.
            var weight = (place + 20f) / (place + 420f);
            for (int at = 0, from = _start + (place * Length); at < Length; at++)
                sum[at] += weight * (sbyte)_table[from + at];
        }

        var length = TensorPrimitives.Norm(sum);
        if (length > 0)
            TensorPrimitives.Divide(sum, length, sum);
        return sum;
    }

    /// <summary>The direction of one word, of length 1; null when it is not known.</summary>
    public float[]? Alone(string word)
    {
        var place = Place(word);
        if (place < 0)
            return null;
        var vector = new float[Length];
        for (int at = 0, from = _start + (place * Length); at < Length; at++)
            vector[at] = (sbyte)_table[from + at];
        TensorPrimitives.Divide(vector, Math.Max(TensorPrimitives.Norm<float>(vector), 1e-6f), vector);
        return vector;
    }

    private int Place(string word)
    {
        if (_places.TryGetValue(word, out var place))
            return place;
        foreach (var ending in (ReadOnlySpan<string>)["s", "es", "ing", "ed", "e"])
        {
            if (
                word.Length >= ending.Length + ShortestStem
                && word.EndsWith(ending, StringComparison.Ordinal)
                && _places.TryGetValue(word[..^ending.Length], out place)
            )
                return place;
        }

        return -1;
    }
}
