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

    private static readonly HashSet<string> s_none = [];

    private static readonly IReadOnlyDictionary<string, double> s_ranking = Lexicon.Default.Ranking;

    private readonly MessageReading _reading;
    private readonly Dictionary<string, double> _demands;
    private readonly double[] _topics;
    private readonly bool _hasReviewer;
    private readonly WordMatch?[] _matches;

    // How many words tell what it is about.
    private readonly double _telling;
    private readonly IReadOnlyList<AgentProfile> _profiles;

    public RouteWeighing(MessageReading reading, IReadOnlyList<AgentProfile> profiles, AgentIndex index)
    {
        _reading = reading;
        _profiles = profiles;
        _demands = Lexicon.Default.Domains.ToDictionary(static domain => domain, Demand, StringComparer.Ordinal);
        _topics = new double[Lexicon.Default.Topics.Count];
        foreach (var segment in reading.Segments)
        {
            for (var topic = 0; topic < _topics.Length; topic++)
                _topics[topic] += segment.Topics[topic];
        }

        if (reading.Reviewing && _topics.Sum() < 2)
        {
            for (var topic = 0; topic < _topics.Length; topic++)
                _topics[topic] += reading.Background[topic];
        }

        _hasReviewer =
            reading.Reviewing
            && profiles.Any(profile => profile.IsReviewer && profile.Domains.Any(pair => _demands.GetValueOrDefault(pair.Key) > 0));
        _telling = Math.Max(
            1,
            reading.Active.Where(static word => !SmallWords.Common.Contains(word.Stem)).DistinctBy(static word => word.Stem).Count()
        );
        _matches = index.Match(reading.Active, _demands[Lexicon.Backend] > 0 ? BackendSense.Business(reading) : s_none);
    }

    /// <summary>How much speaks for an agent; from 1 on it takes the message.</summary>
    public double Weigh(int agent)
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
        var covered = Math.Min(1, (match?.Words.Count ?? 0) / _telling);
        var words =
            (match?.Sum ?? 0) * s_ranking["words"] * (1 + (covered * s_ranking["covered"])) + (special * special * s_ranking["named"]);
        if (profile.IsReviewer && !_reading.Reviewing)
        {
            trade *= 0.12;
            words *= 0.3;
        }
        else if (!profile.IsReviewer && _hasReviewer)
        {
            trade *= 0.4;
            words *= 0.6;
        }

        return (trade * s_ranking["trade"]) + words;
    }

    public string Reason(AgentProfile? chosen)
    {
        if (chosen is not null)
            return Why(chosen, _matches[Place(chosen)]);
        var strongest = _demands.MaxBy(static pair => pair.Value);
        if (strongest.Value > 0)
            return $"It is about {strongest.Key} ({Said(hit => DomainOf(hit) == strongest.Key)}), which is for no agent here.";
        return _reading.Finished.Count > 0
            ? $"What it says of {string.Join(", ", _reading.Finished.Order(StringComparer.Ordinal))} is done or not wanted, and "
                + "the rest is for no agent here."
            : "Nothing in it is for an agent here.";
    }

    private string Why(AgentProfile chosen, WordMatch? match)
    {
        var shared = (match?.Words ?? []).OrderByDescending(static pair => pair.Weight).Take(6).Select(static pair => $"'{pair.Word}'");
        var said = Said(hit => chosen.Domains.ContainsKey(DomainOf(hit)));
        var words = said.Length > 0 ? said : string.Join(", ", shared);
        if (words.Length == 0)
            words = "what is said there are rules of a business, which a service keeps";
        return _reading.Reviewing && chosen.IsReviewer
            ? $"It asks for a verdict on what {chosen.Agent.Name} judges: {words}."
            : $"It asks for work of {chosen.Agent.Name}: {words}.";
    }

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
        if (demand > 0 || !_reading.Reviewing)
            return demand;

        // A verdict may be asked on little: 'review this code', or on what was just said to be done.
        var own = _reading.Segments.Sum(segment => segment.Of(domain));
        var against = _reading.Segments.Sum(segment => segment.Against(domain));
        if (own == 0 && against == 0)
            own = Lexicon.Default.Topics.Select((topic, index) => topic.Domain == domain ? _reading.Background[index] : 0).Sum();
        return own > 0 && against == 0 ? Math.Max(2, own) : 0;
    }

    private double Backend()
    {
        var sense = BackendSense.Of(_reading);
        return sense > (_reading.Reviewing ? -1 : 0) ? Math.Clamp(2 + (sense / 3), 1.5, 3) : 0;
    }

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
            var wanted = _topics[topic] * (_reading.Reviewing && area is not null ? s_aspects.GetValueOrDefault(area, 1) : 1);

            // What has no area of its own is judged as code.
            if (_reading.Reviewing && area is null)
                continue;
            product += wanted * profile.Topics[topic];
            asked += wanted * wanted;
            offered += profile.Topics[topic] * profile.Topics[topic];
        }

        if (asked == 0 || offered == 0)
            return _reading.Reviewing && profile.Agent.Areas.Contains(Engineering.Diagnostics.Area.Quality)
                ? 0.7
                : 0.5 + (0.5 * Broad(profile, domain, 0));
        var likeness = product / Math.Sqrt(asked * offered);
        return 0.5 + (0.5 * Math.Max(likeness, Broad(profile, domain, likeness)));
    }

    // Who covers much of the server side takes what names nothing special there.
    private double Broad(AgentProfile profile, string domain, double likeness) =>
        domain == Lexicon.Backend && !_reading.Reviewing ? Math.Min(1, (s_ranking["breadth"] * profile.Breadth) + (likeness * 0.2)) : 0;

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
