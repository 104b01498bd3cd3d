namespace BackendAgents.Definitions.Routing;

// What a message asks for: which topics, in which thoughts, and whether something is to be made or judged.
internal sealed class MessageReading
{
    // Trades whose thing comes first, and then what it is about: a poem about servers, an advert for a developer.
    private static readonly string[] s_genres = ["small-talk", "office"];

    private MessageReading(List<Word> words) => Words = words;

    public List<Word> Words { get; }

    public List<Segment> Segments { get; } = [];

    /// <summary>The words of what is asked for, without what is done or not wanted.</summary>
    public List<Word> Active { get; } = [];

    /// <summary>The words of what is done or not wanted.</summary>
    public List<Word> Idle { get; } = [];

    /// <summary>What the words of a message that is not English mean, see <see cref="Glossary"/>.</summary>
    public List<Word> English { get; private set; } = [];

    /// <summary>Trades that the message says are done, or not wanted.</summary>
    public HashSet<string> Finished { get; } = new(StringComparer.Ordinal);

    /// <summary>Something is asked, by its marks.</summary>
    public bool Asking { get; private init; }

    public bool Making { get; private set; }

    /// <summary>A verdict is asked for, not work.</summary>
    public bool Reviewing { get; private set; }

    /// <summary>Topics of what is done: 'The API is built. Review it.'</summary>
    public double[] Background { get; } = new double[Lexicon.Default.Topics.Count];

    public static MessageReading Read(string message)
    {
        var reading = new MessageReading(Routing.Words.Split(message)) { Asking = message.AsSpan().IndexOfAny('?', '？', '؟') >= 0 };
        reading.Cut();
        reading.English = Glossary.Default.English(reading.Active);
        return reading;
    }

    /// <summary>The words of the last thought that asks for something; none where there is but one thought.</summary>
    public List<Word> Last =>
        Segments.Count(static segment => segment.Active.Count > 0) + Math.Min(1, Idle.Count) < 2
            ? []
            : Segments.FindLast(static segment => segment.Active.Count > 0)?.Active ?? [];

    /// <summary>How strongly the trade is asked for; 0 when it is not, or when another trade's words weigh more.</summary>
    public double Demand(string domain)
    {
        var best = Segments.Max(segment => Demand(segment, domain));
        if (best > 0)
            return best;

        // The front is finished, and something is still to do: that is the server side.
        if (
            domain == Lexicon.Backend
            && !Finished.Contains(domain)
            && (Finished.Contains("frontend") || Finished.Contains("mobile"))
            && Segments.Sum(segment => segment.Against(domain)) < 1
            && (Making || Lexicon.Default.FindActs("rest", Words).Count > 0)
        )
            return 2;

        // Spread over several sentences: each says too little, together they don't.
        var own = Segments.Sum(segment => segment.Of(domain));
        var against = Segments.Sum(segment => segment.Against(domain));
        return
            own >= 2.4
            && own > against * 1.3
            && !Segments.Exists(segment => segment.Head is { } head && head != domain && s_genres.Contains(head))
            ? own
            : 0;
    }

    private double Demand(Segment segment, string domain)
    {
        var own = segment.Of(domain);
        var against = segment.Against(domain);
        if (domain == Lexicon.Backend && own > 0 && Finished.Count > 0 && !Finished.Contains(domain))
            own += 1.3;
        else if (domain != Lexicon.Backend && own > 0 && Finished.Contains(Lexicon.Backend))
            own += 1;
        if (segment.Head == domain)
            own *= s_genres.Contains(domain) ? 2 : 1.25;
        else if (segment.Head is { } head)
            against *= s_genres.Contains(head) ? 2 : 1.25;
        return own >= (against == 0 ? 1.75 : 2) - 1e-9 && own >= against ? own : 0;
    }

    private void Cut()
    {
        if (Words.Count == 0)
            return;
        var topics = Lexicon.Default.FindTopics(Words);
        var make = Lexicon.Default.FindActs("make", Words);
        var review = Lexicon.Default.FindActs("review", Words);
        var want = Lexicon.Default.FindActs("want", Words);
        var done = Lexicon.Default.FindActs("done", Words);
        var refuse = Lexicon.Default.FindActs("refuse", Words);
        var turns = Lexicon.Default.FindActs("turn", Words);
        var verdict = Lexicon.Default.FindActs("verdict", Words);
        Making = make.Count > 0 || want.Count > 0;
        Reviewing = IsReview(make, review, verdict, topics);

        var starts = new bool[Words.Count];
        var clauses = new bool[Words.Count];
        for (var at = 0; at < Words.Count; at++)
        {
            clauses[at] = at == 0 || Words[at].Before != Break.None || turns.Exists(hit => hit.Start == at);
            starts[at] =
                at == 0
                || Words[at].Before == Break.Sentence
                || SmallWords.Turns.Contains(Words[at].Text)
                || (
                    at + 1 < Words.Count
                    && SmallWords.And.Contains(Words[at].Text)
                    && (make.Exists(hit => hit.Start == at + 1) || review.Exists(hit => hit.Start == at + 1))
                    && Words[at].Text != "then"
                );
            clauses[at] |= starts[at];
        }

        var idle = IdleClauses(clauses, done, refuse, verdict);
        Segment? segment = null;
        for (int at = 0, sentence = 0; at < Words.Count; at++)
        {
            if (at > 0 && Words[at].Before == Break.Sentence)
                sentence++;
            if (segment is null || starts[at])
                Segments.Add(segment = new Segment(sentence));
            foreach (var hit in topics.Where(hit => hit.Start == at))
            {
                var domain = Lexicon.Default.Topics[hit.Term.Topic].Domain;
                if (!idle[at] && !IsDenied(hit))
                {
                    segment.Hits.Add(hit);
                    continue;
                }

                if (hit.Term.Kind <= TermKind.Plain)
                    Finished.Add(domain);
                Background[hit.Term.Topic] += hit.Term.Kind == TermKind.Strong ? 2 : 1;
            }

            if (idle[at])
            {
                Idle.Add(Words[at]);
                continue;
            }

            segment.Active.Add(Words[at]);
            Active.Add(Words[at]);
        }

        foreach (var found in Segments)
            found.Weigh(Making, Lexicon.Default.FindActs("build", Words).Count > 0, IsSource);
    }

    // Clauses that tell what is done already, or what is not wanted.
    private bool[] IdleClauses(bool[] clauses, List<TermHit> done, List<TermHit> refuse, List<TermHit> verdict)
    {
        var idle = new bool[Words.Count];
        for (var from = 0; from < Words.Count; )
        {
            var to = from + 1;
            while (to < Words.Count && !clauses[to])
                to++;
            var isDone =
                done.Exists(hit => hit.Start >= from && hit.Start < to && !Precedes(hit.Start, from, SmallWords.Not))
                && !(verdict.Exists(hit => hit.Start >= from && hit.Start < to) && Reviewing);
            var isRefused = refuse.Exists(hit => hit.Start >= from && hit.Start < to && !Precedes(hit.Start, from, SmallWords.Having));
            for (var at = from; at < to; at++)
                idle[at] = isDone || isRefused;
            from = to;
        }

        return idle;
    }

    private bool Precedes(int at, int from, HashSet<string> words) =>
        Enumerable.Range(1, 2).Any(back => at - back >= from && words.Contains(Words[at - back].Text));

    // 'not the backend': a denial, with nothing but small words between.
    private bool IsDenied(TermHit hit)
    {
        for (var at = hit.Start - 1; at >= 0 && at >= hit.Start - 4; at--)
        {
            if (SmallWords.Not.Contains(Words[at].Text))
                return Words[at + 1].Before == Break.None && !(at + 1 < Words.Count && Words[at + 1].Text is "only" or "just");
            if (!SmallWords.Articles.Contains(Words[at].Text) || Words[at + 1].Before != Break.None)
                return false;
        }

        return false;
    }

    // 'the list that comes from the API': where something comes from, not what is to be made.
    private bool IsSource(TermHit hit)
    {
        for (var at = hit.Start - 1; at >= 0 && at >= hit.Start - 4; at--)
        {
            if (SmallWords.From.Contains(Words[at].Text))
                return true;
            if (!SmallWords.Articles.Contains(Words[at].Text) && at < hit.Start - 2)
                return false;
        }

        return false;
    }

    private bool IsReview(List<TermHit> make, List<TermHit> review, List<TermHit> verdict, List<TermHit> topics)
    {
        var isQuestion =
            SmallWords.Asks.Contains(Words[0].Text)
            || Words.Exists(static word => word.Before == Break.Sentence && word.Text is "is" or "are");
        if (isQuestion && verdict.Count > 0)
            return true;
        foreach (var hit in review)
        {
            // 'Build an endpoint where customers review products' asks for work; an audit trail is none.
            var madeBefore = make.Exists(made =>
                made.Start < hit.Start
                && !Between(made.Start, hit.Start)
                && !(made.Start > 0 && SmallWords.Articles.Contains(Words[made.Start - 1].Text))
            );
            var byUsers =
                hit.Start > 0
                && Words[hit.Start - 1].Text != "you"
                && Enumerable.Range(1, 2).Any(back => hit.Start - back >= 0 && SmallWords.Users.Contains(Words[hit.Start - back].Text));
            var isThing = topics.Exists(topic =>
                topic.Length > hit.Length
                && topic.Start <= hit.Start
                && topic.Start + topic.Length >= hit.Start + hit.Length
                && !topic.Term.Source.Contains("review", StringComparison.Ordinal)
                && !topic.Term.Source.EndsWith("audit", StringComparison.Ordinal)
            );
            if (!madeBefore && !byUsers && !isThing)
                return true;
        }

        return false;
    }

    private bool Between(int from, int to)
    {
        for (var at = from + 1; at <= to; at++)
        {
            if (Words[at].Before == Break.Sentence)
                return true;
        }

        return false;
    }
}
