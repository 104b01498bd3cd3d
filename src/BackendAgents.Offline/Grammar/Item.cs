using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Grammar;

/// <summary>What a sentence is made of once words are grouped.</summary>
internal sealed record Item(ItemKind Kind)
{
    public NounPhrase? Noun { get; init; }
    public VerbGroup? Verb { get; init; }
    public string Word { get; init; } = "";
}

internal enum ItemKind
{
    Noun,
    Verb,
    Prep,
    And,
    Comma,
    Rel,
    Sub,
    Colon,
    Gap,
}

/// <summary>A verb with its helpers: 'can only be cancelled'.</summary>
internal sealed class VerbGroup
{
    public required string Verb { get; init; }
    public VerbForm Form { get; init; }
    public bool Modal { get; init; }
    public bool Must { get; init; }
    public bool Negated { get; init; }
    public bool Passive { get; init; }
    public bool Only { get; init; }

    // A participle behind its noun: 'an order placed by a customer'.
    public bool Reduced { get; init; }
    public bool Infinitive { get; init; }
    public bool Gerund => Form == VerbForm.Ing;
    public bool Copula => Verb == "be";

    public override string ToString() => Verb;
}
