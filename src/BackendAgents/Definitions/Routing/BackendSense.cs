using System.Globalization;
using System.Numerics.Tensors;

namespace BackendAgents.Definitions.Routing;

// Whether a message wants work on the server side, a verdict on such work, or something else: a logistic regression over what it shows,
// from kinds of words to groups of letters. Its weights are data.
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
        "reviewing",
        "review",
        "handover",
        "verdict",
        "review with handover",
        "opinion",
        "opinion on the server side",
        "opinion with handover",
        "question",
        "question on the server side",
        "opinion in a question",
    ];

    // How much groups of letters, words and directions weigh beside each other, found by leaving out one author after the other.
    private const double GroupScale = 3;
    private const double PairScale = 3;
    private const double IdleScale = 2;
    private const double LastScale = 2;
    private const double MeaningScale = 3;
    private const double SentenceScale = 4;
    private const double MostOfTopic = 4;
    private const int MostNumbers = 1_536;

    private static readonly string[] s_meaning = Numbered("s", WordVectors.Default.Length);
    private static readonly string[] s_sentence = Numbered("e", MostNumbers);

    /// <summary>What a message wants.</summary>
    /// <param name="reading">Of the message.</param>
    /// <param name="sentence">Its embedding, where there is one.</param>
    public static Sense Of(MessageReading reading, float[]? sentence = null) =>
        SenseWeights.Of(sentence is not null).Weigh(Signs(reading, sentence));

    /// <summary>
    /// What a message shows of what it wants: kinds of words (f:), topics (t:), groups of letters of what is asked for (g:), words of what
    /// is done or not wanted (d:) and of the last thought (z:), and of all that is said the words and pairs (w:), the direction (s:) and
    /// the embedding (e:).
    /// </summary>
    public static Dictionary<string, double> Signs(MessageReading reading, float[]? sentence)
    {
        var signs = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (at, value) in Features(reading).Index())
        {
            if (value != 0)
                signs.Add("f:" + s_names[at], value);
        }

        Put(signs, "g:", LetterGroups.Of(reading.Active), GroupScale);
        foreach (var (topic, weight) in Topics(reading).Index())
        {
            if (weight > 0)
                signs.Add("t:" + Lexicon.Default.Topics[topic].Id, Math.Min(weight, MostOfTopic) / MostOfTopic);
        }

        // What words of other languages mean stands among the English ones, whose weights they share.
        var pairs = LetterGroups.Pairs(reading.Words);
        pairs.UnionWith(reading.English.Select(static word => word.Text));
        Put(signs, "w:", pairs, PairScale);
        Put(signs, "d:", LetterGroups.Pairs(reading.Idle), IdleScale);
        Put(signs, "z:", LetterGroups.Pairs(reading.Last), LastScale);
        Put(signs, s_meaning, WordVectors.Default.Of([.. reading.Words, .. reading.English]), MeaningScale);
        if (sentence is not null)
            Put(signs, s_sentence, sentence, SentenceScale);
        return signs;
    }

    private static void Put(Dictionary<string, double> signs, string kind, HashSet<string> found, double scale)
    {
        var value = scale / Math.Sqrt(Math.Max(1, found.Count));
        foreach (var text in found)
            signs.Add(kind + text, value);
    }

    private static void Put(Dictionary<string, double> signs, string[] names, float[] direction, double scale)
    {
        for (var at = 0; at < direction.Length && at < names.Length; at++)
        {
            if (direction[at] != 0)
                signs.Add(names[at], scale * direction[at]);
        }
    }

    private static string[] Numbered(string kind, int count) =>
        [.. Enumerable.Range(0, count).Select(at => string.Create(CultureInfo.InvariantCulture, $"{kind}:{at:000}"))];

    private static double[] Features(MessageReading reading)
    {
        var own = reading.Segments.Max(static segment => segment.Of(Lexicon.Backend));
        var against = reading.Segments.Max(static segment => segment.Against(Lexicon.Backend));
        var demand = reading.Demand(Lexicon.Backend);
        var elsewhere = Lexicon.Default.Domains.Where(static domain => domain != Lexicon.Backend).Max(reading.Demand);
        var business = s_business.Select(act => (double)Math.Min(3, Count(reading, act))).ToArray();
        var (people, rule, doing, thing) = (business[0], business[1], business[2], business[3]);
        var front = reading.Finished.Contains("frontend") || reading.Finished.Contains("mobile");
        var review = Math.Min(2, Lexicon.Default.FindActs("review", reading.Words).Count);
        var handover = Math.Min(2, Lexicon.Default.FindActs("handover", reading.Words).Count);
        var opinion =
            Math.Min(3, Lexicon.Default.FindActs("opinion", reading.Words).Select(static hit => hit.Start).Distinct().Count()) / 2.0;
        var question = reading.Asking ? 1 : 0;
        var ours = Math.Min(own + reading.Background.Sum(), 4) / 4;
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
            reading.Reviewing ? 1 : 0,
            review,
            handover,
            Math.Min(2, Lexicon.Default.FindActs("verdict", reading.Words).Count),
            review > 0 && handover > 0 ? 1 : 0,
            opinion,
            opinion * ours,
            handover > 0 ? opinion : 0,
            question,
            question * ours,
            question * opinion,
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

    // How much is said of each topic, also of what is done: a verdict may be wanted on that.
    private static double[] Topics(MessageReading reading)
    {
        var topics = (double[])reading.Background.Clone();
        foreach (var segment in reading.Segments)
            TensorPrimitives.Add(topics, segment.Topics, topics);
        return topics;
    }

    // How many words of a kind stand in what is asked for.
    private static int Count(MessageReading reading, string act) =>
        Lexicon.Default.FindActs(act, reading.Active).Select(static hit => hit.Start).Distinct().Count();
}
