using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Contracts;

/// <summary>The type and bounds of a JSON value.</summary>
internal sealed record HttpValue
{
    private readonly JsonNode? _example;
    private readonly JsonNode? _default;

    /// <summary>JSON type. <see cref="JsonType.Any"/> when <see cref="Schema"/> names one.</summary>
    public JsonType Type { get; init; } = JsonType.Any;

    /// <summary>Format as OpenAPI's registry names it: <c>uuid</c>, <c>date-time</c>, <c>int32</c>; or null.</summary>
    public string? Format { get; init; }

    /// <summary>Whether null is allowed.</summary>
    public bool Nullable { get; init; }

    /// <summary>Least length in characters.</summary>
    public int? MinLength { get; init; }

    /// <summary>Greatest length in characters (of the base64 text for bytes).</summary>
    public int? MaxLength { get; init; }

    /// <summary>Least value, inclusive.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>Greatest value, inclusive.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>Regular expression that a text matches.</summary>
    public string? Pattern { get; init; }

    /// <summary>Values of an enum that has no schema of its own; empty otherwise.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Name of the schema that it is an instance of, or null.</summary>
    public string? Schema { get; init; }

    /// <summary>Type of the items of an array, or of the values of an object used as a map; null otherwise.</summary>
    public HttpValue? Items { get; init; }

    /// <summary>Most items of an array.</summary>
    public int? MaxItems { get; init; }

    /// <summary>A realistic value within the bounds, or null when none could be derived. A copy each time.</summary>
    public JsonNode? Example
    {
        get => _example?.DeepClone();
        init => _example = value?.DeepClone();
    }

    /// <summary>Value when a caller gives none, or null. A copy each time.</summary>
    public JsonNode? Default
    {
        get => _default?.DeepClone();
        init => _default = value?.DeepClone();
    }
}
