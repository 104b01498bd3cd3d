namespace BackendAgents.Offline.Grammar;

/// <summary>Who does what to what: a verb with the nouns around it. Without a verb, only nouns.</summary>
internal sealed class Clause
{
    public List<NounPhrase> Subjects { get; init; } = [];
    public VerbGroup? Verb { get; init; }
    public List<NounPhrase> Objects { get; init; } = [];
    public List<PrepPhrase> Preps { get; init; } = [];

    // Nouns after a colon.
    public List<NounPhrase> After { get; set; } = [];

    // 'If', 'when', 'because': says under which condition, not what may be done.
    public bool Conditional { get; init; }

    // The subject is the one of the clause before: 'create posts and comment on them'.
    public bool Coordinated { get; init; }
    public bool Relative { get; init; }
    public bool Reciprocal { get; set; }

    public IEnumerable<NounPhrase> With => Preps.Where(static prep => prep.Word == "with").SelectMany(static prep => prep.Nouns);

    public PrepPhrase? Prep(params string[] words) => Preps.FirstOrDefault(prep => words.Contains(prep.Word));
}

/// <summary>A preposition and its nouns, and the noun on which they hang.</summary>
internal sealed record PrepPhrase(string Word, NounPhrase? Holder, List<NounPhrase> Nouns);
