namespace BackendAgents.Definitions.Routing;

// Finds terms in a text without trying each at each place.
internal sealed class TermIndex
{
    private const int PrefixLength = 3;
    private const int MinCompound = 5;

    private readonly Dictionary<string, List<Term>> _byStem = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Term>> _byBeginning = new(StringComparer.Ordinal);
    private readonly List<Term> _anywhere = [];

    // Single words that a slip or a compound may stand for.
    private readonly Dictionary<string, List<Term>> _single = new(StringComparer.Ordinal);

    private KeyValuePair<string, List<Term>>[]? _sorted;

    public void Add(Term term)
    {
        var first = term.Parts[0];
        switch (first.Match)
        {
            case Match.End or Match.Anywhere:
                _anywhere.Add(term);
                break;
            case Match.Beginning:
                Put(_byBeginning, Beginning(first.Text), term);
                Put(_byStem, first.Stem, term);
                break;
            default:
                Put(_byStem, first.Stem, term);
                break;
        }

        if (
            term.Parts.Count == 1
            && first.Match != Match.Exact
            && first.Text.Length >= MinCompound
            && term.Kind is TermKind.Strong or TermKind.Plain
            && first.Text.All(char.IsAsciiLetter)
        )
            Put(_single, first.Text, term);
    }

    public List<TermHit> Find(IReadOnlyList<Word> words, bool tolerant)
    {
        var hits = new List<TermHit>();
        for (var start = 0; start < words.Count; start++)
        {
            var before = hits.Count;
            Collect(_byStem.GetValueOrDefault(words[start].Stem), words, start, hits);
            Collect(_byBeginning.GetValueOrDefault(Beginning(words[start].Text)), words, start, hits);
            Collect(_anywhere, words, start, hits);
            if (tolerant && hits.Count == before && words[start].Text.Length >= MinCompound)
                Guess(words, start, hits);
        }

        return hits;
    }

    private static void Collect(List<Term>? terms, IReadOnlyList<Word> words, int start, List<TermHit> hits)
    {
        foreach (var term in terms ?? [])
        {
            if (term.IsAt(words, start) && !IsThere(hits, start, term))
                hits.Add(new TermHit(term, start, term.Parts.Count, Guessed: false));
        }
    }

    // Hits come by place, so that only the last ones are looked at.
    private static bool IsThere(List<TermHit> hits, int start, Term term)
    {
        for (var at = hits.Count - 1; at >= 0 && hits[at].Start == start; at--)
        {
            if (ReferenceEquals(hits[at].Term, term))
                return true;
        }

        return false;
    }

    private void Guess(IReadOnlyList<Word> words, int start, List<TermHit> hits)
    {
        var word = words[start].Text;
        if (!word.All(char.IsAsciiLetter))
            return;
        _sorted ??= [.. _single.OrderBy(static pair => pair.Key, StringComparer.Ordinal)];
        foreach (var (text, terms) in _sorted)
        {
            var compound =
                word.Length >= text.Length + 3
                && (
                    word.StartsWith(text, StringComparison.Ordinal) && text.Length > MinCompound
                    || word.EndsWith(text, StringComparison.Ordinal)
                );
            if (compound || Words.IsSlip(word, text))
                hits.AddRange(
                    terms
                        .Where(term => compound || term.Kind == TermKind.Strong || text.Length >= 7)
                        .Select(term => new TermHit(term, start, 1, Guessed: true))
                );
        }
    }

    private static string Beginning(string word) => word.Length < PrefixLength ? word : word[..PrefixLength];

    private static void Put(Dictionary<string, List<Term>> index, string key, Term term)
    {
        if (!index.TryGetValue(key, out var terms))
            index.Add(key, terms = []);
        terms.Add(term);
    }
}
