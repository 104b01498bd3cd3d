namespace BackendAgents.Engineering.Briefs.Reading;

/// <summary>Word classes as far as the grammar tells them apart.</summary>
internal enum Tag
{
    Noun,
    Verb,
    Modal,
    Aux,
    Det,
    Poss,
    Pron,
    Prep,
    And,
    Comma,
    Rel,
    Sub,
    Adv,
    Num,
    Colon,
    Open,
    Close,
    Other,
}

/// <summary>The inflection in which a verb stands.</summary>
internal enum VerbForm
{
    None,
    Base,
    S,
    Past,
    Ing,
}

/// <summary>A word, number or mark of a sentence.</summary>
internal sealed class Token
{
    public required string Text { get; init; }
    public required string Lower { get; init; }
    public required bool IsWord { get; init; }
    public Tag Tag { get; set; }

    // Base form of the verb that this may be.
    public string? Verb { get; set; }
    public VerbForm Form { get; set; }
    public string Singular { get; set; } = "";
    public bool Plural { get; set; }
    public decimal? Number { get; set; }
    public bool Possessive { get; init; }
    public Bounds? Bounds { get; set; }

    // Closed list of values that stands behind this noun.
    public IReadOnlyList<string>? Values { get; set; }

    // A verb beyond doubt.
    public bool Sure { get; init; }

    // Already read by a more specific reader (targets, technologies, bounds): a gap for the grammar.
    public bool Consumed { get; set; }

    public override string ToString() => $"{Lower}/{Tag}";
}

/// <summary>What a brief says about the values of a field.</summary>
internal sealed record Bounds
{
    public decimal? Min { get; init; }
    public decimal? Max { get; init; }
    public int? MinLength { get; init; }
    public int? MaxLength { get; init; }
    public bool? Required { get; init; }
    public bool Unique { get; init; }
    public string? Default { get; init; }
    public string? Unit { get; init; }

    // A yes-or-no value, whatever the word.
    public bool Flag { get; init; }

    public Bounds Merge(Bounds other) =>
        new()
        {
            Min = other.Min ?? Min,
            Max = other.Max ?? Max,
            MinLength = other.MinLength ?? MinLength,
            MaxLength = other.MaxLength ?? MaxLength,
            Required = other.Required ?? Required,
            Unique = other.Unique || Unique,
            Default = other.Default ?? Default,
            Unit = other.Unit ?? Unit,
            Flag = other.Flag || Flag,
        };
}
