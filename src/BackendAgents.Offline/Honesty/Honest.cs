using BackendAgents.Engineering.Briefs;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Engineering.Briefs.Sayings;

namespace BackendAgents.Offline.Honesty;

/// <summary>
/// Drafts a blueprint from facts in two passes: first from all, to see which sentences are understood; then without the things that only
/// sentences speak of that aren't. What a sentence says and no element holds is noted, so that it is open.
/// </summary>
internal static class Honest
{
    private const string Nothing = "Nothing in the blueprint stands for it.";
    private const string Unsaid = "It is there, and nothing holds what this sentence says of it.";

    // Of a sentence of which more than this share is missing, nothing is believed but what it forbids.
    private const double Half = 0.5;

    private const int First = 2;

    /// <param name="sentences">The brief.</param>
    /// <param name="facts">What its grammar says.</param>
    /// <param name="said">The words of its sentences.</param>
    /// <param name="described">What sentences say of things by their form alone, which is believed where most is not understood.</param>
    /// <param name="brief">The brief as it is.</param>
    public static BriefReading Draft(
        IReadOnlyList<FactSentence> sentences,
        IReadOnlyList<Fact> facts,
        IReadOnlyList<SaidWords> said,
        IReadOnlyList<Fact> described,
        string brief
    )
    {
        facts = Evidence.Keep(WithoutAsides(WithoutRules(Guests.AsVisitors(facts), sentences)), said);
        var first = new BriefFacts(sentences, facts).Draft(brief);
        if (first.Blueprint is null && Presupposed.Add(facts, sentences) is var granted && granted.Count > facts.Count)
        {
            facts = granted;
            first = new BriefFacts(sentences, facts).Draft(brief);
        }

        if (Doubt.IsDue(said, first.Blueprint is null ? null : new Coverage(first)))
        {
            var formal = described.Select(static fact => fact.Sentence).ToHashSet();
            facts = [.. facts.Where(fact => !formal.Contains(fact.Sentence)), .. described];
            said = [.. said.Where(words => !formal.Contains(words.Sentence))];
            return Doubtful(sentences, facts, said, formal.Count == 0 ? first : new BriefFacts(sentences, facts).Draft(brief), brief);
        }

        if (first.Blueprint is null)
            return Accounts(sentences, facts, said, first, brief);
        var read = facts.Count;
        facts = WithoutBehaviour(facts, first);
        var coverage = new Coverage(first);
        var missing = said.Select(words => (words.Sentence, Share: Share(coverage, words))).Where(static pair => pair.Share > 0).ToList();
        var sure = Evidence.Keep(
            facts,
            partly: [.. missing.Where(static pair => pair.Share <= Half).Select(static pair => pair.Sentence)],
            hardly: [.. missing.Where(static pair => pair.Share > Half).Select(static pair => pair.Sentence)]
        );
        var second = sure.Count == read ? first : new BriefFacts(sentences, sure).Draft(brief);
        if (second.Blueprint is null)
            return Accounts(sentences, facts, said, second, brief);
        IReadOnlyList<Fact> noted = [.. sure, .. Open(second, said)];
        return noted.Count == sure.Count ? second : new BriefFacts(sentences, noted).Draft(brief);
    }

    // Where people are spoken of, they have accounts, though all else of it stays open.
    private static BriefReading Accounts(
        IReadOnlyList<FactSentence> sentences,
        IReadOnlyList<Fact> facts,
        IReadOnlyList<SaidWords> said,
        BriefReading refused,
        string brief
    ) =>
        said.Any(static words => words.Nouns.Any(static noun => noun.Words.Count > 0 && Naming.IsPerson(Naming.Name(noun.Words))))
            ? Doubtful(sentences, facts, said, refused, brief)
            : refused;

    private static BriefReading Doubtful(
        IReadOnlyList<FactSentence> sentences,
        IReadOnlyList<Fact> facts,
        IReadOnlyList<SaidWords> said,
        BriefReading first,
        string brief
    )
    {
        var coverage = first.Blueprint is null ? null : new Coverage(first);
        var missing = said.ToDictionary(static words => words.Sentence, words => coverage is null ? 1 : Share(coverage, words));
        BriefReading Draft(IReadOnlyList<Fact> believed) => new BriefFacts(sentences, believed) { IsPlain = true }.Draft(brief);
        var sure = Doubt.Keep(WithoutBehaviour(facts, first), said, missing);
        var second = Draft(sure);
        return second.Blueprint is null ? second : Draft([.. sure, .. Open(second, said), .. Empty(second, facts)]);
    }

    // What only names the whole says nothing that could be held to the blueprint; of a brief that is hardly understood that is no proof.
    private static IEnumerable<UnplacedFact> Empty(BriefReading reading, IReadOnlyList<Fact> facts)
    {
        var scopes = facts.OfType<ScopeFact>().Select(static fact => fact.Sentence).Where(static number => number <= First).ToHashSet();
        return reading
            .Trace.Where(sentence =>
                sentence.Elements.Count > 0
                && sentence.Elements.All(static element => element.StartsWith("service ", StringComparison.Ordinal))
                && !scopes.Contains(sentence.Number)
            )
            .Select(static sentence => new UnplacedFact(sentence.Number, "all of it", Nothing));
    }

    // Of a sentence that is declared behaviour only who is in it counts: its figures and nouns are the behaviour's.
    private static List<Fact> WithoutBehaviour(IReadOnlyList<Fact> facts, BriefReading reading)
    {
        var whole = reading
            .Trace.Where(static sentence => SayingStep.IsWhole(sentence.Elements))
            .Select(static sentence => sentence.Number)
            .ToHashSet();
        // A report is worked out, and what it is about is said elsewhere.
        var reports = reading
            .Trace.Where(static sentence => sentence.Elements.Contains(SayingStep.Behaves + "report"))
            .Select(static sentence => sentence.Number)
            .ToHashSet();
        return
        [
            .. facts.Where(fact =>
                !whole.Contains(fact.Sentence)
                || fact is not (TargetFact or BoundsFact or UnplacedFact or MentionFact { Weight: < Evidence.Described })
                    && fact is not PermitFact { Denied: true }
                    && (fact is RoleFact || !reports.Contains(fact.Sentence))
            ),
        ];
    }

    // 'A closed ticket cannot be commented on' forbids no comments: what a rule says is no data.
    private static List<Fact> WithoutRules(IReadOnlyList<Fact> facts, IReadOnlyList<FactSentence> sentences)
    {
        var said = sentences.Where(SayingStep.IsRule).Select(static sentence => sentence.Number).ToHashSet();
        // 'Members borrow at most five books' says that they borrow.
        var allowed = sentences
            .Where(static sentence => !Evidence.IsNegated(sentence.Text))
            .Select(static sentence => sentence.Number)
            .ToHashSet();
        // 'Every caller may send 100 requests a minute' names nobody.
        var others = facts.Where(fact => !said.Contains(fact.Sentence)).Select(Evidence.Role).OfType<string>().ToHashSet();
        return
        [
            .. facts.Where(fact =>
                fact is DeclinedFact or RemarkFact
                || fact is RoleFact role && (role.Role is not ("caller" or "client" or "consumer") || others.Contains(role.Role))
                || fact is MakesFact && allowed.Contains(fact.Sentence)
                || !said.Contains(fact.Sentence)
            ),
        ];
    }

    // What people have to do, and what a technology is for ('RabbitMQ for events'), is nothing to keep. The first sentences say all of it
    // at once.
    private static List<Fact> WithoutAsides(IReadOnlyList<Fact> facts)
    {
        var declined = facts.OfType<DeclinedFact>().Select(static fact => fact.Sentence).ToHashSet();
        var technical = facts.OfType<TechnologyFact>().Select(static fact => fact.Sentence).ToHashSet();
        return
        [
            .. facts.Where(fact =>
                fact.Sentence <= First
                || !(
                    declined.Contains(fact.Sentence) && fact is MentionFact or HasFact or LinkFact or PermitFact or MakesFact or FeatureFact
                    || technical.Contains(fact.Sentence) && fact is MentionFact
                )
            ),
        ];
    }

    private static double Share(Coverage coverage, SaidWords words) =>
        (double)coverage.Missing(words).Count / Math.Max(1, Coverage.Asked(words));

    private static List<UnplacedFact> Open(BriefReading reading, IReadOnlyList<SaidWords> said)
    {
        var coverage = new Coverage(reading);
        return
        [
            .. from words in said
            from missing in coverage.Missing(words).GroupBy(coverage.IsThere)
            select new UnplacedFact(words.Sentence, string.Join(", ", missing), missing.Key ? Unsaid : Nothing),
        ];
    }
}
