using Microsoft.ML.Tokenizers;

namespace BackendAgents.Coordination.Budgets;

/// <summary>Counts tokens with the o200k vocabulary, for models that report no usage and for reservations. Thread-safe.</summary>
internal static class TokenCounter
{
    // Longer texts are counted up to here and scaled, because counting 10 MB would take seconds.
    private const int Whole = 200_000;

    // The tokenizer's time grows with the square of a word's length, so long texts are cut. A cut costs at most one token.
    private const int Slice = 4_000;

    private static readonly Lazy<Tokenizer> s_tokenizer = new(static () => TiktokenTokenizer.CreateForEncoding("o200k_base"));

    public static long Count(string text)
    {
        if (text.Length == 0)
            return 0;
        var counted = Math.Min(text.Length, Whole);
        long tokens = 0;
        for (var at = 0; at < counted; at += Slice)
            tokens += s_tokenizer.Value.CountTokens(text.AsSpan(at, Math.Min(Slice, counted - at)));
        return counted == text.Length ? tokens : (long)Math.Ceiling(tokens * ((double)text.Length / counted));
    }
}
