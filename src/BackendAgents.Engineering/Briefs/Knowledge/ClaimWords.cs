using System.Text.RegularExpressions;

namespace BackendAgents.Engineering.Briefs.Knowledge;

/// <summary>Words by which it is judged whether what a requirement cites says what its sentence says.</summary>
internal sealed class ClaimWords
{
    private Dictionary<string, List<HashSet<string>>>? _groups;
    private Expression? _access;
    private HashSet<string>? _sql;

    /// <summary>Read once for all that ask it.</summary>
    public static ClaimWords Instance { get; } = KnowledgeFiles.Read<ClaimWords>("claims.yaml");

    public HashSet<string> Stop { get; set; } = [];
    public HashSet<string> Neutral { get; set; } = [];

    /// <summary>Names of types of columns, and the other words by which SQL says what a database does.</summary>
    public HashSet<string> SqlTypes { get; set; } = [];
    public HashSet<string> SqlWords { get; set; } = [];
    public List<HashSet<string>> Same { get; set; } = [];
    public HashSet<string> Limits { get; set; } = [];
    public HashSet<string> BeforeStatus { get; set; } = [];
    public HashSet<string> AfterStatus { get; set; } = [];
    public Dictionary<string, decimal> Units { get; set; } = [];
    public Dictionary<string, decimal> Sizes { get; set; } = [];
    public Dictionary<string, decimal> Numbers { get; set; } = [];
    public Dictionary<string, List<string>> Features { get; set; } = [];
    public List<string> Access { get; set; } = [];

    /// <summary>All words of SQL that claim nothing.</summary>
    public HashSet<string> Sql => _sql ??= [.. SqlTypes, .. SqlWords];

    /// <summary>Whether a sentence keeps somebody from something.</summary>
    public bool KeepsOut(string text) =>
        (
            _access ??= new Expression(
                $@"(?:^|\W)(?:{string.Join('|', Access)})(?:\W|$)",
                RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
            )
        ).Match(text)
            is not null;

    /// <summary>Words that stand for the same as a word in its plain form, the word first.</summary>
    public IEnumerable<string> For(string word) =>
        (
            _groups ??= Same.SelectMany(static group => group.Select(one => (one, group)))
                .GroupBy(static pair => pair.one, static pair => pair.group, StringComparer.Ordinal)
                .ToDictionary(static pair => pair.Key, static pair => pair.ToList(), StringComparer.Ordinal)
        )
            .GetValueOrDefault(word, [])
            .SelectMany(static group => group)
            .Prepend(word);

    /// <summary>A word without its endings: <c>payments</c> and <c>paying</c> are <c>pay</c>.</summary>
    public static string Plain(string word)
    {
        var plain = Vocabulary.Instance.Singular(word.ToLowerInvariant());
        foreach (var ending in s_endings)
        {
            if (plain.Length > ending.Length + 2 && plain.EndsWith(ending, StringComparison.Ordinal))
                return plain[..^ending.Length];
        }

        return plain;
    }

    private static readonly string[] s_endings =
    [
        "isation",
        "ization",
        "ations",
        "ation",
        "ments",
        "ment",
        "ings",
        "ing",
        "ers",
        "er",
        "ors",
        "or",
        "ions",
        "ion",
        "ies",
        "ied",
        "es",
        "ed",
        "ly",
        "ity",
        "al",
        "e",
        "y",
        "s",
    ];
}
