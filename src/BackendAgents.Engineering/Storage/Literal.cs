namespace BackendAgents.Engineering.Storage;

/// <summary>A constant in the schema: a column's default or the right side of a check.</summary>
/// <param name="Kind">How the text is to be read.</param>
/// <param name="Text">
/// The value in invariant notation: <c>-1.5</c>, <c>true</c>, <c>2026-01-31</c>; hexadecimal for binaries, empty for
/// <see cref="LiteralKind.Now"/>. It is data, not SQL: whoever writes SQL escapes it.
/// </param>
internal sealed record Literal(LiteralKind Kind, string Text)
{
    /// <summary>The moment in which the row is written.</summary>
    public static Literal Now { get; } = new(LiteralKind.Now, "");
}

/// <summary>How the text of a <see cref="Literal"/> is to be read.</summary>
internal enum LiteralKind
{
    /// <summary>Text as it stands.</summary>
    Text,

    /// <summary>Decimal number.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>ISO 8601 date.</summary>
    Date,

    /// <summary>ISO 8601 time of day.</summary>
    Time,

    /// <summary>RFC 3339 instant.</summary>
    Timestamp,

    /// <summary>UUID in its canonical form.</summary>
    Uuid,

    /// <summary>JSON text.</summary>
    Json,

    /// <summary>Hexadecimal digits, lower case.</summary>
    Binary,

    /// <summary>The current moment, in UTC.</summary>
    Now,
}
