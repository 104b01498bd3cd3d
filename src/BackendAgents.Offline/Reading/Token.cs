using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Reading;

/// <summary>A word, number or mark of a sentence.</summary>
internal sealed class Token
{
    public required string Text { get; init; }
    public required string Lower { get; init; }
    public required bool IsWord { get; init; }
    public Tag Tag { get; set; }

    // Base form of the verb that this may be.
    public string? Verb { get; set; }
    public VerbForm Form { get; set; }
    public string Singular { get; set; } = "";
    public bool Plural { get; set; }
    public decimal? Number { get; set; }
    public bool Possessive { get; init; }
    public Bounds? Bounds { get; set; }

    // Closed list of values that stands behind this noun.
    public IReadOnlyList<string>? Values { get; set; }

    // A verb beyond doubt.
    public bool Sure { get; init; }

    // Already read by a more specific reader (targets, technologies, bounds): a gap for the grammar.
    public bool Consumed { get; set; }

    public override string ToString() => $"{Lower}/{Tag}";
}
