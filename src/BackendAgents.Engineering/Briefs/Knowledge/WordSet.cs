namespace BackendAgents.Engineering.Briefs.Knowledge;

/// <summary>
/// Words of which sentences of one kind are made: one word that only such a sentence has, and beside it none that is strange to it. So a
/// sentence is told that no expression foresees, and one that says more than the kind does is left alone. Data, not code: words stand with
/// blanks between them, and what belongs together with underscores: <c>how_to_run</c>.
/// </summary>
internal sealed class WordSet
{
    // Stands in a list of words for any whole number.
    private const string Number = "#";

    private readonly Lazy<HashSet<string>> _anchors;
    private readonly Lazy<HashSet<string>> _hints;
    private readonly Lazy<HashSet<string>> _words;
    private readonly Lazy<HashSet<string>> _others;

    public WordSet()
    {
        _anchors = new(() => List(Anchors));
        _hints = new(() => List(Hints));
        _words = new(() => List(Words));
        _others = new(() => List(Others));
    }

    /// <summary>What tells the kind by itself.</summary>
    public string Anchors { get; set; } = "";

    /// <summary>What tells the kind where one of its other words stands beside it.</summary>
    public string Hints { get; set; } = "";

    /// <summary>What such a sentence may say besides.</summary>
    public string Words { get; set; } = "";

    /// <summary>What it may leave to choose instead: behind or before an 'or' or a slash.</summary>
    public string Others { get; set; } = "";

    /// <summary>What is told of such a sentence.</summary>
    public string Reason { get; set; } = "";

    /// <summary>What of the service does what such a sentence asks for.</summary>
    public string Element { get; set; } = "";

    /// <summary>Whether that takes accounts.</summary>
    public bool Accounts { get; set; }

    /// <summary>The words and phrases of a list.</summary>
    public static HashSet<string> List(string words) =>
        words
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(static word => word.Replace('_', ' ').Replace('-', ' '))
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether a sentence is of this kind by one of its words.</summary>
    public bool IsNamed(SentenceWords sentence) =>
        sentence.Places(_anchors.Value).Any()
        || sentence
            .Places(_hints.Value)
            .Any(hint => sentence.Places(_words.Value).Any(word => word.At >= hint.At + hint.Length || word.At + word.Length <= hint.At));

    /// <summary>Whether every word of a sentence is one of these kinds' or of the common ones.</summary>
    public static bool Cover(IReadOnlyList<WordSet> kinds, HashSet<string> common, SentenceWords sentence)
    {
        for (var at = 0; at < sentence.Count; )
        {
            var length = sentence.Longest(at, phrase => common.Contains(phrase) || kinds.Any(kind => kind.Allows(phrase)));
            if (length == 0 && kinds.Any(kind => kind.Leaves(sentence, at)))
                length = 1;
            if (length == 0)
                return false;
            at += length;
        }

        return true;
    }

    /// <summary>The words of a sentence that are of this kind, and not common.</summary>
    public IEnumerable<string> Own(SentenceWords sentence, HashSet<string> common) =>
        Enumerable.Range(0, sentence.Count).Select(at => sentence[at]).Where(word => Allows(word) && !common.Contains(word));

    private bool Allows(string words) =>
        _anchors.Value.Contains(words)
        || _hints.Value.Contains(words)
        || _words.Value.Contains(words)
        || _words.Value.Contains(Number) && words.All(char.IsAsciiDigit);

    // 'Swagger or Postman': one of them is enough.
    private bool Leaves(SentenceWords sentence, int at) =>
        _others.Value.Contains(sentence[at]) && (at > 0 && sentence[at - 1] == "or" || at + 1 < sentence.Count && sentence[at + 1] == "or");
}
