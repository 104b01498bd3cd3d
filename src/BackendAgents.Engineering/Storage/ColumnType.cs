using System.Globalization;

namespace BackendAgents.Engineering.Storage;

/// <summary>The PostgreSQL type of a column.</summary>
/// <param name="Kind">Which type.</param>
/// <param name="Precision">Total digits; only for <see cref="ColumnKind.Numeric"/>, where it is always given.</param>
/// <param name="Scale">Digits after the point; only for <see cref="ColumnKind.Numeric"/>, where it is always given.</param>
internal sealed record ColumnType(ColumnKind Kind, int? Precision = null, int? Scale = null)
{
    /// <summary>Total digits of a decimal field that names no precision.</summary>
    public const int DefaultPrecision = 18;

    /// <summary>Digits after the point of a decimal field that names no scale.</summary>
    public const int DefaultScale = 2;

    /// <summary>The type as DDL writes it: <c>numeric(19,4)</c>, <c>timestamptz</c>.</summary>
    public string Sql =>
        Kind switch
        {
            ColumnKind.Text => "text",
            ColumnKind.Integer => "integer",
            ColumnKind.BigInt => "bigint",
            ColumnKind.Numeric => string.Create(CultureInfo.InvariantCulture, $"numeric({Precision},{Scale})"),
            ColumnKind.DoublePrecision => "double precision",
            ColumnKind.Boolean => "boolean",
            ColumnKind.Date => "date",
            ColumnKind.Time => "time",
            ColumnKind.Timestamp => "timestamptz",
            ColumnKind.Uuid => "uuid",
            ColumnKind.Json => "jsonb",
            ColumnKind.Binary => "bytea",
            _ => throw new InvalidOperationException($"Unknown column kind {Kind}."),
        };

    /// <summary>The type as the server's own catalogue spells it (<c>format_type</c>): <c>timestamp with time zone</c>.</summary>
    public string CatalogueName =>
        Kind switch
        {
            ColumnKind.Time => "time without time zone",
            ColumnKind.Timestamp => "timestamp with time zone",
            _ => Sql,
        };
}

/// <summary>The PostgreSQL types that a blueprint's fields map to.</summary>
internal enum ColumnKind
{
    /// <summary>Text; bounds are checks, because a check is cheaper to change than the type (Squawk, prefer-text-field).</summary>
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

    /// <summary>JSON in binary form.</summary>
    Json,

    /// <summary>Bytes.</summary>
    Binary,
}
