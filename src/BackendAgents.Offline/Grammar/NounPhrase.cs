using BackendAgents.Engineering.Briefs.Facts;

namespace BackendAgents.Offline.Grammar;

/// <summary>A noun with what stands before and after it.</summary>
internal sealed class NounPhrase
{
    /// <summary>The words of its name, lower case, the last in the singular; empty for a pronoun.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    public string? Pronoun { get; init; }
    public bool Plural { get; set; }
    public bool Many { get; init; }
    public bool Each { get; init; }

    // 'any post', 'all comments'.
    public bool Any { get; init; }

    // 'about 600 flats': a figure that describes the business.
    public bool Counted { get; init; }
    public bool Own { get; init; }
    public bool Definite { get; init; }
    public bool Indefinite { get; init; }
    public bool Only { get; set; }
    public bool Negative { get; init; }
    public Bounds? Bounds { get; set; }
    public string? Possessor { get; init; }

    // Adjectives left out of the name.
    public IReadOnlyList<string> Dropped { get; init; } = [];

    // What stands behind it in brackets, or as its values.
    public IReadOnlyList<NounPhrase> Parts { get; set; } = [];
    public bool Alternatives { get; set; }
    public IReadOnlyList<string> Values { get; set; } = [];
    public NounPhrase? Of { get; set; }

    /// <summary>The name: <c>order item</c>.</summary>
    public string Key => string.Join(' ', Words);

    public string Head => Words.Count == 0 ? "" : Words[^1];

    /// <summary>What of it counts beyond the sentence.</summary>
    public FactNoun ToFact() =>
        new()
        {
            Words = Words,
            Plural = Plural,
            Bounds = Bounds,
            Values = Values,
            Parts = [.. Parts.Select(static part => part.Key)],
            Alternatives = Alternatives,
        };

    public override string ToString() => Pronoun ?? Key;
}
