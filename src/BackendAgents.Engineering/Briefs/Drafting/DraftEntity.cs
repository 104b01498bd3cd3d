using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>An entity in the making.</summary>
internal sealed class DraftEntity(string noun)
{
    public string Noun { get; } = noun;
    public KnownEntity? Known { get; init; }
    public List<DraftField> Fields { get; } = [];
    public List<CheckConstraint> Checks { get; } = [];
    public SortedSet<int> Sources { get; } = [];

    // Relations from here to the account, and the roles whose holders stand at its end.
    public List<DraftRelation> Owner { get; set; } = [];
    public HashSet<string> OwnerRoles { get; } = new(StringComparer.Ordinal);

    // Fields that the brief itself named.
    public int Explicit { get; set; }
    public string Id => Conventions.Kebab(Noun);
    public string Name { get; set; } = Conventions.Pascal(noun);
    public string Camel => Conventions.Camel(Noun);

    /// <summary>The audience that the knowledge base gives it, or that its owner suggests.</summary>
    public string Audience { get; set; } = "";

    public DraftField? Field(string name) => Fields.Find(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A field in the making.</summary>
internal sealed class DraftField
{
    public required string Name { get; init; }
    public required FieldSpec Spec { get; set; }
    public bool Required { get; set; }
    public bool Unique { get; set; }
    public decimal? Min { get; set; }
    public decimal? Max { get; set; }
    public int? MinLength { get; set; }
    public int? MaxLength { get; set; }
    public string? Default { get; set; }
    public List<string> Values { get; set; } = [];
    public FieldExposure Exposure { get; set; }
    public string? Unit { get; set; }
    public bool FromBrief { get; init; }
    public SortedSet<int> Sources { get; } = [];
    public FieldType Type => Values.Count > 0 ? FieldType.Enum : Spec.Type;

    /// <summary>A field as the knowledge base writes it.</summary>
    /// <param name="spec">What is known of it.</param>
    /// <param name="name">What it is called here; null as there.</param>
    /// <param name="fromBrief">Whether the brief itself names it.</param>
    public static DraftField Of(FieldSpec spec, string? name = null, bool fromBrief = false) =>
        new()
        {
            Name = name ?? spec.Name,
            Spec = spec,
            FromBrief = fromBrief,
            Required = spec.Required,
            Unique = spec.Unique,
            Min = spec.Min,
            Max = spec.Max,
            Default = spec.Default,
            Exposure = spec.Exposure,
            Values = [.. spec.Values],
        };
}

/// <summary>A relation in the making: To refers to From, as in a blueprint.</summary>
internal sealed class DraftRelation
{
    public required string From { get; init; }
    public required string To { get; init; }
    public RelationKind Kind { get; set; } = RelationKind.OneToMany;
    public required string Name { get; set; }
    public required string Inverse { get; set; }
    public bool Required { get; set; }
    public DeleteBehavior OnDelete { get; set; }
    public string? Verb { get; init; }
    public SortedSet<int> Sources { get; } = [];
    public string Id { get; set; } = "";
}

/// <summary>A role in the making.</summary>
internal sealed class DraftRole(string name, PersonKind kind)
{
    public string Name { get; } = name;
    public PersonKind Kind { get; } = kind;
    public SortedSet<int> Sources { get; } = [];
    public string Id => Conventions.Kebab(Name);
}
