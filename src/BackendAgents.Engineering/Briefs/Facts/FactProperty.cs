namespace BackendAgents.Engineering.Briefs.Facts;

/// <summary>A key that a fact has in JSON.</summary>
/// <param name="Key">The key.</param>
/// <param name="Shape">What its value looks like.</param>
/// <param name="Meaning">What it says, for the schema.</param>
internal sealed record FactProperty(string Key, FactShape Shape, string Meaning)
{
    public bool Required { get; init; }

    /// <summary>The values of a choice; empty for other shapes.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}

/// <summary>What a value looks like.</summary>
internal enum FactShape
{
    /// <summary>A noun or verb: lower-case words, the last in the singular.</summary>
    Name,

    /// <summary>The name of a field in camel case.</summary>
    Field,

    /// <summary>Any short text.</summary>
    Text,

    Flag,
    Whole,
    Number,

    /// <summary>A list of short texts.</summary>
    Texts,

    Choice,
}
