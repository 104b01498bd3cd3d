using System.Collections.Concurrent;

namespace BackendAgents.Definitions.Routing;

// Finds terms in a text without trying each at each place.
internal sealed class TermIndex
{
    private const int PrefixLength = 3;
    private const int MinCompound = 5;

    // Definitions say the same words again and again; what is endless or odd is looked up each time.
    private const int MostKnown = 16_384;
    private const int LongestKnown = 32;

    private readonly Dictionary<string, List<Term>> _byStem = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Term>> _byBeginning = new(StringComparer.Ordinal);
    private readonly List<Term> _anywhere = [];

    // Single words that a slip or a compound may stand for.
    private readonly Dictionary<string, List<Term>> _single = new(StringComparer.Ordinal);

    // Which terms begin with a word, by its text.
    private readonly ConcurrentDictionary<string, Term[]> _known = new(StringComparer.Ordinal);

    private KeyValuePair<string, List<Term>>[]? _sorted;
    private int _knownCount;

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
            foreach (var term in Begun(words[start]))
            {
                if (term.IsAt(words, start))
                    hits.Add(new TermHit(term, start, term.Parts.Count, Guessed: false));
            }

            if (tolerant && hits.Count == before && words[start].Text.Length >= MinCompound)
                Guess(words, start, hits);
        }

        return hits;
    }

    private Term[] Begun(Word word)
    {
        if (_known.TryGetValue(word.Text, out var known))
            return known;
        Term[] found =
        [
            .. (_byStem.GetValueOrDefault(word.Stem) ?? [])
                .Concat(_byBeginning.GetValueOrDefault(Beginning(word.Text)) ?? [])
                .Concat(_anywhere)
                .Where(term => term.Parts[0].Is(word))
                .Distinct<Term>(ReferenceEqualityComparer.Instance),
        ];
        if (word.Text.Length <= LongestKnown && Volatile.Read(ref _knownCount) < MostKnown && _known.TryAdd(word.Text, found))
            Interlocked.Increment(ref _knownCount);
        return found;
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
