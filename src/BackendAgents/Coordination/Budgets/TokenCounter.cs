using Microsoft.ML.Tokenizers;

namespace BackendAgents.Coordination.Budgets;

/// <summary>Counts tokens with the o200k vocabulary, for models that report no usage and for reservations. Thread-safe.</summary>
internal static class TokenCounter
{
    // Past this the count is scaled: a 10 MB reply must not cost seconds.
    private const int Whole = 200_000;

    private static readonly Lazy<Tokenizer> Tokenizer = new(static () => TiktokenTokenizer.CreateForEncoding("o200k_base"));

    public static long Count(string text)
    {
        if (text.Length == 0)
            return 0;
        if (text.Length <= Whole)
            return Tokenizer.Value.CountTokens(text);
        long part = Tokenizer.Value.CountTokens(text.AsSpan(0, Whole));
        return (long)Math.Ceiling(part * ((double)text.Length / Whole));
    }
}
