namespace BackendAgents.Definitions.Routing;

// Which agents have which words, so that a message is compared only with those that share one with it. Words are worth the more, the fewer
// agents have them (BM25); a word that nobody has is looked for by its beginning, which other forms and other languages often share.
internal sealed class AgentIndex
{
    private const int Beginning = 5;
    private const int Longer = 7;

    private readonly Dictionary<string, List<(int Agent, double Weight)>> _postings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(int Agent, double Weight)>> _beginnings = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<AgentProfile> _profiles;
    private readonly NearWords _near;

    public AgentIndex(IReadOnlyList<AgentProfile> profiles)
    {
        _profiles = profiles;
        _near = new NearWords(profiles);
        for (var agent = 0; agent < profiles.Count; agent++)
        {
            var begun = new Dictionary<string, double>(StringComparer.Ordinal);
            foreach (var (stem, weight) in profiles[agent].Words)
            {
                Put(_postings, stem, agent, weight);
                if (stem.Length >= Longer - 1)
                    begun[stem[..Beginning]] = Math.Max(begun.GetValueOrDefault(stem[..Beginning]), weight);
            }

            foreach (var (beginning, weight) in begun)
                Put(_beginnings, beginning, agent, weight);
        }
    }

    public IReadOnlyList<AgentProfile> Profiles => _profiles;

    /// <summary>How like each agent's texts a message is, by the meanings of words.</summary>
    public Likeness Meaning(MessageReading reading) =>
        Likeness.Of(
            WordVectors.Default.Of([.. reading.Active, .. reading.English]),
            [.. _profiles.Select(static profile => profile.Meanings)]
        );

    /// <summary>For each agent how much of a message is near to its words by meaning.</summary>
    public double[] Near(IReadOnlyList<Word> words) => _near.Of(words);

    /// <summary>For each agent what the words share with its own, and which ones they are.</summary>
    /// <param name="words">The message's.</param>
    /// <param name="business">Stems that say what a business does, and little about who makes software for it.</param>
    public WordMatch?[] Match(IReadOnlyList<Word> words, IReadOnlySet<string> business)
    {
        var matches = new WordMatch?[_profiles.Count];
        var ranking = Lexicon.Default.Ranking;
        foreach (var word in words.DistinctBy(static word => word.Stem))
        {
            if (SmallWords.Common.Contains(word.Stem))
                continue;
            var factor = business.Contains(word.Stem) ? ranking["business"] : 1;
            if (_postings.TryGetValue(word.Stem, out var found))
                Add(matches, found, word, word.Text, factor, isSaid: true);
            else if (word.Stem.Length >= Longer - 1 && _beginnings.TryGetValue(word.Stem[..Beginning], out found))
                Add(matches, found, word, word.Text, factor * ranking["by beginning"]);
        }

        foreach (var (names, said) in Lexicon.Default.FindRelated(words))
        {
            // The first name is the thing's own; the others are near it.
            var factor = ranking["related"];
            foreach (var name in names)
            {
                if (!words.Any(word => word.Stem == name.Stem) && Related(name) is { } found)
                    Add(matches, found, name, said, factor);
                factor *= 0.6;
            }
        }

        return matches;
    }

    // As a word, or as the beginning of one: refactoring, refactor.
    private List<(int Agent, double Weight)>? Related(Word name) =>
        _postings.GetValueOrDefault(name.Stem)
        ?? (name.Stem.Length >= Beginning ? _beginnings.GetValueOrDefault(name.Stem[..Beginning]) : null);

    private void Add(
        WordMatch?[] matches,
        List<(int Agent, double Weight)> found,
        Word word,
        string said,
        double factor,
        bool isSaid = false
    )
    {
        // Of few agents none can be said to be rare: fifty more are thought to be there.
        var rarity = Math.Log(1 + ((_profiles.Count + 50 - found.Count + 0.5) / (found.Count + 0.5))) / Math.Log(_profiles.Count + 51);
        foreach (var (agent, weight) in found)
        {
            var match = matches[agent] ??= new WordMatch();
            match.Sum += weight * rarity * factor * (_profiles[agent].Denied.Contains(word.Stem) ? -0.5 : 1);
            match.Words.Add((said, weight * rarity * factor));
            if (isSaid)
                match.Best = Math.Max(match.Best, weight * rarity);
            if (_profiles[agent].Special.Contains(word.Stem))
                match.Special += factor;
        }
    }

    private static void Put(Dictionary<string, List<(int Agent, double Weight)>> index, string key, int agent, double weight)
    {
        if (!index.TryGetValue(key, out var agents))
            index.Add(key, agents = []);
        agents.Add((agent, weight));
    }
}

// What a message and an agent share.
internal sealed class WordMatch
{
    public double Sum { get; set; }

    /// <summary>What the one word of both is worth that is worth most: a rare one says more than many that others have, too.</summary>
    public double Best { get; set; }

    /// <summary>How many of the words of its name that stand for one thing.</summary>
    public double Special { get; set; }

    public List<(string Word, double Weight)> Words { get; } = [];
}
