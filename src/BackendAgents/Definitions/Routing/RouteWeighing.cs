using System.Numerics.Tensors;

namespace BackendAgents.Definitions.Routing;

// Weighs agents for one message.
internal sealed class RouteWeighing
{
    // 'Review the security of my API' is about security: an aspect says more than the thing that has it.
    private static readonly Dictionary<string, double> s_aspects = new(StringComparer.Ordinal)
    {
        ["security"] = 2,
        ["performance"] = 1.8,
        ["quality"] = 1.3,
        ["operations"] = 1.1,
    };

    // How much of the server side the broadest agents cover.
    private const double Broadest = 0.75;

    // How much surer than it says the sense is taken to be.
    private const double Sharpness = 2;

    private static readonly HashSet<string> s_none = [];

    private static readonly IReadOnlyDictionary<string, double> s_ranking = Lexicon.Default.Ranking;

    private readonly MessageReading _reading;
    private readonly Dictionary<string, double> _demands;
    private readonly double[] _topics;
    private readonly bool _hasReviewer;
    private readonly WordMatch?[] _matches;

    private readonly Sense _sense;
    private readonly double _odds;

    // A verdict is asked for, not work.
    private readonly bool _reviewing;
    private readonly double[] _near;
    private readonly Likeness _meaning;
    private readonly Likeness? _sentence;
    private readonly Likeness? _parts;

    // How many words tell what it is about.
    private readonly double _telling;
    private readonly IReadOnlyList<AgentProfile> _profiles;

    /// <summary>Weighs.</summary>
    /// <param name="reading">Of the message.</param>
    /// <param name="index">Of the agents.</param>
    /// <param name="sense">What it wants, see <see cref="BackendSense"/>.</param>
    /// <param name="vector">Embedding of the message, when there is one.</param>
    /// <param name="sentences">Embeddings of each agent's texts, when there are some.</param>
    public RouteWeighing(
        MessageReading reading,
        AgentIndex index,
        Sense sense,
        float[]? vector = null,
        IReadOnlyList<float[][]>? sentences = null
    )
    {
        var profiles = index.Profiles;
        _sense = sense;
        _odds = sense.Odds;
        _reviewing =
            sense.Review > sense.Work && (sense.Review > sense.Other || reading.Reviewing)
            || (reading.Reviewing && sense.Other > sense.Work);
        if (vector is not null && sentences is not null)
        {
            _sentence = Likeness.Of(vector, sentences);
            _parts = Likeness.OfParts(vector, sentences);
        }

        _meaning = index.Meaning(reading);
        _reading = reading;
        _profiles = profiles;
        _demands = Lexicon.Default.Domains.ToDictionary(static domain => domain, Demand, StringComparer.Ordinal);
        _topics = new double[Lexicon.Default.Topics.Count];
        foreach (var segment in reading.Segments)
        {
            for (var topic = 0; topic < _topics.Length; topic++)
                _topics[topic] += segment.Topics[topic];
        }

        if (_reviewing && _topics.Sum() < 2)
        {
            for (var topic = 0; topic < _topics.Length; topic++)
                _topics[topic] += reading.Background[topic];
        }

        _hasReviewer =
            _reviewing
            && profiles.Any(profile => profile.IsReviewer && profile.Domains.Any(pair => _demands.GetValueOrDefault(pair.Key) > 0));
        _telling = Math.Max(
            1,
            reading.Active.Where(static word => !SmallWords.Common.Contains(word.Stem)).DistinctBy(static word => word.Stem).Count()
        );
        _near = index.Near([.. reading.Active, .. reading.English]);
        _matches = index.Match(
            [.. reading.Active, .. reading.English],
            _demands[Lexicon.Backend] > 0 ? BackendSense.Business(reading) : s_none
        );
    }

    /// <summary>What speaks for an agent, by <see cref="RouteWeights.Names"/>.</summary>
    public double[] Features(int agent)
    {
        var profile = _profiles[agent];
        var match = _matches[agent];
        var trade = 0.0;
        foreach (var (domain, share) in profile.Domains)
            trade = Math.Max(
                trade,
                Math.Min(_demands.GetValueOrDefault(domain), 3)
                    * share
                    * Fit(profile, domain)
                    * (Lexicon.Default.IsLoose(domain) ? s_ranking["loose"] : 1)
            );

        // Who is for one thing takes what is about that thing; who is for much takes what names nothing special.
        var special = profile.Special.Count == 0 ? 0 : Math.Min(1, (match?.Special ?? 0) / profile.Special.Count);
        if (profile.Special.Count > 0)
            trade *= s_ranking["special"] + ((1 - s_ranking["special"]) * special);
        if (profile.IsReviewer && !_reviewing)
            trade *= 0.12;
        else if (!profile.IsReviewer && _hasReviewer)
            trade *= 0.4;
        var words = match?.Sum ?? 0;
        var generalist = profile.IsReviewer || profile.Special.Count > 0 ? 0 : Math.Min(1, Math.Pow(profile.Breadth / Broadest, 2));
        return
        [
            trade / 3,
            words,
            2 * (match?.Best ?? 0),
            words * Math.Min(1, (match?.Words.Count ?? 0) / _telling),
            special,
            profile.Special.Count == 1 ? special : 0,
            Math.Min(4, match?.Words.Count ?? 0) / 4.0,
            _meaning.Of(agent),
            _meaning.Lead(agent),
            generalist,
            generalist * _odds / 2,
            profile.IsReviewer && !_reviewing ? 1 : 0,
            profile.IsReviewer && _reviewing ? 1 : 0,
            !profile.IsReviewer && _reviewing ? 1 : 0,
            profile.Domains.GetValueOrDefault(Lexicon.Backend) > 0.5 ? 1 : 0,
            _near[agent],
            _reviewing ? profile.Agent.Areas.Select(_sense.On).DefaultIfEmpty().Max() : 0,
            _reviewing && profile.Agent.Areas.Count > 0 ? 1 - profile.Agent.Areas.Max(_sense.On) : 0,
            _sentence?.Of(agent) ?? 0,
            _sentence?.Lead(agent) ?? 0,
            _parts?.Of(agent) ?? 0,
            _parts?.Lead(agent) ?? 0,
        ];
    }

    /// <summary>What speaks for nobody, by <see cref="RouteWeights.NobodyNames"/>.</summary>
    public double[] Nobody() =>
        [
            1,
            _odds / 4,
            _matches.Max(static match => match?.Sum ?? 0),
            _meaning.Best,
            2 * _matches.Max(static match => match?.Best ?? 0),
            1 / _telling,
            Math.Log(_profiles.Count) / 5,
            _sentence?.Best ?? 0,
            _parts?.Best ?? 0,
        ];

    /// <summary>How likely each agent is the right one, and at the end nobody; together 1.</summary>
    public double[] Likelihoods(RouteWeights weights)
    {
        var agents = Enumerable.Range(0, _profiles.Count).Select(Features).ToList();
        var nobody = Nobody();
        var likely = new double[agents.Count + 1];
        double[] shares = [_sense.Work, _sense.Review, _sense.Other];

        // Many agents share what speaks for a wish, and one has all of another: the likelier wish decides first.
        TensorPrimitives.Pow(shares, Sharpness, shares);
        TensorPrimitives.Divide(shares, TensorPrimitives.Sum<double>(shares), shares);
        foreach (var (share, set) in shares.Zip((RouteWeightSet[])[weights.Work, weights.Review, weights.Other]))
            TensorPrimitives.MultiplyAdd(Share(agents, nobody, set), share, likely, likely);
        return likely;
    }

    private static double[] Share(List<double[]> agents, double[] nobody, RouteWeightSet weights)
    {
        var sums = new double[agents.Count + 1];
        for (var agent = 0; agent < agents.Count; agent++)
            sums[agent] = TensorPrimitives.Dot<double>(agents[agent], weights.Agents);
        sums[^1] = TensorPrimitives.Dot<double>(nobody, weights.Nobody);
        TensorPrimitives.SoftMax(sums, sums);
        return sums;
    }

    public string Reason(AgentProfile? chosen)
    {
        if (chosen is not null)
            return Why(chosen, _matches[Place(chosen)]);
        var strongest = _demands.MaxBy(static pair => pair.Value);
        var about = Said(hit => DomainOf(hit) == strongest.Key);
        if (strongest.Value > 0 && about.Length > 0)
            return $"It is about {strongest.Key} ({about}), which is for no agent here.";
        return _reading.Finished.Count > 0
            ? $"What it says of {string.Join(", ", _reading.Finished.Order(StringComparer.Ordinal))} is done or not wanted, and "
                + "the rest is for no agent here."
            : "Nothing in it is clearly for an agent here.";
    }

    private string Why(AgentProfile chosen, WordMatch? match)
    {
        var shared = (match?.Words ?? []).OrderByDescending(static pair => pair.Weight).Take(6).Select(static pair => $"'{pair.Word}'");
        var said = Said(hit => chosen.Domains.ContainsKey(DomainOf(hit)));
        var words = said.Length > 0 ? said : string.Join(", ", shared);
        if (words.Length == 0)
            words = Demanded(chosen)
                ? "what is said there are rules of a business, which a service keeps"
                : "it means what that agent is for";
        return _reviewing && chosen.IsReviewer
            ? $"It asks for a verdict on what {chosen.Agent.Name} judges: {words}."
            : $"It asks for work of {chosen.Agent.Name}: {words}.";
    }

    private bool Demanded(AgentProfile chosen) => chosen.Domains.ContainsKey(Lexicon.Backend) && _odds > 0;

    private int Place(AgentProfile profile)
    {
        for (var at = 0; at < _profiles.Count; at++)
        {
            if (ReferenceEquals(_profiles[at], profile))
                return at;
        }

        return -1;
    }

    private double Demand(string domain)
    {
        var demand = domain == Lexicon.Backend ? Backend() : _reading.Demand(domain);
        if (demand > 0 || !_reviewing)
            return demand;

        // A verdict may be asked on little: 'review this code', or on what was just said to be done.
        var own = _reading.Segments.Sum(segment => segment.Of(domain));
        var against = _reading.Segments.Sum(segment => segment.Against(domain));
        if (own == 0 && against == 0)
            own = Lexicon.Default.Topics.Select((topic, index) => topic.Domain == domain ? _reading.Background[index] : 0).Sum();
        return own > 0 && against == 0 ? Math.Max(2, own) : 0;
    }

    private double Backend() => _odds > (_reviewing ? -1 : 0) ? Math.Clamp(2 + (_odds / 3), 1.5, 3) : 0;

    // How well the topics asked for and the agent's agree, 0.5 to 1.
    private double Fit(AgentProfile profile, string domain)
    {
        double product = 0,
            asked = 0,
            offered = 0;
        for (var topic = 0; topic < _topics.Length; topic++)
        {
            if (Lexicon.Default.Topics[topic].Domain != domain)
                continue;
            var area = Lexicon.Default.Topics[topic].Area;
            var wanted = _topics[topic] * (_reviewing && area is not null ? s_aspects.GetValueOrDefault(area, 1) : 1);

            // What has no area of its own is judged as code.
            if (_reviewing && area is null)
                continue;
            product += wanted * profile.Topics[topic];
            asked += wanted * wanted;
            offered += profile.Topics[topic] * profile.Topics[topic];
        }

        if (asked == 0 || offered == 0)
            return _reviewing && profile.Agent.Areas.Contains(Engineering.Diagnostics.Area.Quality)
                ? 0.7
                : 0.5 + (0.5 * Broad(profile, domain, 0));
        var likeness = product / Math.Sqrt(asked * offered);
        return 0.5 + (0.5 * Math.Max(likeness, Broad(profile, domain, likeness)));
    }

    // Who covers much of the server side takes what names nothing special there.
    private double Broad(AgentProfile profile, string domain, double likeness) =>
        domain == Lexicon.Backend && !_reviewing ? Math.Min(1, (s_ranking["breadth"] * profile.Breadth) + (likeness * 0.2)) : 0;

    private string Said(Func<TermHit, bool> which) =>
        string.Join(
            ", ",
            _reading
                .Segments.SelectMany(static segment => segment.Hits)
                .Where(which)
                .OrderBy(static hit => hit.Term.Kind)
                .Select(hit => $"'{string.Join(' ', _reading.Words.Skip(hit.Start).Take(hit.Length).Select(static word => word.Text))}'")
                .Distinct()
                .Take(6)
        );

    private static string DomainOf(TermHit hit) => Lexicon.Default.Topics[hit.Term.Topic].Domain;
}
