namespace BackendAgents.Engineering.Blueprints;

/// <summary>A value that the answer of a call shows.</summary>
internal sealed record OutputValue
{
    /// <summary>Name in the answer, in camel case.</summary>
    public required string Name { get; init; }

    /// <summary>What kind of value it is.</summary>
    public FieldType Type { get; init; } = FieldType.String;

    /// <summary>Id of the <see cref="EnumType"/>, for <see cref="FieldType.Enum"/>.</summary>
    public string? Enum { get; init; }

    /// <summary>Whether it always has a value; otherwise it may be null.</summary>
    public bool Required { get; init; }

    /// <summary>
    /// Where it comes from: a field of the row, an <c>input.</c> value, or an expression over them: <c>amount - paid</c>,
    /// <c>count(lines)</c>. Worked out once the effects are done. Empty where a written handler gives it.
    /// </summary>
    public string? Value { get; init; }

    /// <summary>What it means, with its unit.</summary>
    public string Description { get; init; } = "";

    /// <summary>The same as a field, for whatever asks about types.</summary>
    public Field AsField() =>
        new()
        {
            Id = Name,
            Name = Name,
            Type = Type,
            Enum = Enum,
            Required = Required,
            Exposure = FieldExposure.ReadOnly,
            Description = Description,
        };
}
