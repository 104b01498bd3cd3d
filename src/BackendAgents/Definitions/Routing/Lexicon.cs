using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Definitions.Routing;

// The words of the trades (topics) and of what is asked (acts), from the embedded files. Immutable.
internal sealed class Lexicon
{
    public const string Backend = "backend";

    private static readonly Lazy<Lexicon> s_default = new(static () => new Lexicon());

    private readonly TermIndex _topics = new();
    private readonly Dictionary<string, TermIndex> _acts = new(StringComparer.Ordinal);
    private readonly List<LexiconTopic> _all = [];
    private readonly HashSet<string> _loose = new(StringComparer.Ordinal);
    private readonly TermIndex _related = new();
    private readonly List<List<Word>> _names = [];

    private Lexicon()
    {
        foreach (var file in (string[])["backend", "elsewhere"])
        {
            foreach (var topic in ((YamlSequenceNode)Load(file)["topics"]).Cast<YamlMappingNode>())
                Add(topic);
        }

        foreach (var (name, terms) in Load("acts").Concat(Load("business")))
        {
            var index = new TermIndex();
            foreach (var term in Terms(terms))
                index.Add(Term.Parse(Text(name) == "done" ? "=" + term : term, -1, TermKind.Strong));
            _acts.Add(Text(name), index);
        }

        _loose.UnionWith(Terms(Load("ranking")["loose trades"]));
        foreach (var (name, terms) in Load("related"))
        {
            foreach (var term in Terms(terms))
                _related.Add(Term.Parse(term, _names.Count, TermKind.Strong));
            _names.Add(Words.Split(Text(name)));
        }

        Domains = [.. _all.Select(static topic => topic.Domain).Distinct()];
        Ranking = Load("ranking")
            .Where(static pair => Text(pair.Key) != "loose trades")
            .ToDictionary(
                static pair => Text(pair.Key),
                static pair => double.Parse(Text(pair.Value), CultureInfo.InvariantCulture),
                StringComparer.Ordinal
            );
    }

    public static Lexicon Default => s_default.Value;

    /// <summary>Whether a trade is but a name for many that have little to do with each other.</summary>
    public bool IsLoose(string domain) => _loose.Contains(domain);

    /// <summary>The trades, each once.</summary>
    public IReadOnlyList<string> Domains { get; }

    public IReadOnlyList<LexiconTopic> Topics => _all;

    /// <summary>How much speaks for an agent, by what it is.</summary>
    public IReadOnlyDictionary<string, double> Ranking { get; }

    /// <summary>Where words of the topics stand, the longest at each place; slips of the fingers and compound words included.</summary>
    public List<TermHit> FindTopics(IReadOnlyList<Word> words, bool tolerant = true)
    {
        var hits = _topics.Find(words, tolerant);

        // 'landing page' is not a page, 'data frame' is no data.
        var reach = new int[words.Count];
        foreach (var hit in hits)
        {
            for (var at = hit.Start; at < hit.Start + hit.Length; at++)
                reach[at] = Math.Max(reach[at], hit.Length);
        }

        hits.RemoveAll(inner =>
        {
            for (var at = inner.Start; at < inner.Start + inner.Length; at++)
            {
                if (reach[at] <= inner.Length)
                    return false;
            }

            return true;
        });
        return hits;
    }

    /// <summary>
    /// Where words of an act stand: <c>make</c>, <c>review</c>, <c>verdict</c>, <c>done</c>, <c>refuse</c>, <c>turn</c> …
    /// </summary>
    public List<TermHit> FindActs(string act, IReadOnlyList<Word> words) => _acts[act].Find(words, tolerant: false);

    /// <summary>The names of what a message speaks of without naming it, each once, with the words that say so.</summary>
    public IEnumerable<(IReadOnlyList<Word> Names, string Said)> FindRelated(IReadOnlyList<Word> words) =>
        _related
            .Find(words, tolerant: false)
            .DistinctBy(static hit => hit.Term.Topic)
            .Select(hit =>
                (
                    (IReadOnlyList<Word>)_names[hit.Term.Topic],
                    string.Join(' ', words.Skip(hit.Start).Take(hit.Length).Select(static word => word.Text))
                )
            );

    private void Add(YamlMappingNode node)
    {
        var number = _all.Count;
        var area = node.Children.TryGetValue("area", out var found) ? Text(found) : null;
        _all.Add(new LexiconTopic(Text(node["id"]), Text(node["domain"]), area));
        foreach (var kind in Enum.GetValues<TermKind>())
        {
            if (!node.Children.TryGetValue(kind.ToString().ToLowerInvariant(), out var terms))
                continue;
            foreach (var term in Terms(terms))
                _topics.Add(Term.Parse(term, number, kind));
        }
    }

    private static YamlMappingNode Load(string name)
    {
        using var reader = new StreamReader(typeof(Lexicon).Assembly.GetManifestResourceStream($"lexicon/{name}.yaml")!);
        var yaml = new YamlStream();
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static string[] Terms(YamlNode node) =>
        Text(node).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;
}

// A field of work and the trade that it belongs to; Area for what reviewers judge.
internal sealed record LexiconTopic(string Id, string Domain, string? Area);

// How much a word says: alone enough; alone enough unless something speaks against it; only with others; only where something is to be
// made.
internal enum TermKind
{
    Strong,
    Plain,
    Hint,
    Business,
}

// A word of the lexicon found in a text.
internal readonly record struct TermHit(Term Term, int Start, int Length, bool Guessed);
