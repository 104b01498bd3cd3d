namespace BackendAgents.Engineering.Blueprints;

/// <summary>The kinds of value that a field can have.</summary>
public enum FieldType
{
    /// <summary>Text of bounded length.</summary>
    String,

    /// <summary>
    /// Text without a fixed bound in the database; the API still bounds it by the field's greatest length or 100,000 characters.
    /// </summary>
    Text,

    /// <summary>32-bit integer.</summary>
    Int,

    /// <summary>64-bit integer.</summary>
    Long,

    /// <summary>Exact decimal number with precision and scale.</summary>
    Decimal,

    /// <summary>IEEE 754 double.</summary>
    Double,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>Calendar date without time.</summary>
    Date,

    /// <summary>Time of day without date.</summary>
    Time,

    /// <summary>Instant in UTC.</summary>
    Timestamp,

    /// <summary>UUID.</summary>
    Uuid,

    /// <summary>One value of an <see cref="EnumType"/>.</summary>
    Enum,

    /// <summary>Any JSON value.</summary>
    Json,

    /// <summary>Bytes, base64 in the API.</summary>
    Binary,

    /// <summary>E-mail address, at most 254 characters.</summary>
    Email,

    /// <summary>Absolute http or https address, at most 2,048 characters.</summary>
    Url,

    /// <summary>Amount with 19 digits, 4 of them after the point; the currency is the service's or a field of its own.</summary>
    Money,

    /// <summary>A file that callers upload and download by operations; the row keeps the name under which it is stored.</summary>
    File,
}
