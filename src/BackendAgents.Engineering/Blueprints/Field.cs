using System.Text.Json.Serialization;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>One value that an entity stores.</summary>
public sealed record Field
{
    /// <summary>Stable id, unique within the whole blueprint: <c>post-title</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Camel case: <c>title</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Column that stores it; derived from the name when empty. Lower-case letters, digits and underscores.</summary>
    public string? Column { get; init; }

    /// <summary>What kind of value it is.</summary>
    public FieldType Type { get; init; } = FieldType.String;

    /// <summary>Whether every row has a value.</summary>
    public bool Required { get; init; }

    /// <summary>Whether no two rows share a value.</summary>
    public bool Unique { get; init; }

    /// <summary>
    /// The value of a row whose writer gave none, in the API's notation: <c>0</c>, <c>true</c>, <c>pending</c>, or <c>now</c> for times.
    /// </summary>
    public string? Default { get; init; }

    /// <summary>Least length in characters, for texts.</summary>
    public int? MinLength { get; init; }

    /// <summary>
    /// Greatest length in characters for texts, in bytes for binaries and files. Required for <see cref="FieldType.String"/>.
    /// </summary>
    public int? MaxLength { get; init; }

    /// <summary>Least value, inclusive, for numbers and money.</summary>
    public decimal? Min { get; init; }

    /// <summary>Greatest value, inclusive, for numbers and money.</summary>
    public decimal? Max { get; init; }

    /// <summary>Total digits of a decimal, 1 to 28.</summary>
    public int? Precision { get; init; }

    /// <summary>Digits after the point of a decimal, 0 to <see cref="Precision"/>.</summary>
    public int? Scale { get; init; }

    /// <summary>Regular expression that a text matches, in the subset that ECMA 262, .NET and POSIX share.</summary>
    public string? Pattern { get; init; }

    /// <summary>Id of the <see cref="EnumType"/>, for <see cref="FieldType.Enum"/>.</summary>
    public string? Enum { get; init; }

    /// <summary>Who sees and who sets it. A file is uploaded and never part of a body, so it is read-only there.</summary>
    public FieldExposure Exposure
    {
        get => Type == FieldType.File && field == FieldExposure.ReadWrite ? FieldExposure.ReadOnly : field;
        init;
    } = FieldExposure.ReadWrite;

    /// <summary>For files: media types that are taken: <c>image/png</c>. What is uploaded must look like what it says it is.</summary>
    [JsonInclude]
    internal IReadOnlyList<string> ContentTypes { get; init; } = [];

    /// <summary>
    /// Expression of its value, kept on every write of the row and of the collections that it names: <c>sum(lines, l => l.amount)</c>.
    /// </summary>
    internal string? Computed { get; init; }

    /// <summary>Expression of its value at the row's creation, kept from then on: <c>product.price</c>.</summary>
    internal string? Copy { get; init; }

    /// <summary>Whether it tells something about a natural person (data-protection law applies to it).</summary>
    public bool Personal { get; init; }

    /// <summary>What it means, with its unit.</summary>
    public string Description { get; init; } = "";

    /// <summary>A value as the documentation shows it, in the API's notation; derived when empty.</summary>
    public string? Example { get; init; }

    /// <summary>For the input of calls: id of the entity of which a uuid names a row; the row must exist.</summary>
    [JsonInclude]
    internal string? RefersTo { get; init; }
}

/// <summary>Who sees a field and who sets it.</summary>
public enum FieldExposure
{
    /// <summary>Callers write it and read it back.</summary>
    ReadWrite,

    /// <summary>Only the service sets it (a default or a transition); callers read it.</summary>
    ReadOnly,

    /// <summary>Callers set it and never read it back: secrets.</summary>
    WriteOnly,

    /// <summary>It never leaves or enters through the API.</summary>
    Internal,
}
