using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>The model in the making. Each step of <see cref="Drafter"/> adds to it.</summary>
internal sealed class Draft(IReadOnlyList<Fact> facts)
{
    public const string Account = "user";
    public const int MaxEntities = 60;
    public const int MaxFields = 60;

    private HashSet<string>? _spoken;
    private readonly Dictionary<string, DraftEntity> _byNoun = new(StringComparer.Ordinal);

    // All nouns that the brief speaks of.
    public HashSet<string> Spoken { get; set; } = [];

    public IReadOnlyList<Fact> Facts { get; set; } = facts;
    public List<DraftEntity> Entities { get; } = [];
    public List<DraftRelation> Relations { get; } = [];
    public List<DraftRole> Roles { get; } = [];
    public List<Assumption> Assumptions { get; } = [];
    public List<Unplaced> Unplaced { get; } = [];
    public List<string> Questions { get; } = [];

    // Elements, as kind and id, by sentence.
    public Dictionary<int, List<string>> Trace { get; } = [];

    // Nothing usual is added to what the brief says.
    public bool IsPlain { get; init; }
    public bool NoAuthentication { get; set; }

    public DraftEntity? Entity(string noun) => _byNoun.GetValueOrDefault(noun);

    public bool Has(string noun) => _byNoun.ContainsKey(noun);

    /// <summary>Whether a list, a table or a definition describes such things.</summary>
    public bool IsDescribed(string noun) => Descriptions.Any(mention => mention.Noun == noun);

    /// <summary>Whether a part of such a description describes it.</summary>
    public bool IsDescribed(string noun, int sentence) => Descriptions.Any(mention => mention.Noun == noun && mention.Sentence == sentence);

    /// <summary>Whether definitions, tables or a list tell what things there are.</summary>
    public bool ListsThings => Descriptions.Select(static mention => mention.Noun).Distinct().Skip(2).Any();

    private IEnumerable<MentionFact> Descriptions => Facts.OfType<MentionFact>().Where(static mention => mention.Weight > Surely);

    /// <summary>Whether the brief says by its form that rows of them are kept.</summary>
    public bool IsKept(string noun) => Facts.Any(fact => fact is KeepsFact { IsProof: true } keeps && keeps.Thing == noun);

    // More than prose that names a thing weighs.
    private const int Surely = 5;

    public DraftRole? Role(string name) => Roles.Find(role => role.Name == name);

    public DraftEntity? Add(string noun, int? sentence)
    {
        if (!_byNoun.TryGetValue(noun, out var entity))
        {
            // There is always room for the account.
            if (Entities.Count >= (noun == Account || _byNoun.ContainsKey(Account) ? MaxEntities : MaxEntities - 1))
                return null;
            var known = KnowledgeBase.Instance.Entity(noun);
            // A 'rent payment' is a payment, as a 'cleaning task' is a task.
            if (
                known is null
                && noun.LastIndexOf(' ') is > 0 and var at
                && KnowledgeBase.Instance.Entity(noun[(at + 1)..]) is { Embed: false, Person: false, Lookup: false } head
                && head.Name is not "plan"
                && KnowledgeBase.Instance.Person(noun) == PersonKind.None
            )
                known = head;
            if (known is { Foreign.Count: > 0 } && Speaks(known.Foreign))
                known = known.ForeignAs is { } other ? KnowledgeBase.Instance.Entity(other) : null;
            entity = new DraftEntity(noun)
            {
                Known = known,
                Audience = known?.AudienceWith.FirstOrDefault(with => Speaks(with.Value)).Key ?? known?.Audience ?? "",
            };
            _byNoun.Add(noun, entity);
            Entities.Add(entity);
        }

        if (sentence is { } number)
            entity.Sources.Add(number);
        return entity;
    }

    // Whether the brief names one of these, as a word of its own or as part of one.
    private bool Speaks(List<string> nouns)
    {
        _spoken ??= Facts
            .OfType<MentionFact>()
            .SelectMany(static mention => mention.Noun.Split(' ').Append(mention.Noun))
            .Concat(Facts.OfType<HasFact>().SelectMany(static has => has.Owner.Split(' ').Append(has.Owner)))
            .ToHashSet(StringComparer.Ordinal);
        return nouns.Exists(_spoken.Contains);
    }

    public void Remove(DraftEntity entity)
    {
        _byNoun.Remove(entity.Noun);
        Entities.Remove(entity);
        Relations.RemoveAll(relation => relation.From == entity.Noun || relation.To == entity.Noun);
    }

    /// <summary>The entity that stands for a person: one of its own, else the account.</summary>
    public string Principal(string person) => Has(person) ? person : Account;

    /// <summary>Adds a many-to-one relation unless there is one; To is the dependent.</summary>
    public DraftRelation? Relate(
        string from,
        string to,
        string? name,
        bool required,
        int? sentence,
        RelationKind kind = RelationKind.OneToMany
    )
    {
        if (!Has(from) || !Has(to) || (from == to && name is null))
            return null;
        var camel = Conventions.Camel(name ?? from);
        var relation = Relations.Find(other =>
            other.From == from && other.To == to && other.Kind != RelationKind.ManyToMany && (name is null || other.Name == camel)
        );
        if (relation is null)
        {
            if (
                Relations.Exists(other => other.To == to && other.Name == camel && other.Kind != RelationKind.ManyToMany)
                || Relations.Count > MaxEntities * 4
            )
                return null;
            var inverse = kind == RelationKind.OneToOne ? Conventions.Camel(to) : Conventions.Camel(Vocabulary.Plural(to));
            if (Relations.Exists(other => other.From == from && other.Inverse == inverse) || Entity(from)!.Field(inverse) is not null)
                inverse = Conventions.Camel($"{camel} {Vocabulary.Plural(to)}");
            relation = new DraftRelation
            {
                From = from,
                To = to,
                Kind = kind,
                Name = camel,
                Inverse = inverse,
                Required = required,
                OnDelete = required ? DeleteBehavior.Restrict : DeleteBehavior.SetNull,
            };
            Relations.Add(relation);
        }

        if (sentence is { } number)
            relation.Sources.Add(number);
        return relation;
    }

    /// <summary>Relates many to many, both sides called by their plural.</summary>
    public DraftRelation? RelateMany(string from, string to, int? sentence) =>
        RelateMany(from, to, Conventions.Camel(Vocabulary.Plural(from)), Conventions.Camel(Vocabulary.Plural(to)), verb: null, sentence);

    public DraftRelation? RelateMany(string from, string to, string name, string inverse, string? verb, int? sentence)
    {
        if (!Has(from) || !Has(to))
            return null;
        var relation = Relations.Find(other =>
            other.Kind == RelationKind.ManyToMany
            && other.Verb == verb
            && ((other.From == from && other.To == to) || (verb is null && other.From == to && other.To == from))
        );
        if (relation is null)
        {
            if (Relations.Exists(other => (other.From == from && other.Inverse == inverse) || (other.To == to && other.Name == name)))
                return null;
            relation = new DraftRelation
            {
                From = from,
                To = to,
                Kind = RelationKind.ManyToMany,
                Name = name,
                Inverse = inverse,
                Verb = verb,
                OnDelete = DeleteBehavior.Cascade,
            };
            Relations.Add(relation);
        }

        if (sentence is { } number)
            relation.Sources.Add(number);
        return relation;
    }

    public void Note(int sentence, string element)
    {
        if (!Trace.TryGetValue(sentence, out var list))
            Trace.Add(sentence, list = []);
        if (!list.Contains(element) && list.Count < 200)
            list.Add(element);
    }

    public static string Phrase(string noun) => string.Join(' ', noun.Split(' ').Select(static word => Vocabulary.Instance.Singular(word)));
}
