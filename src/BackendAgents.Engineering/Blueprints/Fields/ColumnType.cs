namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>The type of a column, in no database's spelling; each dialect has its own.</summary>
/// <param name="Kind">Which type.</param>
/// <param name="Precision">Total digits; only for <see cref="ColumnKind.Numeric"/>, where it is always given.</param>
/// <param name="Scale">Digits after the point; only for <see cref="ColumnKind.Numeric"/>, where it is always given.</param>
/// <param name="Length">Greatest length in characters; only for <see cref="ColumnKind.Text"/>, null where none is stated.</param>
internal sealed record ColumnType(ColumnKind Kind, int? Precision = null, int? Scale = null, int? Length = null)
{
    /// <summary>Total digits of a decimal field that names no precision.</summary>
    public const int DefaultPrecision = 18;

    /// <summary>Digits after the point of a decimal field that names no scale.</summary>
    public const int DefaultScale = 2;

    /// <summary>Greatest length of the name of a role or of a value of an enum, in characters.</summary>
    public const int WordLength = 63;
}

/// <summary>The kinds of column that a blueprint's fields map to.</summary>
internal enum ColumnKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>32-bit integer.</summary>
    Integer,

    /// <summary>64-bit integer.</summary>
    BigInt,

    /// <summary>Exact decimal.</summary>
    Numeric,

    /// <summary>IEEE 754 double.</summary>
    DoublePrecision,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Calendar date.</summary>
    Date,

    /// <summary>Time of day without a zone.</summary>
    Time,

    /// <summary>Instant; stored in UTC.</summary>
    Timestamp,

    /// <summary>UUID.</summary>
    Uuid,

    /// <summary>Any JSON value.</summary>
    Json,

    /// <summary>Bytes.</summary>
    Binary,
}
