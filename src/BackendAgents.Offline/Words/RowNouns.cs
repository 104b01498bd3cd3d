namespace BackendAgents.Offline.Words;

/// <summary>Says of nouns whether rows of them may be kept, by their words alone.</summary>
internal static class RowNouns
{
    private static readonly LexiconFiles.Honesty s_words = LexiconFiles.Honesty.Instance;

    /// <summary>Whether rows of it may be kept.</summary>
    public static bool Are(string noun) =>
        (!noun.EndsWith("ing", StringComparison.Ordinal) || s_words.RowGerunds.Contains(noun[(noun.LastIndexOf(' ') + 1)..]))
        && ArePlausible(noun)
        && !s_words.Vague.Contains(noun[(noun.LastIndexOf(' ') + 1)..]);

    /// <summary>
    /// Whether it has one to three plain words; a deed, an adverb or a joint in them shows that the grammar has slipped.
    /// </summary>
    public static bool ArePlausible(string noun)
    {
        var words = noun.Split(' ');
        return words.Length <= 3
            && words.All(static word => word.Length > 2 && word.All(char.IsAsciiLetter) && Lexicon.Instance.Closed(word) is null)
            && !words.SkipLast(1).Any(IsDeed);
    }

    private static bool IsDeed(string word) =>
        Lexicon.Instance.VerbOf(word) is { } form
        && form.Form is VerbForm.Ing or VerbForm.Past or VerbForm.S
        && !Lexicon.Instance.AlsoNoun(form.Verb)
        && !Lexicon.Instance.GerundNouns.Contains(word);
}
