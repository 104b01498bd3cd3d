namespace BackendAgents.Engineering.Briefs.Facts;

/// <summary>Something that a sentence says about the model to come. Nouns are singular, canonical names.</summary>
internal abstract record Fact(int Sentence);

/// <summary>A noun is spoken of. The weight says how surely it is a thing to store.</summary>
internal sealed record MentionFact(int Sentence, string Noun, int Weight) : Fact(Sentence);

/// <summary>A thing has something, which is a field or another thing.</summary>
internal sealed record HasFact(int Sentence, string Owner, FactNoun Part, bool Many) : Fact(Sentence);

/// <summary>Two things belong together.</summary>
internal sealed record LinkFact(int Sentence, string From, string To, LinkKind Kind, bool Required, string? Name = null) : Fact(Sentence)
{
    /// <summary>Whether the brief says in so many words that one belongs to the other.</summary>
    public bool Stated { get; init; }

    /// <summary>
    /// What becomes of From when its To is deleted: <c>cascade</c>, <c>restrict</c> or <c>set null</c>; null when unsaid.
    /// </summary>
    public string? OnDelete { get; init; }
}

/// <summary>No two rows of a thing are alike in all of these: fields, or other things that it belongs to.</summary>
internal sealed record TogetherFact(int Sentence, string Thing, IReadOnlyList<string> Names) : Fact(Sentence);

/// <summary>The ways in which things belong together.</summary>
internal enum LinkKind
{
    /// <summary>Each From has one To.</summary>
    ManyToOne,

    /// <summary>Each side has many of the other.</summary>
    ManyToMany,
}

/// <summary>Accounts connect with things, or with each other: likes, follows.</summary>
internal sealed record ConnectFact(int Sentence, string Role, string Verb, string Thing) : Fact(Sentence);

/// <summary>What a permission is about.</summary>
internal enum Deed
{
    Read,
    Create,
    Update,
    Delete,
    Manage,
    State,
}

/// <summary>Somebody may, or may not, do something.</summary>
internal sealed record PermitFact(int Sentence, string Role, Deed Deed, string Verb, string Thing, bool Own, bool Only, bool Denied)
    : Fact(Sentence)
{
    /// <summary>Whether it is said of rows of others, too: 'every user can delete any post'.</summary>
    public bool Any { get; init; }
}

/// <summary>Rows of a thing are kept, for somebody does these deeds to them; who does is said elsewhere or not at all.</summary>
internal sealed record KeepsFact(int Sentence, string Thing, IReadOnlyList<Deed> Deeds) : Fact(Sentence)
{
    /// <summary>Whether it is proof that there are such rows, or says only what is done with those that there are.</summary>
    public bool IsProof { get; init; } = true;
}

/// <summary>Somebody's doing makes a record of its own: 'members borrow books' makes loans.</summary>
internal sealed record MakesFact(int Sentence, string Role, string Verb, string Record, string Thing, bool Own) : Fact(Sentence);

/// <summary>Something was understood and cannot be kept.</summary>
internal sealed record UnplacedFact(int Sentence, string Text, string Reason) : Fact(Sentence);

/// <summary>Only people can do it; the reason says what they have to do.</summary>
internal sealed record DeclinedFact(int Sentence, string Text, string Reason) : Fact(Sentence);

/// <summary>The sentence asks for nothing that could be built: it speaks to whoever reads it, or says what need not be.</summary>
internal sealed record RemarkFact(int Sentence, string Reason) : Fact(Sentence);

/// <summary>The sentence says what the whole is, and nothing of what it does.</summary>
internal sealed record ScopeFact(int Sentence) : Fact(Sentence);

/// <summary>A role sees of everything only what is its own.</summary>
internal sealed record OwnDataFact(int Sentence, string Role) : Fact(Sentence);

/// <summary>A role may do everything.</summary>
internal sealed record FullAccessFact(int Sentence, string Role) : Fact(Sentence);

/// <summary>The values of a field.</summary>
internal sealed record ValuesFact(int Sentence, string? Owner, string Attribute, IReadOnlyList<string> Values) : Fact(Sentence);

/// <summary>What holds for the values of a field.</summary>
internal sealed record BoundsFact(int Sentence, string? Owner, string Attribute, Bounds Bounds) : Fact(Sentence);

/// <summary>One field comes before another.</summary>
internal sealed record OrderFact(int Sentence, string Left, string Right, bool Strict) : Fact(Sentence);

/// <summary>A noun is a role.</summary>
internal sealed record RoleFact(int Sentence, string Role) : Fact(Sentence)
{
    /// <summary>Whether the brief lists it among the roles, so that it is one, whatever it is called.</summary>
    public bool IsStated { get; init; }
}

/// <summary>A feature of the knowledge base is asked for.</summary>
internal sealed record FeatureFact(int Sentence, string Feature, string Phrase) : Fact(Sentence);

/// <summary>A technology is asked for.</summary>
internal sealed record TechnologyFact(int Sentence, string Name, string Kind) : Fact(Sentence);

/// <summary>A non-functional figure.</summary>
internal sealed record TargetFact(int Sentence, TargetKind Kind, decimal Value) : Fact(Sentence);

/// <summary>What the whole is called.</summary>
internal sealed record TitleFact(int Sentence, string Title) : Fact(Sentence);

/// <summary>Nobody may do something, or no login is wanted.</summary>
internal sealed record NoAuthenticationFact(int Sentence) : Fact(Sentence);

/// <summary>
/// The brief fixes a method and a path; Rest is what it says of them beyond what such an operation does, empty when nothing.
/// </summary>
internal sealed record EndpointFact(int Sentence, string Method, string Path, string Rest) : Fact(Sentence);
