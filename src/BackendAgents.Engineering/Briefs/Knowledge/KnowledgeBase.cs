using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Engineering.Briefs.Knowledge;

/// <summary>What the reader knows before it reads: entities, fields, people, features and technologies. Immutable after loading.</summary>
internal sealed class KnowledgeBase
{
    private static readonly Lazy<KnowledgeBase> s_loaded = new(static () => new KnowledgeBase());

    private readonly Dictionary<string, KnownEntity> _entities = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _synonyms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KnownFeature> _features = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _technologies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PersonKind> _people = new(StringComparer.Ordinal);
    private readonly HashSet<string> _things;
    private readonly HashSet<string> _everyday;
    private readonly HashSet<string> _groups;
    private readonly List<string> _endings;

    private KnowledgeBase()
    {
        Fields = KnowledgeFiles.Read<KnowledgeFiles.Fields>("fields.yaml");
        EnumHeads = Fields.EnumHeads.ToHashSet(StringComparer.Ordinal);
        Flags = Fields.Flags.ToHashSet(StringComparer.Ordinal);
        foreach (var file in KnowledgeFiles.Entities)
        {
            foreach (var entity in KnowledgeFiles.Read<List<KnownEntity>>(file))
                Add(entity);
        }

        foreach (var feature in KnowledgeFiles.Read<List<KnownFeature>>("features.yaml"))
        {
            foreach (var phrase in feature.Phrases)
                _features.TryAdd(Key(phrase), feature);
        }

        var people = KnowledgeFiles.Read<KnowledgeFiles.People>("people.yaml");
        Add(people.Admin, PersonKind.Admin);
        Add(people.Account, PersonKind.Account);
        Add(people.Anonymous, PersonKind.Anonymous);
        Add(people.Public, PersonKind.Public);
        Add(people.Staff, PersonKind.Staff);
        _things = people.Things.ToHashSet(StringComparer.Ordinal);
        _groups = people.Groups.ToHashSet(StringComparer.Ordinal);
        _endings = people.Endings;
        Partners = people.Partners.ToHashSet(StringComparer.Ordinal);
        Posts = people.Posts.ToHashSet(StringComparer.Ordinal);
        Owners = people.Owners.ToHashSet(StringComparer.Ordinal);
        Market = people.Market.ToHashSet(StringComparer.Ordinal);

        foreach (var word in CapabilityCatalog.BuiltIn.All.SelectMany(static capability => capability.Info.Words))
            _technologies.TryAdd(word, "capability");
        var technologies = KnowledgeFiles.Read<KnowledgeFiles.Technologies>("technologies.yaml");
        _everyday = technologies.Everyday.ToHashSet(StringComparer.Ordinal);
        foreach (var (names, kind) in new[] { (technologies.Delivered, "delivered"), (technologies.Requested, "requested") })
        {
            foreach (var name in names)
                _technologies.TryAdd(name, kind);
        }
    }

    /// <summary>The one knowledge base, loaded on first use.</summary>
    public static KnowledgeBase Instance => s_loaded.Value;

    public KnowledgeFiles.Fields Fields { get; }

    public HashSet<string> EnumHeads { get; }

    public HashSet<string> Flags { get; }

    /// <summary>Suppliers and the like, who deliver and do not log in.</summary>
    public HashSet<string> Partners { get; }

    /// <summary>What somebody is for a thing.</summary>
    public HashSet<string> Posts { get; }

    /// <summary>To whom a thing belongs.</summary>
    public HashSet<string> Owners { get; }

    /// <summary>Roles of people who browse what is offered.</summary>
    public HashSet<string> Market { get; }

    public IEnumerable<KnownEntity> Entities => _entities.Values;

    public IEnumerable<KnownFeature> Features => _features.Values.Distinct();

    /// <summary>The known entity by canonical name, or null.</summary>
    public KnownEntity? Entity(string name) => _entities.GetValueOrDefault(name);

    /// <summary>The canonical name of a noun: itself when unknown.</summary>
    public string Canonical(string noun) => _synonyms.GetValueOrDefault(noun, noun);

    public KnownFeature? Feature(string noun) => _features.GetValueOrDefault(noun);

    /// <summary>How a technology is met (postgres, sqlite, delivered, requested), or null when the words name none.</summary>
    public string? Technology(string words) => _technologies.GetValueOrDefault(words);

    /// <summary>Whether the name of a technology is everyday English unless it is written with a capital inside a sentence.</summary>
    public bool IsEveryday(string name) => _everyday.Contains(name);

    private static readonly HashSet<string> s_counts = new(
        ["number", "amount", "count", "total", "min", "max", "minimum", "maximum", "average", "expected"],
        StringComparer.Ordinal
    );

    /// <summary>What kind of person a singular noun names; none when it names no person that is listed.</summary>
    public PersonKind Person(string noun)
    {
        if (_people.TryGetValue(noun, out var kind))
            return kind;
        // 'Number of guests', 'minimum players': how many of them.
        if (s_counts.Contains(noun.Split(' ')[0]))
            return PersonKind.None;
        var at = noun.LastIndexOf(' ');
        return at > 0 && _people.TryGetValue(noun[(at + 1)..], out kind) && kind is PersonKind.Public or PersonKind.Staff
            ? kind
            : PersonKind.None;
    }

    /// <summary>Whether a noun names an organisation that acts, and logs in, as one.</summary>
    public bool IsGroup(string noun) => Person(noun) == PersonKind.None && _groups.Contains(noun[(noun.LastIndexOf(' ') + 1)..]);

    /// <summary>Whether an unlisted noun is built like one for a person.</summary>
    public bool LooksLikePerson(string noun)
    {
        var last = noun[(noun.LastIndexOf(' ') + 1)..];
        return !_things.Contains(last)
            && !_entities.ContainsKey(noun)
            && last.Length > 4
            && _endings.Exists(ending => last.EndsWith(ending, StringComparison.Ordinal));
    }

    private void Add(KnownEntity entity)
    {
        entity.Specs = [.. entity.Fields.Select(field => FieldSpec.Parse(field.Key, field.Value ?? "", Fields.Patterns))];
        _entities.TryAdd(entity.Name, entity);
        foreach (var synonym in entity.Synonyms)
            _synonyms.TryAdd(synonym, entity.Name);
    }

    private void Add(IEnumerable<string> names, PersonKind kind)
    {
        foreach (var name in names)
            _people.TryAdd(name, kind);
    }

    // Features are written in the plural or singular; they are looked up in the singular of their last word.
    private static string Key(string phrase) =>
        string.Join(' ', phrase.Split(' ').Select(static (word, i) => Vocabulary.Instance.Singular(word)));
}

/// <summary>What a noun for people means for accounts.</summary>
internal enum PersonKind
{
    None,
    Public,
    Staff,
    Admin,
    Account,
    Anonymous,
}
