namespace BackendAgents.Coordination.Journal;

/// <summary>
/// Text that can be written down and read back as it was. Half of a surrogate pair is no character: whatever writes it as UTF-8 puts
/// U+FFFD in its place, so that a replay would read another text than the run did. It is replaced where text enters.
/// </summary>
internal static class WellFormed
{
    private const char Replacement = '\ufffd';

    /// <summary>The text, each lone surrogate replaced; the very same string when there is none.</summary>
    public static string Text(string text)
    {
        var at = text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff');
        return at < 0 ? text : Mend(text, at);
    }

    /// <summary>Replaces lone surrogates in the texts among the arguments of a call.</summary>
    public static void Mend(IDictionary<string, object?>? arguments)
    {
        List<KeyValuePair<string, object?>>? mended = null;
        foreach (var (name, value) in arguments ?? EmptyArguments)
        {
            if (value is string text && Text(text) is var well && !ReferenceEquals(text, well))
                (mended ??= []).Add(new(name, well));
        }

        foreach (var (name, value) in mended ?? [])
            arguments![name] = value;
    }

    private static Dictionary<string, object?> EmptyArguments { get; } = [];

    private static string Mend(string text, int at)
    {
        char[]? mended = null;
        for (; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
                continue;
            if (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]))
                at++;
            else
                (mended ??= text.ToCharArray())[at] = Replacement;
        }

        return mended is null ? text : new string(mended);
    }
}
