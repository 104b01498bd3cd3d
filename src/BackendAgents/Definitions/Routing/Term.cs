namespace BackendAgents.Definitions.Routing;

// A word or a phrase of the lexicon: by stem, =exactly, prefix*, *suffix, *anywhere*.
internal sealed record Term(string Source, int Topic, TermKind Kind, IReadOnlyList<TermPart> Parts)
{
    public static Term Parse(string source, int topic, TermKind kind)
    {
        var exact = source.StartsWith('=');
        var begins = source.EndsWith('*');
        var ends = source.StartsWith('*');
        var words = Words.Split(source.Trim('=', '*'));
        var parts = words.Select(
            (word, index) =>
                new TermPart(
                    word.Text,
                    word.Stem,
                    ends && index == 0 && begins && words.Count == 1 ? Match.Anywhere
                        : ends && index == 0 ? Match.End
                        : begins && index == words.Count - 1 ? Match.Beginning
                        : exact ? Match.Exact
                        : Match.Stem
                )
        );
        return new Term(source, topic, kind, [.. parts]);
    }

    public bool IsAt(IReadOnlyList<Word> words, int start)
    {
        if (start + Parts.Count > words.Count)
            return false;
        for (var index = 0; index < Parts.Count; index++)
        {
            if (!Parts[index].Is(words[start + index]) || (index > 0 && words[start + index].Before == Break.Sentence))
                return false;
        }

        return true;
    }
}

// One word of a term.
internal sealed record TermPart(string Text, string Stem, Match Match)
{
    public bool Is(Word word) =>
        Match switch
        {
            Match.Exact => word.Text == Text,
            Match.Beginning => word.Text.StartsWith(Text, StringComparison.Ordinal) || word.Stem == Stem,
            Match.End => word.Text.EndsWith(Text, StringComparison.Ordinal),
            Match.Anywhere => word.Text.Contains(Text, StringComparison.Ordinal),
            _ => word.Stem == Stem,
        };
}

internal enum Match
{
    Stem,
    Exact,
    Beginning,
    End,
    Anywhere,
}
