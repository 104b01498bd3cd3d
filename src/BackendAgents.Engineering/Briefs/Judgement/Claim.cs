using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Judgement;

/// <summary>What the sentence of a requirement says, as far as it can be held against elements of a blueprint.</summary>
internal sealed partial class Claim
{
    private static readonly ClaimWords s_words = ClaimWords.Instance;

    /// <param name="requirement">The requirement.</param>
    /// <param name="isThing">Whether a word names something that is kept.</param>
    /// <param name="isField">Whether a word is the name of a field.</param>
    public Claim(Requirement requirement, Func<string, bool> isThing, Func<string, bool> isField)
    {
        // What stands in quotes after a colon is an example.
        var text = Sample().Replace(SqlClaim.Plain(requirement.Text), ":");
        var said = Example().Replace(text, " ");
        var figures = Figure.Read(said, isThing).ToList();
        Statuses = Answers().IsMatch(text) ? [.. figures.Select(static figure => figure.Status).OfType<int>()] : [];
        Figures = [.. figures.Where(figure => figure.Status is not { } status || !Statuses.Contains(status))];
        Technologies = TechnologyNames.Read(text);
        // A call is held against the contract; the POST before a path is no post.
        Words = [.. Content(Path().Replace(Needed().Replace(said, ""), " "))];
        Calls = [.. Call().Matches(text).Select(static match => (match.Groups["method"].Value, match.Groups["path"].Value.TrimEnd('.')))];
        Rule = requirement.Kind is RequirementKind.Behaviour or RequirementKind.Access ? null : Cue(text);
        Parts = requirement.Kind == RequirementKind.Data ? [.. Has(text, isField)] : [];
        KeepsOut = requirement.Kind != RequirementKind.Behaviour && s_words.KeepsOut(text);
    }

    /// <summary>Its figures.</summary>
    public IReadOnlyList<Figure> Figures { get; }

    /// <summary>The statuses of HTTP that it says are answered.</summary>
    public IReadOnlyList<int> Statuses { get; }

    /// <summary>The technologies that it names, of each list one.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Technologies { get; }

    /// <summary>The calls that it writes down: <c>GET /notes/{id}</c>.</summary>
    public IReadOnlyList<(string Method, string Path)> Calls { get; }

    /// <summary>The words by which it says a rule although it isn't called one; null where it says none.</summary>
    public string? Rule { get; }

    /// <summary>Its words that say something.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>What it says that something has, each with its words.</summary>
    public IReadOnlyList<(string Text, IReadOnlyList<string> Words)> Parts { get; }

    /// <summary>Whether it keeps somebody from something, and is no rule of behaviour.</summary>
    public bool KeepsOut { get; }

    private static string? Cue(string text) =>
        RequirementCue
            .All.Where(static cue => cue is { Kind: RequirementKind.Behaviour, IsDeclined: false })
            .Select(cue => cue.Find(text))
            .FirstOrDefault(static words => words is not null);

    private static bool IsSaid(string word) => !s_words.Stop.Contains(word.ToLowerInvariant());

    private static IEnumerable<string> Content(string text) =>
        Word()
            .Matches(text)
            .Select(static match => match.Value.TrimEnd('\'', '-').ToLowerInvariant())
            .Where(static word => word.Length > 1 && !IsEmpty(word))
            .Distinct();

    private static bool IsEmpty(string word) =>
        s_words.Stop.Contains(word)
        || s_words.Neutral.Contains(word)
        || s_words.Units.ContainsKey(word)
        || s_words.Sizes.ContainsKey(word)
        || s_words.Numbers.ContainsKey(word)
        || s_words.Neutral.Contains(Vocabulary.Instance.Singular(word))
        || s_words.Units.ContainsKey(Vocabulary.Instance.Singular(word));

    // 'A parcel has a barcode, a weight and a state.'
    private static IEnumerable<(string Text, IReadOnlyList<string> Words)> Has(string text, Func<string, bool> isField)
    {
        if (Having().Match(text) is not { Success: true } having)
            yield break;
        foreach (var part in Between().Split(Aside().Replace(having.Groups["parts"].Value, " ")))
        {
            if (Content(part).Any())
            {
                // A year says nothing of its own, but is a field of some.
                var words = Word().Matches(part).Select(static match => match.Value).Where(word => IsSaid(word) || isField(word));
                yield return (part.Trim(' ', '.', ';'), [.. words]);
            }
        }
    }

    [GeneratedRegex(
        @"\b(?:(?i:returns?|answers?|answered|respon[a-z]+|status|codes?|http|or 404)|GET|POST|PUT|PATCH|DELETE)\b",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Answers();

    // With what stands behind the path of who is asked for a login: '(auth required)'.
    [GeneratedRegex(
        @"\b(?:GET|POST|PUT|PATCH|DELETE)\b[\s|`]*/[\w{}:/.-]*|(?<=\b(?i:auth|authentication|login|token) )(?:required|needed)\b",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Needed();

    [GeneratedRegex(@"/[\w{}:/.-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Path();

    [GeneratedRegex(@":\s*""[^""]*""", RegexOptions.CultureInvariant)]
    private static partial Regex Sample();

    [GeneratedRegex(@"\b(?<method>GET|POST|PUT|PATCH|DELETE)\b[\s|`]*(?<path>/[\w{}:/.-]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Call();

    [GeneratedRegex("[A-Za-z][A-Za-z'-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"\b(?:has|have|having|consists? of|contains?|includes?|attributes|fields|properties|columns)\b:?\s+(?<parts>.+)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Having();

    [GeneratedRegex(@"\([^)]*\)", RegexOptions.CultureInvariant)]
    private static partial Regex Aside();

    [GeneratedRegex(
        @"\((?:e\.? ?g\b|for example|for instance|such as|like)[^)]*\)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Example();

    [GeneratedRegex(@",|;| and | or | as well as ", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Between();
}
