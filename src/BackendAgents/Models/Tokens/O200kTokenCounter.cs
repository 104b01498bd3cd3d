using Microsoft.ML.Tokenizers;

namespace BackendAgents.Models.Tokens;

/// <summary>
/// Counts with the o200k_base vocabulary of current OpenAI models. For other models this is an estimate, usually within a fifth.
/// The vocabulary is read at the first count.
/// </summary>
internal sealed class O200kTokenCounter : ITokenCounter
{
    private static readonly Lazy<Tokenizer> s_vocabulary = new(() => TiktokenTokenizer.CreateForEncoding("o200k_base"));

    /// <inheritdoc />
    public int Count(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 ? 0 : s_vocabulary.Value.CountTokens(text);
    }
}
