using System.Collections.Concurrent;
using BackendAgents.Engineering.Blueprints;
using Humanizer;

namespace BackendAgents.Engineering.Briefs.Knowledge;

/// <summary>
/// Nouns that are no things, their numbers, and what verbs do to a state. Immutable after loading but for a bounded cache.
/// </summary>
internal sealed class Vocabulary
{
    private const int CacheLimit = 20_000;
    private static readonly Lazy<Vocabulary> s_loaded = new(static () => new Vocabulary());

    private readonly ConcurrentDictionary<string, string> _cache = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _singulars;

    private Vocabulary()
    {
        var file = KnowledgeFiles.Read<KnowledgeFiles.Vocabulary>("vocabulary.yaml");
        Generic = file.Generic.ToHashSet(StringComparer.Ordinal);
        Activities = file.Activities.ToHashSet(StringComparer.Ordinal);
        ServiceWords = file.ServiceWords.ToHashSet(StringComparer.Ordinal);
        Envelopes = file.Envelopes.ToHashSet(StringComparer.Ordinal);
        _singulars = file.Singulars;
        States = file.States;
        Initial = file.Initial;
        Makes = file.Makes;
        Connects = file.Connects;
        StateWords = States
            .Values.Select(static value => Conventions.Phrase(value).Split(' ')[^1])
            .Concat(Initial)
            .Concat([
                "inactive",
                "paid",
                "unpaid",
                "overdue",
                "done",
                "lost",
                "damaged",
                "free",
                "occupied",
                "expired",
                "failed",
                "delayed",
                "waiting",
                "seated",
                "ready",
                "progress",
                "transit",
                "todo",
                "online",
                "offline",
                "hidden",
                "locked",
                "full",
                "low",
                "medium",
                "high",
                "won",
                "private",
                "internal",
                "public",
                "borrowed",
                "loaned",
                "rented",
                "maintenance",
            ])
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The one vocabulary, loaded on first use.</summary>
    public static Vocabulary Instance => s_loaded.Value;

    /// <summary>Nouns that never become an entity of their own.</summary>
    public HashSet<string> Generic { get; }

    /// <summary>Tails that say what is done with a thing and not what it is.</summary>
    public HashSet<string> Activities { get; }

    /// <summary>What a brief calls the whole.</summary>
    public HashSet<string> ServiceWords { get; }

    /// <summary>Names under which samples of answers wrap what they are samples of.</summary>
    public HashSet<string> Envelopes { get; }

    /// <summary>The value to which a verb moves a status.</summary>
    public IReadOnlyDictionary<string, string> States { get; }

    /// <summary>Values that a status has before any verb moved it.</summary>
    public IReadOnlyList<string> Initial { get; }

    /// <summary>The record that a doing leaves behind, by verb.</summary>
    public IReadOnlyDictionary<string, string> Makes { get; }

    /// <summary>Verbs that merely connect an account with a thing, with the names of both ends.</summary>
    public IReadOnlyDictionary<string, List<string>> Connects { get; }

    /// <summary>Words that name a state.</summary>
    public HashSet<string> StateWords { get; }

    /// <summary>Begins a verb made of a state: <c>mark ready</c>.</summary>
    public const string Mark = "mark ";

    /// <summary>The value to which a verb moves a status, or null.</summary>
    public string? StateOf(string verb) =>
        verb.StartsWith(Mark, StringComparison.Ordinal) ? verb[Mark.Length..] : States.GetValueOrDefault(verb);

    /// <summary>Whether the singular of a word is listed, because rules get it wrong.</summary>
    public bool IsListed(string word) => _singulars.ContainsKey(word);

    /// <summary>The singular of a lower-case word.</summary>
    public string Singular(string word)
    {
        if (_singulars.TryGetValue(word, out var listed))
            return listed;
        if (
            word.Length < 4
            || !word.EndsWith('s') && !word.EndsWith("ren", StringComparison.Ordinal) && !word.EndsWith("men", StringComparison.Ordinal)
            || word.EndsWith("ss", StringComparison.Ordinal)
            || word.EndsWith("us", StringComparison.Ordinal)
            || word.EndsWith("is", StringComparison.Ordinal)
            || word.EndsWith("imen", StringComparison.Ordinal)
        )
        {
            return word is "ids" ? "id" : word;
        }

        if (_cache.TryGetValue(word, out var known))
            return known;
        var singular = word.Singularize(inputIsKnownToBePlural: false);
        if (_cache.Count < CacheLimit)
            _cache.TryAdd(word, singular);
        return singular;
    }

    /// <summary>The plural of a singular noun of one or more words.</summary>
    public static string Plural(string noun)
    {
        var at = noun.LastIndexOf(' ') + 1;
        return noun[..at] + noun[at..].Pluralize(inputIsKnownToBeSingular: false);
    }
}
