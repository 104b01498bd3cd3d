using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Honesty;

/// <summary>
/// Says of which things the facts give evidence that rows of them are kept: they are described, listed among others, or somebody acts on
/// them. Of any other noun the facts are left out.
/// </summary>
internal sealed class Evidence
{
    /// <summary>A line of its own says that it is a thing.</summary>
    public const int Described = 6;
    private const int Listed = 3;

    private static readonly LexiconFiles.Honesty s_words = LexiconFiles.Honesty.Instance;

    private readonly IReadOnlyList<Fact> _facts;
    private readonly HashSet<string> _evident = new(StringComparer.Ordinal);

    // Sentences that do nothing but name things, and those that name examples behind a colon.
    private readonly HashSet<int> _plain;
    private readonly HashSet<int> _examples;

    // What a list of fields says by its form is a field, however vague its name.
    private readonly HashSet<int> _prose;

    private Evidence(IReadOnlyList<Fact> facts, IReadOnlyList<SaidWords> said)
    {
        _facts = facts;
        _prose = [.. said.Select(static words => words.Sentence)];
        _plain = [.. said.Where(IsPlain).Select(static words => words.Sentence)];
        _examples = [.. said.Where(static words => words is { HasColon: true, Sentence: > 1 }).Select(static words => words.Sentence)];
    }

    /// <summary>The facts about things for which there is evidence.</summary>
    public static IReadOnlyList<Fact> Keep(IReadOnlyList<Fact> facts, IReadOnlyList<SaidWords> said)
    {
        var evidence = new Evidence(facts, said);
        var parts = facts.OfType<HasFact>().Where(evidence.IsSeveral).Select(static has => Naming.Name(has.Part.Words));
        var nouns = facts.SelectMany(Nouns).Concat(parts).Where(static noun => !IsFamiliar(noun)).ToHashSet(StringComparer.Ordinal);
        evidence._evident.UnionWith(nouns.Where(evidence.IsDescribed));
        evidence._evident.UnionWith(nouns.Where(evidence.IsActedOn));
        // Lists and parts need others that are evident.
        evidence._evident.UnionWith(nouns.Where(evidence.IsListed).ToList());
        evidence._evident.UnionWith(nouns.Where(evidence.IsPart).ToList());
        return [.. facts.Where(evidence.Stays)];
    }

    /// <summary>
    /// The facts without those on things of which only open sentences speak. Of sentences that are partly placed, what is said of known
    /// things is believed; of those that are hardly placed, only what is said of things that others speak of.
    /// </summary>
    public static IReadOnlyList<Fact> Keep(IReadOnlyList<Fact> facts, HashSet<int> partly, HashSet<int> hardly)
    {
        if (partly.Count + hardly.Count == 0)
            return facts;
        var described = facts
            .OfType<HasFact>()
            .Where(static has => IsField(has.Part) && RowNouns.Are(has.Owner))
            .GroupBy(static has => has.Owner)
            .Where(static group => group.Count() > 1)
            .Select(static group => group.Key);
        var acted = facts.Where(static fact => Role(fact) is not null).Select(static fact => fact.Sentence).ToHashSet();
        var evident = facts
            .Where(fact => !hardly.Contains(fact.Sentence) || fact is MentionFact { Weight: >= Described })
            .SelectMany(fact =>
                !partly.Contains(fact.Sentence) || fact is HasFact ? Nouns(fact)
                // In passing, and by nobody: 'the company pays its bills on time', 'payment is made by transfer'.
                : !acted.Contains(fact.Sentence) && fact is MentionFact { Weight: < Listed } ? []
                : Nouns(fact).Where(IsFamiliar)
            )
            .Concat(described)
            .ToHashSet(StringComparer.Ordinal);
        var roles = facts.Where(fact => !hardly.Contains(fact.Sentence)).Select(Role).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return [.. facts.Where(fact => !hardly.Contains(fact.Sentence) && !partly.Contains(fact.Sentence) || Stays(fact))];

        bool Stays(Fact fact) =>
            fact switch
            {
                FeatureFact or RoleFact when hardly.Contains(fact.Sentence) => fact is RoleFact role && roles.Contains(role.Role),
                HasFact has when hardly.Contains(fact.Sentence) => evident.Contains(has.Owner),
                PermitFact { Denied: true } or PermitFact { Only: true } => evident.Contains(Nouns(fact).First()),
                MentionFact or LinkFact or PermitFact or MakesFact or ConnectFact => Nouns(fact).All(evident.Contains)
                    && (Role(fact) is not { } role || roles.Contains(role)),
                _ => true,
            };
    }

    /// <summary>Whether a sentence says what must not be.</summary>
    public static bool IsNegated(string sentence) =>
        sentence
            .Split([' ', ',', '.'], StringSplitOptions.RemoveEmptyEntries)
            .Any(static word =>
                word.ToLowerInvariant() is "not" or "no" or "never" or "cannot" or "neither" or "nor"
                || word.EndsWith("n't", StringComparison.OrdinalIgnoreCase)
            );

    /// <summary>Who does what a fact says; null for nobody.</summary>
    public static string? Role(Fact fact) =>
        fact switch
        {
            RoleFact role => role.Role,
            PermitFact permit => permit.Role,
            MakesFact makes => makes.Role,
            ConnectFact connect => connect.Role,
            _ => null,
        };

    // What describes somebody's thing, who may do what, and what belongs together, is about these.
    private static IEnumerable<string> Nouns(Fact fact) =>
        fact switch
        {
            MentionFact { Weight: > 0 } mention => [mention.Noun],
            HasFact has => [has.Owner],
            LinkFact link => [link.From, link.To],
            PermitFact permit => [permit.Thing],
            KeepsFact keeps => [keeps.Thing],
            MakesFact makes => [makes.Thing, makes.Record],
            ConnectFact connect => [connect.Thing],
            _ => [],
        };

    private bool Stays(Fact fact) =>
        (fact is MakesFact makes ? IsEvident(makes.Record) : Nouns(fact).All(IsEvident))
        && !(fact is HasFact has && !IsField(has.Part) && IsNothing(has));

    // Several of something of which nothing else speaks, or a word that names no value.
    private bool IsNothing(HasFact has) =>
        has.Many
            ? !IsEvident(Naming.Name(has.Part.Words)) && !IsOwn(has)
            : has.Part.Words.Count > 0 && _prose.Contains(has.Sentence) && s_words.Vague.Contains(has.Part.Head);

    private bool IsEvident(string noun) => IsFamiliar(noun) || _evident.Contains(noun);

    private static bool IsFamiliar(string noun) =>
        !s_words.WorkedOut.Contains(noun)
        && !s_words.Everyday.Contains(noun)
        && (Naming.IsKnown(noun) || Naming.IsPerson(noun) || Vocabulary.Instance.Makes.Values.Contains(noun));

    private bool IsDescribed(string noun) =>
        _facts.Any(fact =>
            fact is MentionFact { Weight: >= Described } mention && mention.Noun == noun
            || fact is KeepsFact { IsProof: true } keeps && keeps.Thing == noun
        )
        || RowNouns.ArePlausible(noun)
            && (
                RowNouns.Are(noun)
                    && _facts.Any(fact => fact is HasFact has && Describes(has, noun) && (IsField(has.Part) || IsSeveral(has)))
                || _facts.Count(fact => fact is HasFact has && Describes(has, noun) && IsField(has.Part)) > 1
            );

    // 'Report: date, total, count' says what is shown.
    private bool Describes(HasFact has, string noun) =>
        has.Owner == noun && !(s_words.WorkedOut.Contains(noun) && _examples.Contains(has.Sentence));

    // A job is none by its name alone, but where somebody posts it.
    private static bool IsRow(string noun) => RowNouns.Are(noun) || s_words.Everyday.Contains(noun);

    private bool IsActedOn(string noun) =>
        IsRow(noun)
        && _facts.Any(fact =>
            Role(fact) == noun && fact is not RoleFact
            || fact is PermitFact { Denied: false, Deed: Deed.Create or Deed.Update or Deed.Delete or Deed.Manage, Role.Length: > 0 } permit
                && permit.Thing == noun
                && !s_words.Ourselves.Contains(permit.Role)
                && !s_words.UndoneVerbs.Contains(permit.Verb)
                && (!s_words.WorkedOut.Contains(noun) || permit.Verb is "create" or "write" or "submit" or "file" or "manage")
            || fact is MakesFact { Role.Length: > 0 } makes && makes.Thing == noun && !s_words.Ourselves.Contains(makes.Role)
            || fact is LinkFact { Kind: LinkKind.ManyToOne } link
                && (link.Stated || link.Required && IsEvident(link.To))
                && (link.From == noun || link.To == noun && !s_words.Ourselves.Contains(noun))
        );

    // 'Artists, albums, songs and playlists': at least two of the others are evident.
    private bool IsListed(string noun) =>
        RowNouns.Are(noun)
        && _facts
            .OfType<MentionFact>()
            .Where(mention => mention.Noun == noun && mention.Weight >= Listed)
            .Any(mention =>
                _plain.Contains(mention.Sentence) && !s_words.Everyday.Contains(noun)
                || _facts
                    .OfType<MentionFact>()
                    .Where(other =>
                        other.Sentence == mention.Sentence && other.Noun != noun && other.Weight >= Listed && IsEvident(other.Noun)
                    )
                    .Select(static other => other.Noun)
                    .Distinct()
                    .Count() >= 2
            );

    // 'A cooperative has buildings and apartments': no other word is in it.
    private static bool IsPlain(SaidWords said) =>
        said is { HasColon: false, Loose.Count: 0, Verbs.Count: 1 }
        && (
            Lexicon.Instance.Is(said.Verbs[0].Verb, "has")
            || Lexicon.Instance.Is(said.Verbs[0].Verb, "manage")
            || Lexicon.Instance.Is(said.Verbs[0].Verb, "store")
        )
        && said.Nouns.All(static noun =>
            noun.Of is null
            && (FieldTypes.IsFieldName(noun.Key) || IsFamiliar(Naming.Name(noun.Words)) || RowNouns.Are(Naming.Name(noun.Words)))
        );

    // Several of it belong to something evident.
    private bool IsPart(string noun) =>
        _facts.OfType<HasFact>().Any(has => IsSeveral(has) && Naming.Name(has.Part.Words) == noun && IsEvident(has.Owner));

    private bool IsSeveral(HasFact has) =>
        has is { Many: true, Part.Plural: true } && !_examples.Contains(has.Sentence) && RowNouns.Are(Naming.Name(has.Part.Words));

    // 'A department has sub-departments.'
    private static bool IsOwn(HasFact has) =>
        has.Part.Key.EndsWith(has.Owner, StringComparison.Ordinal) && has.Part.Key.Length - has.Owner.Length is > 2 and < 8;

    /// <summary>Whether it names a value by its name, its type or its bounds.</summary>
    public static bool IsField(FactNoun part) =>
        part.Type is not null || part.Values.Count > 0 || part.Bounds is not null || part.Alternatives || FieldTypes.IsFieldName(part.Key);
}
