namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>
/// What a field's value looks like as JSON: its type, its notation and its bounds. Whether null is allowed is said elsewhere.
/// </summary>
/// <param name="Type">JSON type. <see cref="JsonType.Any"/> when <see cref="Schema"/> names one.</param>
/// <param name="Format">Format as OpenAPI's registry names it: <c>uuid</c>, <c>date-time</c>, <c>int32</c>; or null.</param>
internal sealed record JsonForm(JsonType Type, string? Format = null)
{
    /// <summary>Least length in characters; null for none.</summary>
    public int? MinLength { get; init; }

    /// <summary>Greatest length in characters (of the base64 text for bytes); null for none.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Least value, inclusive; null for none.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>Greatest value, inclusive; null for none.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>Name of the schema that it is an instance of, or null.</summary>
    public string? Schema { get; init; }
}

/// <summary>The JSON types.</summary>
internal enum JsonType
{
    /// <summary>Any value.</summary>
    Any,

    /// <summary>Text.</summary>
    String,

    /// <summary>Whole number.</summary>
    Integer,

    /// <summary>Number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>List.</summary>
    Array,

    /// <summary>Object used as a map.</summary>
    Object,
}
