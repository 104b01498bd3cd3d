namespace BackendAgents.Definitions.Routing;

// Whether a message wants work on the server side: a logistic regression over what was read in it, kinds of words and groups of letters.
// Its weights are data.
internal static class BackendSense
{
    private static readonly string[] s_business = ["people", "rule", "doing", "thing"];
    private static readonly string[] s_names =
    [
        "demand",
        "own",
        "against",
        "elsewhere",
        "making",
        "people",
        "rule",
        "doing",
        "thing",
        "people with rule",
        "doing with thing",
        "people with doing",
        "much business",
        "front is done",
        "back is done",
        "always",
    ];

    /// <summary>What the weights are for, in their order.</summary>
    public static IReadOnlyList<string> Names => s_names;

    /// <summary>The likelihood, as the logarithm of its odds.</summary>
    public static double Of(MessageReading reading)
    {
        var features = Features(reading);
        var sum = LetterGroups.Weigh(reading.Words);
        for (var at = 0; at < features.Length; at++)
            sum += features[at] * Lexicon.Default.Weights[at];
        return sum;
    }

    public static double[] Features(MessageReading reading)
    {
        var own = reading.Segments.Max(static segment => segment.Of(Lexicon.Backend));
        var against = reading.Segments.Max(static segment => segment.Against(Lexicon.Backend));
        var demand = reading.Demand(Lexicon.Backend);
        var elsewhere = Lexicon.Default.Domains.Where(static domain => domain != Lexicon.Backend).Max(reading.Demand);
        var business = s_business.Select(act => (double)Math.Min(3, Count(reading, act))).ToArray();
        var (people, rule, doing, thing) = (business[0], business[1], business[2], business[3]);
        var front = reading.Finished.Contains("frontend") || reading.Finished.Contains("mobile");
        var back = reading.Finished.Contains(Lexicon.Backend);
        return
        [
            Math.Min(demand, 4) / 2,
            Math.Min(own, 6) / 3,
            -Math.Min(against, 6) / 3,
            -Math.Min(elsewhere, 4) / 2,
            reading.Making ? 1 : 0,
            people / 2,
            rule / 2,
            doing / 2,
            thing / 2,
            people > 0 && rule > 0 ? 1 : 0,
            doing > 0 && thing > 0 ? 1 : 0,
            people > 0 && doing > 0 ? 1 : 0,
            business.Sum() >= 4 ? 1 : 0,
            front && !back ? 1 : 0,
            back && !front ? -1 : 0,
            1,
        ];
    }

    /// <summary>The words that say what a business does, by stem.</summary>
    public static HashSet<string> Business(MessageReading reading) =>
        [
            .. s_business
                .SelectMany(act => Lexicon.Default.FindActs(act, reading.Active))
                .SelectMany(hit => Enumerable.Range(hit.Start, hit.Length))
                .Select(at => reading.Active[at].Stem),
        ];

    // How many words of a kind stand in what is asked for.
    private static int Count(MessageReading reading, string act) =>
        Lexicon.Default.FindActs(act, reading.Active).Select(static hit => hit.Start).Distinct().Count();
}
