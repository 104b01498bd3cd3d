namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>What kind of value an expression gives.</summary>
internal enum ValueKind
{
    /// <summary>Nothing.</summary>
    Null,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>A whole number of 32 bits.</summary>
    Int,

    /// <summary>A whole number of 64 bits.</summary>
    Long,

    /// <summary>An exact number.</summary>
    Decimal,

    /// <summary>A floating-point number.</summary>
    Double,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A time of day.</summary>
    Time,

    /// <summary>An instant.</summary>
    Timestamp,

    /// <summary>A UUID.</summary>
    Id,

    /// <summary>A value of an enum.</summary>
    Enum,

    /// <summary>A row.</summary>
    Row,

    /// <summary>Something that can't be compared or computed with: bytes, JSON.</summary>
    Opaque,
}
