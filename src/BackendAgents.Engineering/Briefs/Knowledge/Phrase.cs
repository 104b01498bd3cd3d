using System.Text.RegularExpressions;

namespace BackendAgents.Engineering.Briefs.Knowledge;

/// <summary>How English says something, over a whole sentence without its full stop; data, not code.</summary>
internal sealed class Phrase
{
    private IReadOnlyList<Expression>? _whole;
    private IReadOnlyList<Expression>? _within;
    private IReadOnlyList<Expression>? _unless;

    /// <summary>Regular expressions over the sentence; names in braces stand for the file's parts.</summary>
    public List<string> Sentences { get; set; } = [];

    /// <summary>Expressions of which none may occur anywhere in the sentence.</summary>
    public List<string> Unless { get; set; } = [];

    /// <summary>What is told of such a sentence.</summary>
    public string Reason { get; set; } = "";

    /// <summary>What takes its place, with groups as <c>${name}</c>; empty where nothing does.</summary>
    public string To { get; set; } = "";

    /// <summary>What a whole sentence says by this phrase; null when it is none of the kind.</summary>
    public Match? Match(string sentence, IReadOnlyDictionary<string, string> parts) =>
        First(_whole ??= Make(Sentences, parts, whole: true), sentence) is { } match && !IsExcepted(sentence, parts) ? match : null;

    /// <summary>The words of the phrase that occur anywhere in a sentence.</summary>
    public IEnumerable<string> Find(string sentence, IReadOnlyDictionary<string, string> parts) =>
        IsExcepted(sentence, parts)
            ? []
            : (_within ??= Make(Sentences, parts, whole: false))
                .Select(expression => expression.Match(sentence))
                .OfType<Match>()
                .Select(static match => match.Groups["words"].Value);

    private bool IsExcepted(string sentence, IReadOnlyDictionary<string, string> parts) =>
        Unless.Count > 0 && First(_unless ??= Make(Unless, parts, whole: false), sentence) is not null;

    private static Match? First(IReadOnlyList<Expression> expressions, string sentence) =>
        expressions.Select(expression => expression.Match(sentence)).FirstOrDefault(static match => match is not null);

    private static List<Expression> Make(List<string> expressions, IReadOnlyDictionary<string, string> parts, bool whole) =>
        [
            .. expressions.Select(expression => new Expression(
                whole ? $"^(?:{Expand(expression, parts)})$" : $@"(?:^|\W)(?<words>{Expand(expression, parts)})(?:\W|$)",
                RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
            )),
        ];

    /// <summary>An expression with the parts that it names; parts may name those before them.</summary>
    public static string Expand(string expression, IReadOnlyDictionary<string, string> parts) =>
        parts
            .Reverse()
            .Aggregate(expression, static (text, part) =>
                text.Replace("{" + part.Key + "}", $"(?:{part.Value})", StringComparison.Ordinal)
            );
}
