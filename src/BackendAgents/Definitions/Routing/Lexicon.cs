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

    private Lexicon()
    {
        foreach (var file in (string[])["backend", "elsewhere"])
        {
            foreach (var topic in ((YamlSequenceNode)Load(file)["topics"]).Cast<YamlMappingNode>())
                Add(topic);
        }

        foreach (var (name, terms) in Load("acts"))
        {
            var index = new TermIndex();
            foreach (var term in Terms(terms))
                index.Add(Term.Parse(Text(name) == "done" ? "=" + term : term, -1, TermKind.Strong));
            _acts.Add(Text(name), index);
        }
    }

    public static Lexicon Default => s_default.Value;

    public IReadOnlyList<LexiconTopic> Topics => _all;

    /// <summary>Where words of the topics stand, the longest at each place; slips of the fingers and compound words included.</summary>
    public List<TermHit> FindTopics(IReadOnlyList<Word> words)
    {
        var hits = _topics.Find(words, tolerant: true);

        // 'landing page' is not a page, 'data frame' is no data.
        hits.RemoveAll(inner =>
            hits.Exists(outer =>
                outer.Length > inner.Length && outer.Start <= inner.Start && inner.Start + inner.Length <= outer.Start + outer.Length
            )
        );
        return hits;
    }

    /// <summary>
    /// Where words of an act stand: <c>make</c>, <c>review</c>, <c>verdict</c>, <c>done</c>, <c>refuse</c>, <c>turn</c> …
    /// </summary>
    public List<TermHit> FindActs(string act, IReadOnlyList<Word> words) => _acts[act].Find(words, tolerant: false);

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
