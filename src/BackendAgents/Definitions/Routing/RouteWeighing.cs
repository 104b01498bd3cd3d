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

    private readonly MessageReading _reading;
    private readonly Dictionary<string, double> _demands;
    private readonly double[] _topics;
    private readonly bool _hasReviewer;

    public RouteWeighing(MessageReading reading, IReadOnlyList<AgentProfile> profiles)
    {
        _reading = reading;
        var domains = Lexicon.Default.Topics.Select(static topic => topic.Domain).Distinct();
        _demands = domains.ToDictionary(static domain => domain, domain => Demand(domain), StringComparer.Ordinal);
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
    }

    public double Weigh(AgentProfile profile)
    {
        var asked =
            profile.Domains.Count == 0
                ? 0
                : profile.Domains.Max(pair => _demands.GetValueOrDefault(pair.Key) * pair.Value * Fit(profile, pair.Key));
        if (profile.IsReviewer && !_reading.Reviewing)
            asked *= 0.12;
        else if (!profile.IsReviewer && _hasReviewer)
            asked *= 0.4;
        return asked + (asked > 0 ? 0.1 : 1) * OwnWords(profile);
    }

    public string Reason(AgentProfile? chosen)
    {
        if (chosen is not null && Said(hit => chosen.Domains.ContainsKey(DomainOf(hit))) is { Length: > 0 } words)
            return _reading.Reviewing && chosen.IsReviewer
                ? $"It asks for a verdict on what {chosen.Agent.Name} judges: {words}."
                : $"It asks for work of {chosen.Agent.Name}: {words}.";
        if (chosen is not null)
            return $"It speaks of what {chosen.Agent.Name} is for: {string.Join(", ", Shared(chosen).Take(6).Select(static word => $"'{word}'"))}.";
        var strongest = _demands.MaxBy(static pair => pair.Value);
        if (strongest.Value > 0)
            return $"It is about {strongest.Key} ({Said(hit => DomainOf(hit) == strongest.Key)}), which is for no agent here.";
        return _reading.Finished.Count > 0
            ? $"What it says of {string.Join(", ", _reading.Finished.Order(StringComparer.Ordinal))} is done or not wanted, and the rest is for no agent here."
            : "Nothing in it is for an agent here.";
    }

    private double Demand(string domain)
    {
        var demand = _reading.Demand(domain);
        if (demand > 0 || !_reading.Reviewing)
            return demand;

        // A verdict may be asked on little: 'review this code', or on what was just said to be done.
        var own = _reading.Segments.Sum(segment => segment.Of(domain));
        var against = _reading.Segments.Sum(segment => segment.Against(domain));
        if (own == 0 && against == 0)
            own = Lexicon.Default.Topics.Select((topic, index) => topic.Domain == domain ? _reading.Background[index] : 0).Sum();
        return own > 0 && against == 0 ? Math.Max(2, own) : 0;
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
            return _reading.Reviewing && profile.Agent.Areas.Contains(Engineering.Diagnostics.Area.Quality) ? 0.7 : 0.5;
        return 0.5 + (0.5 * product / Math.Sqrt(asked * offered));
    }

    // Words that the definition and the message share. One of the name is enough; of the rest, several.
    private double OwnWords(AgentProfile profile)
    {
        var shared = Shared(profile).Sum(word => profile.Words[word]);

        // An agent of a trade that the lexicon does not know may well be for what it calls everyday.
        var elsewhere = _demands
            .Where(pair => !profile.Domains.ContainsKey(pair.Key) && (profile.Domains.Count > 0 || pair.Key != "everyday"))
            .Select(static pair => pair.Value)
            .DefaultIfEmpty(0)
            .Max();
        if (profile.IsReviewer && !_reading.Reviewing)
            shared *= 0.3;

        // Where the lexicon knows the trade, the lexicon decides.
        if (profile.Domains.Count > 0)
            shared *= 0.25;
        return elsewhere > 0 ? shared * 0.3 : shared * 0.55;
    }

    private IEnumerable<string> Shared(AgentProfile profile) =>
        _reading
            .Segments.SelectMany(static segment => segment.Active)
            .Select(static word => word.Stem)
            .Distinct()
            .Where(profile.Words.ContainsKey);

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
