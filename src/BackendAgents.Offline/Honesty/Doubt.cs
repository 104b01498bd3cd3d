using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Grammar;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Honesty;

/// <summary>
/// What may stand of a brief of which most is not understood. Who fails to read most of a text has no right to believe the rest: a thing
/// then needs two signs that do not depend on each other, and of a sentence that is only partly read nothing is believed but fields.
/// </summary>
internal sealed class Doubt
{
    // With so many words for which nothing stands, and such a share of all, doubt begins. Measured: briefs that the reader is made for
    // stay below half, those of strangers are above.
    private const int Least = 10;
    private const double Most = 0.5;

    // A noun that comes up in so many sentences is what the brief is about.
    private const int Often = 3;
    private const int Twice = 2;

    private readonly IReadOnlyList<Fact> _facts;
    private readonly Dictionary<string, HashSet<int>> _spoken = new(StringComparer.Ordinal);
    private readonly HashSet<int> _prose;
    private readonly Dictionary<int, double> _missing;

    private Doubt(IReadOnlyList<Fact> facts, IReadOnlyList<SaidWords> said, Dictionary<int, double> missing)
    {
        _missing = missing;
        _prose = [.. said.Select(static words => words.Sentence)];
        foreach (var words in said)
        {
            foreach (var noun in words.Nouns.SelectMany(Names))
                Spoken(noun).Add(words.Sentence);
        }

        _facts = [.. facts.Select(fact => Called(fact))];
    }

    /// <summary>
    /// Whether so little is understood that doubt is due. What every service does anyhow says nothing of how this one is read.
    /// </summary>
    /// <param name="said">What sentences of prose say.</param>
    /// <param name="coverage">What a first reading holds of it; null when there was none.</param>
    public static bool IsDue(IReadOnlyList<SaidWords> said, Coverage? coverage)
    {
        if (coverage is not null)
            said = [.. said.Where(words => !coverage.IsGiven(words))];
        var asked = said.Sum(Coverage.Asked);
        var missing = coverage is null ? asked : said.Sum(words => coverage.Missing(words).Count);
        return missing >= Least && missing > Most * asked;
    }

    /// <summary>The facts that may be believed.</summary>
    /// <param name="facts">All that was read.</param>
    /// <param name="said">What sentences of prose say.</param>
    /// <param name="missing">Of each sentence of prose the share for which nothing stands.</param>
    public static IReadOnlyList<Fact> Keep(IReadOnlyList<Fact> facts, IReadOnlyList<SaidWords> said, Dictionary<int, double> missing)
    {
        var doubt = new Doubt(facts, said, missing);
        var evident = doubt._facts.SelectMany(Nouns).Distinct().Where(doubt.IsEvident).ToHashSet(StringComparer.Ordinal);
        return [.. doubt._facts.Where(fact => doubt.Stays(fact, evident))];
    }

    private bool Stays(Fact fact, HashSet<string> evident) =>
        fact switch
        {
            HasFact has => evident.Contains(has.Owner)
                && (IsFormal(has) || Share(has) <= Most && Evidence.IsField(has.Part) && !has.Many && !IsState(has.Part)),
            MentionFact mention => evident.Contains(mention.Noun),
            KeepsFact keeps => evident.Contains(keeps.Thing),
            LinkFact link when IsFormal(link) => evident.Contains(link.From),
            LinkFact link => evident.Contains(link.From) && evident.Contains(link.To) && Share(link) <= 0,
            PermitFact { Role.Length: 0 } => false,
            PermitFact or MakesFact or ConnectFact => Share(fact) <= 0 && Nouns(fact).All(evident.Contains),
            RoleFact role => IsFormal(role) || Spoken(role.Role).Count >= Twice,
            BoundsFact or ValuesFact or OrderFact or FeatureFact or OwnDataFact or FullAccessFact or NoAuthenticationFact => IsFormal(fact)
                || Share(fact) <= 0,
            _ => true,
        };

    // Kept or described by its form; or described in prose and spoken of elsewhere; or often spoken of, and one more sign.
    private bool IsEvident(string noun)
    {
        if (_facts.Any(fact => fact is KeepsFact { IsProof: true } keeps && keeps.Thing == noun))
            return true;
        var has = _facts.OfType<HasFact>().Where(fact => fact.Owner == noun).ToList();
        var links = _facts.OfType<LinkFact>().Where(link => link.From == noun && IsFormal(link)).ToList();
        if (has.Count(IsFormal) + links.Count >= 2 || has.Count >= 2 && _facts.Any(fact => IsDescribed(fact, noun)))
            return true;
        if (!RowNouns.Are(noun) || FieldTypes.IsFieldName(noun))
            return false;
        var fields = has.Where(static fact => Evidence.IsField(fact.Part)).Select(static fact => fact.Part.Key).Distinct().Count();
        var isPart = _facts.OfType<HasFact>().Any(fact => fact.Owner != noun && Naming.Name(fact.Part.Words) == noun);
        var often = Spoken(noun).Count;
        if (isPart || noun.Contains(' ', StringComparison.Ordinal) && often < Twice)
            return false;
        return often >= Often && (fields >= 2 || Naming.IsKnown(noun) && (fields > 0 || IsActedOn(noun)));
    }

    private static bool IsDescribed(Fact fact, string noun) =>
        fact is MentionFact { Weight: >= Evidence.Described } mention && mention.Noun == noun;

    // Its values would be made up.
    private static bool IsState(FactNoun part) => part.Values.Count == 0 && part.Head is "status" or "state" or "stage" or "phase";

    private bool IsActedOn(string noun) =>
        _facts.Any(fact =>
            fact is PermitFact { Denied: false, Role.Length: > 0, Deed: Deed.Create or Deed.Update or Deed.Delete or Deed.Manage } permit
                && permit.Thing == noun
            || fact is MakesFact { Role.Length: > 0 } makes && makes.Record == noun
        );

    // 'A grave plot has …' and plots ever after are one thing.
    private Fact Called(Fact fact) =>
        fact switch
        {
            MentionFact mention => mention with { Noun = Short(mention.Noun) },
            HasFact has => has with { Owner = Short(has.Owner) },
            PermitFact permit => permit with { Thing = Short(permit.Thing) },
            KeepsFact keeps => keeps with { Thing = Short(keeps.Thing) },
            LinkFact link => link with { From = Short(link.From), To = Short(link.To) },
            _ => fact,
        };

    private string Short(string noun)
    {
        var head = noun[(noun.LastIndexOf(' ') + 1)..];
        return head.Length < noun.Length && !Naming.IsKnown(noun) && Spoken(head).Count > Spoken(noun).Count ? head : noun;
    }

    private bool IsFormal(Fact fact) => !_prose.Contains(fact.Sentence);

    private double Share(Fact fact) => _missing.GetValueOrDefault(fact.Sentence);

    private HashSet<int> Spoken(string noun)
    {
        if (!_spoken.TryGetValue(noun, out var sentences))
            _spoken.Add(noun, sentences = []);
        return sentences;
    }

    private static IEnumerable<string> Names(NounPhrase noun)
    {
        if (noun.Words.Count > 0)
            yield return Naming.Name(noun.Words);
        if (noun.Possessor is { } possessor)
            yield return Naming.Name(possessor.Split(' '));
        foreach (var name in (noun.Of is { } of ? Names(of) : []).Concat(noun.Parts.SelectMany(Names)))
            yield return name;
    }

    private static IEnumerable<string> Nouns(Fact fact) =>
        fact switch
        {
            MentionFact mention => [mention.Noun],
            HasFact has => [has.Owner],
            LinkFact link => [link.From, link.To],
            PermitFact permit => [permit.Thing],
            KeepsFact keeps => [keeps.Thing],
            MakesFact makes => [makes.Record],
            ConnectFact connect => [connect.Thing],
            _ => [],
        };
}
