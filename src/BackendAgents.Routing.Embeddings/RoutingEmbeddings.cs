using Microsoft.Extensions.AI;

namespace BackendAgents;

/// <summary>Embeddings of sentences for the router, computed in this process.</summary>
public static class RoutingEmbeddings
{
    /// <summary>
    /// Loads snowflake-arctic-embed-xs, an English model of 22 million weights, of which each vector has 384 numbers. Takes half a second
    /// and some 200 MB. Thread-safe; the caller disposes of it.
    /// </summary>
    public static IEmbeddingGenerator<string, Embedding<float>> Create() => new SentenceModel();
}
