namespace BackendAgents.Definitions.Routing;

// One thought of a message: words up to a full stop, a 'but', or another command. What it says is done or not wanted is left out.
internal sealed class Segment(int sentence)
{
    // Weights of kinds of words; less when the word was guessed from a slip or a compound.
    private static readonly double[] s_weights = [3, 2, 0.8, 0.8];

    private readonly Dictionary<string, double> _hints = new(StringComparer.Ordinal);

    public int Sentence { get; } = sentence;

    public List<TermHit> Hits { get; } = [];

    public List<Word> Active { get; } = [];

    /// <summary>Weight of each topic, by its number in the lexicon.</summary>
    public double[] Topics { get; } = new double[Lexicon.Default.Topics.Count];

    /// <summary>Weight of each trade. A word that belongs to two topics of a trade counts once.</summary>
    public Dictionary<string, double> Domains { get; } = new(StringComparer.Ordinal);

    /// <summary>The trade of the first word that says something alone: 'a joke about databases' is a joke.</summary>
    public string? Head { get; private set; }

    public void Weigh(bool making, bool building, Func<TermHit, bool> isSource)
    {
        var topics = Lexicon.Default.Topics;
        var anchored =
            building || Hits.Exists(hit => hit.Term.Kind != TermKind.Business && topics[hit.Term.Topic].Domain == Lexicon.Backend);
        var others = Hits.Exists(hit => topics[hit.Term.Topic].Domain != Lexicon.Backend && hit.Term.Kind != TermKind.Hint);
        var counted = new HashSet<(string Domain, string Word)>();
        foreach (var hit in Hits.OrderBy(static hit => hit.Start).ThenBy(static hit => hit.Term.Kind))
        {
            var topic = topics[hit.Term.Topic];
            var weight = s_weights[(int)hit.Term.Kind] * (hit.Guessed ? 0.85 : 1);
            if (hit.Term.Kind == TermKind.Business)
                weight *=
                    making && anchored ? 1
                    : anchored ? 0.5
                    : 0;
            if (topic.Domain == Lexicon.Backend && others && hit.Term.Kind != TermKind.Business && isSource(hit))
                weight *= 0.4;
            if (counted.Add((topic.Id + '/', hit.Length + "@" + hit.Start)))
                Topics[hit.Term.Topic] += weight;
            if (hit.Term.Kind <= TermKind.Plain)
                Head ??= topic.Domain;
            if (counted.Add((topic.Domain, hit.Term.Source)) && (hit.Length > 1 || counted.Add((topic.Domain, "@" + hit.Start))))
            {
                Domains[topic.Domain] = Domains.GetValueOrDefault(topic.Domain) + weight;
                if (hit.Term.Kind >= TermKind.Hint)
                    _hints[topic.Domain] = _hints.GetValueOrDefault(topic.Domain) + weight;
            }
        }
    }

    public double Of(string domain) => Domains.GetValueOrDefault(domain);

    /// <summary>Weight of the other trades; their hints count half.</summary>
    public double Against(string domain) =>
        Domains.Where(pair => pair.Key != domain).Sum(static pair => pair.Value)
        - (Domains.Where(pair => pair.Key != domain).Sum(pair => _hints.GetValueOrDefault(pair.Key)) / 2);
}
