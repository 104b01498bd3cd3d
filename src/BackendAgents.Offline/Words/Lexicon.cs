using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Offline.Words;

/// <summary>Closed word classes, and verbs with their inflections. Immutable after loading.</summary>
internal sealed class Lexicon
{
    private static readonly Lazy<Lexicon> s_loaded = new(static () => new Lexicon());

    private readonly Dictionary<string, Tag> _tags = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Verb, VerbForm Form)> _forms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _classes = new(StringComparer.Ordinal);
    private readonly Vocabulary _vocabulary = Vocabulary.Instance;
    private readonly HashSet<string> _alsoNouns;
    private readonly HashSet<string> _corrected;

    private Lexicon()
    {
        Words = LexiconFiles.Read<LexiconFiles.Words>("words.yaml");
        Verbs = LexiconFiles.Read<LexiconFiles.Verbs>("verbs.yaml");
        _alsoNouns = Verbs.AlsoNouns.ToHashSet(StringComparer.Ordinal);
        _corrected = Words.Corrected.ToHashSet(StringComparer.Ordinal);
        Fillers = Words.Fillers.ToHashSet(StringComparer.Ordinal);
        GerundNouns = Words.GerundNouns.ToHashSet(StringComparer.Ordinal);
        Wrappers = Words.Wrappers.ToHashSet(StringComparer.Ordinal);
        Many = Words.ManyWords.ToHashSet(StringComparer.Ordinal);
        Each = Words.EachWords.ToHashSet(StringComparer.Ordinal);
        Own = Words.OwnWords.ToHashSet(StringComparer.Ordinal);
        Negations = Words.Negations.ToHashSet(StringComparer.Ordinal);
        Tags(Words.Adverbs, Tag.Adv);
        Tags(Words.Determiners, Tag.Det);
        Tags(Words.Possessives, Tag.Poss);
        Tags(Words.Pronouns, Tag.Pron);
        Tags(Words.Prepositions, Tag.Prep);
        Tags(Words.Conjunctions, Tag.And);
        Tags(Words.Relatives, Tag.Rel);
        Tags(Words.Subordinators, Tag.Sub);
        Tags(Words.Modals, Tag.Modal);
        Tags(Words.Auxiliaries, Tag.Aux);
        Tags(["not", "never"], Tag.Adv);
        foreach (var (name, verbs) in Verbs.Classes)
            _classes[name] = verbs.ToHashSet(StringComparer.Ordinal);
        foreach (
            var verb in Verbs
                .Classes.Values.SelectMany(static list => list)
                .Concat(_vocabulary.States.Keys)
                .Concat(_vocabulary.Makes.Keys)
                .Concat(_vocabulary.Connects.Keys)
                .Concat(Verbs.AlsoNouns)
                .Concat(Verbs.Other)
        )
        {
            Inflect(verb);
        }

        foreach (var (verb, forms) in Verbs.Irregular)
        {
            foreach (var form in forms)
                _forms[form] = (
                    verb,
                    form == "has" ? VerbForm.S
                    : form.EndsWith("ing", StringComparison.Ordinal) ? VerbForm.Ing
                    : form == verb ? VerbForm.Base
                    : VerbForm.Past
                );
        }
    }

    public static Lexicon Instance => s_loaded.Value;

    public LexiconFiles.Words Words { get; }
    public LexiconFiles.Verbs Verbs { get; }
    public HashSet<string> Fillers { get; }
    public HashSet<string> GerundNouns { get; }
    public HashSet<string> Wrappers { get; }
    public HashSet<string> Many { get; }
    public HashSet<string> Each { get; }
    public HashSet<string> Own { get; }
    public HashSet<string> Negations { get; }

    /// <summary>A common word that was mistyped, set right; any other word as it is.</summary>
    public string Corrected(string word)
    {
        if (
            word.Length is < 3 or > 14
            || _corrected.Contains(word)
            || Closed(word) is not null
            || VerbOf(word) is not null
            || _vocabulary.IsListed(word)
        )
            return word;
        return _corrected.FirstOrDefault(right => right[0] == word[0] && IsSlip(word, right)) ?? word;
    }

    // A letter is missing, typed twice, or swapped with the next.
    private static bool IsSlip(string word, string right)
    {
        var at = 0;
        while (at < word.Length && at < right.Length && word[at] == right[at])
            at++;
        if (word.Length == right.Length - 1)
            return at >= 2 && word.AsSpan(at).SequenceEqual(right.AsSpan(at + 1));
        if (word.Length == right.Length + 1)
            return at >= 1 && word[at] == word[at - 1] && word.AsSpan(at + 1).SequenceEqual(right.AsSpan(at));
        return word.Length == right.Length
            && at + 1 < word.Length
            && word[at] == right[at + 1]
            && word[at + 1] == right[at]
            && word.AsSpan(at + 2).SequenceEqual(right.AsSpan(at + 2));
    }

    public Tag? Closed(string word) => _tags.TryGetValue(word, out var tag) ? tag : null;

    public (string Verb, VerbForm Form)? VerbOf(string word) => _forms.TryGetValue(word, out var form) ? form : null;

    public bool AlsoNoun(string verb) => _alsoNouns.Contains(verb);

    public bool Is(string? verb, string verbClass) => verb is not null && _classes[verbClass].Contains(verb);

    /// <summary>The record that a doing leaves behind, or null.</summary>
    public string? Makes(string verb) => _vocabulary.Makes.GetValueOrDefault(verb);

    /// <summary>Whether the verb merely connects an account with a thing.</summary>
    public bool Connects(string verb) => _vocabulary.Connects.ContainsKey(verb);

    public string Singular(string word) => _vocabulary.Singular(word);

    private void Tags(IEnumerable<string> words, Tag tag)
    {
        foreach (var word in words)
            _tags.TryAdd(word, tag);
    }

    private void Inflect(string verb)
    {
        var consonantY = verb.EndsWith('y') && verb.Length > 1 && !"aeiou".Contains(verb[^2], StringComparison.Ordinal);
        var sibilant =
            verb.EndsWith('s')
            || verb.EndsWith('x')
            || verb.EndsWith('z')
            || verb.EndsWith("ch", StringComparison.Ordinal)
            || verb.EndsWith("sh", StringComparison.Ordinal);
        var stem = consonantY ? verb[..^1] + "i" : verb;
        _forms.TryAdd(verb, (verb, VerbForm.Base));
        _forms.TryAdd(
            consonantY ? stem + "es"
                : sibilant ? verb + "es"
                : verb + "s",
            (verb, VerbForm.S)
        );
        _forms.TryAdd(verb.EndsWith('e') ? verb + "d" : stem + "ed", (verb, VerbForm.Past));
        _forms.TryAdd(
            verb.EndsWith('e') && !verb.EndsWith("ee", StringComparison.Ordinal) ? verb[..^1] + "ing" : verb + "ing",
            (verb, VerbForm.Ing)
        );
        if (
            verb.Length < 3
            || verb.EndsWith('e')
            || "aeiouwxy".Contains(verb[^1], StringComparison.Ordinal)
            || !"aeiou".Contains(verb[^2], StringComparison.Ordinal)
        )
            return;
        _forms.TryAdd(verb + verb[^1] + "ed", (verb, VerbForm.Past));
        _forms.TryAdd(verb + verb[^1] + "ing", (verb, VerbForm.Ing));
    }
}
