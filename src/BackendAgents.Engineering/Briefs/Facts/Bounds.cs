namespace BackendAgents.Engineering.Briefs.Facts;

/// <summary>What a brief says about the values of a field.</summary>
internal sealed record Bounds
{
    public decimal? Min { get; init; }
    public decimal? Max { get; init; }
    public int? MinLength { get; init; }
    public int? MaxLength { get; init; }

    /// <summary>The number of digits of which a text consists.</summary>
    public int? Digits { get; init; }

    /// <summary>Digits of a decimal in all, and behind its point.</summary>
    public int? Precision { get; init; }
    public int? Scale { get; init; }
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
            Digits = other.Digits ?? Digits,
            Precision = other.Precision ?? Precision,
            Scale = other.Scale ?? Scale,
            Required = other.Required ?? Required,
            Unique = other.Unique || Unique,
            Default = other.Default ?? Default,
            Unit = other.Unit ?? Unit,
            Flag = other.Flag || Flag,
        };
}
