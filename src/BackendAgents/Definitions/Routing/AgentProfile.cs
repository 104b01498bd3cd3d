namespace BackendAgents.Definitions.Routing;

// What an agent is for, as its definition says it: topics of the lexicon, and its own words with their weights.
internal sealed class AgentProfile
{
    // As many words as sentences say what an agent is for; more of them only blur its direction.
    private const int MeantWords = 90;

    private readonly HashSet<string> _special = new(StringComparer.Ordinal);

    private AgentProfile(AgentDefinition agent) => Agent = agent;

    public AgentDefinition Agent { get; }

    public bool IsReviewer { get; private init; }

    /// <summary>Weight of each topic.</summary>
    public double[] Topics { get; } = new double[Lexicon.Default.Topics.Count];

    /// <summary>How far the agent works in a trade, 0 to 1.</summary>
    public Dictionary<string, double> Domains { get; } = new(StringComparer.Ordinal);

    /// <summary>How much of the server side it covers, 0 to 1: who covers much takes what names nothing special.</summary>
    public double Breadth { get; private set; }

    /// <summary>
    /// Weight of the agent's own words, by stem, below 1: those of its name most, each less the more often it stands there.
    /// </summary>
    public Dictionary<string, double> Words { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Weight of the words of its name, description and examples as they stand there, below 1; see <see cref="NearWords"/>.
    /// </summary>
    public Dictionary<string, double> Said { get; } = new(StringComparer.Ordinal);

    /// <summary>What it says that it is not for, by stem.</summary>
    public HashSet<string> Denied { get; } = new(StringComparer.Ordinal);

    /// <summary>The words of its name that stand for one thing of a trade, by stem: Django, Kubernetes, payroll.</summary>
    public IReadOnlySet<string> Special => _special;

    /// <summary>The directions of what it is for, of its points, and of what users say in its examples.</summary>
    public float[][] Meanings { get; private init; } = [];

    /// <summary>The same three as text, for who embeds sentences, and behind them each sentence and point alone.</summary>
    public string[] Texts { get; private init; } = [];

    public static AgentProfile Of(AgentDefinition agent)
    {
        var text = new DefinitionText(agent);
        var profile = new AgentProfile(agent)
        {
            Meanings =
            [
                WordVectors.Default.Of(text.Name.Concat(text.For.Take(MeantWords))),
                WordVectors.Default.Of(text.Prompt.Count > 0 ? text.Prompt.Take(MeantWords) : text.For.Take(MeantWords)),
                WordVectors.Default.Of(text.Asked.Count > 0 ? text.Asked.Take(MeantWords) : text.Name),
            ],
            Texts = [.. text.Texts, .. text.Parts],
            IsReviewer =
                agent.Areas.Count > 0
                || text.Name.Exists(static word => word.Stem is "reviewer" or "auditor" or "critic" or "inspector" or "review" or "audit"),
        };
        var weights = Lexicon.Default.Ranking;
        var named = profile.Take(text.Name, topics: 4, weights["in name"]);
        profile.Take(text.For, topics: 1.5, weights["in description"]);
        profile.Take(text.Asked, topics: 0.7, weights["in examples"]);
        profile.Take(text.Prompt, topics: 0.4, weights["in prompt"]);
        foreach (var word in text.NotFor.Where(word => IsOwn(word) && !profile._special.Contains(word.Stem)))
            profile.Denied.Add(word.Stem);
        foreach (var word in text.Name)
        {
            if (agent.Areas.Count == 0 && IsOwn(word) && !SmallWords.Roles.Contains(word.Stem) && !SmallWords.Broad.Contains(word.Stem))
                profile._special.Add(word.Stem);
        }

        foreach (var word in text.Name.Concat(text.For).Concat(text.Asked).Where(IsOwn))
        {
            if (!SmallWords.Roles.Contains(word.Stem))
                profile.Said[word.Text] = profile.Words.GetValueOrDefault(word.Stem);
        }

        // Saturated: the tenth time says little more than the third.
        foreach (var (stem, weight) in profile.Words)
            profile.Words[stem] = weight / (weight + weights["saturation"]);
        foreach (var (word, weight) in profile.Said)
            profile.Said[word] = weight / (weight + weights["saturation"]);
        profile.Judge(agent);
        profile.Cover(named);
        return profile;
    }

    private static bool IsOwn(Word word) =>
        (word.Text.Length > 1 || !char.IsAsciiLetter(word.Text[0])) && !SmallWords.Common.Contains(word.Stem);

    private HashSet<string> Take(List<Word> words, double topics, double own)
    {
        var domains = new HashSet<string>(StringComparer.Ordinal);
        foreach (var hit in Lexicon.Default.FindTopics(words, tolerant: false).DistinctBy(static hit => (hit.Term.Source, hit.Term.Topic)))
        {
            var weight = hit.Term.Kind switch
            {
                TermKind.Strong => 3,
                TermKind.Plain => 2,
                TermKind.Hint => 0.5,
                _ => 0,
            };
            Topics[hit.Term.Topic] += weight * topics;
            if (weight >= 2)
                domains.Add(Lexicon.Default.Topics[hit.Term.Topic].Domain);
        }

        foreach (var word in words)
        {
            if (IsOwn(word))
                Words[word.Stem] = Words.GetValueOrDefault(word.Stem) + (SmallWords.Roles.Contains(word.Stem) ? own / 4 : own);
        }

        return domains;
    }

    // A reviewer judges its areas, whatever else its prompt speaks of.
    private void Judge(AgentDefinition agent)
    {
        if (agent.Areas.Count == 0)
            return;
        for (var topic = 0; topic < Topics.Length; topic++)
        {
            var area = Lexicon.Default.Topics[topic].Area;
            Topics[topic] = agent.Areas.Any(found => string.Equals(found.ToString(), area, StringComparison.OrdinalIgnoreCase))
                ? Topics[topic] + 20
                : Topics[topic] * 0.05;
        }
    }

    private void Cover(HashSet<string> named)
    {
        var total = Topics.Sum();
        var topics = Lexicon.Default.Topics;
        foreach (var group in topics.Select((topic, index) => (topic.Domain, Weight: Topics[index])).GroupBy(static pair => pair.Domain))
        {
            var weight = group.Sum(static pair => pair.Weight);
            var share = total == 0 ? 0 : weight / total;
            if (named.Contains(group.Key))
                Domains[group.Key] = 1;
            else if (share >= 0.3 && weight >= 4)
                Domains[group.Key] = Math.Min(1, share / 0.6);
        }

        var server = topics.Index().Where(static pair => pair.Item.Domain == Lexicon.Backend).Select(static pair => pair.Index).ToList();
        Breadth = Domains.ContainsKey(Lexicon.Backend) ? server.Count(topic => Topics[topic] >= 4) / (double)server.Count : 0;
    }
}
