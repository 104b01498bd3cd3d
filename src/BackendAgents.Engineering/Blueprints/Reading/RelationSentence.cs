using System.Globalization;
using System.Text.RegularExpressions;

namespace BackendAgents.Engineering.Blueprints.Reading;

/// <summary>A relation as it is read aloud: <c>each comment belongs to one post</c>.</summary>
/// <param name="Kind">How many on either side.</param>
/// <param name="From">The principal.</param>
/// <param name="To">The dependent.</param>
/// <param name="Name">How the dependent calls the principal, when the sentence says it.</param>
/// <param name="Required">Whether a dependent always has a principal.</param>
internal sealed partial record RelationSentence(RelationKind Kind, string From, string To, string? Name, bool Required)
{
    /// <summary>The forms that are read, for messages.</summary>
    public const string Forms =
        "'each comment belongs to one post', 'each comment belongs to at most one post', 'each post has many comments', "
        + "'each user has one profile' or 'each post has many tags and each tag has many posts'; ' as author' names the reference";

    /// <summary>Reads a sentence; null when it is none of the forms.</summary>
    public static RelationSentence? Read(string text)
    {
        if (text.Length > 300)
            return null;
        var line = text.Trim().TrimEnd('.');
        if (Both().Match(line) is { Success: true } both)
            return new RelationSentence(RelationKind.ManyToMany, Thing(both, "a"), Thing(both, "b"), null, false);
        if (Belongs().Match(line) is { Success: true } belongs)
        {
            var optional = belongs.Groups["may"].Length > 0 || belongs.Groups["most"].Length > 0;
            return new RelationSentence(RelationKind.OneToMany, Thing(belongs, "b"), Thing(belongs, "a"), As(belongs), !optional);
        }

        if (Has().Match(line) is not { Success: true } has)
            return null;
        var many = has.Groups["many"].Length > 0;
        var kind = many ? RelationKind.OneToMany : RelationKind.OneToOne;
        return new RelationSentence(kind, Thing(has, "a"), Thing(has, "b"), As(has), Required: false);
    }

    /// <summary>What a relation says, in words.</summary>
    public static string Of(Relation relation, Func<string, string> nameOf)
    {
        var (from, to) = (Conventions.Phrase(nameOf(relation.From)), Conventions.Phrase(nameOf(relation.To)));
        var count = relation.Required ? "one" : "at most one";
        return relation.Kind switch
        {
            RelationKind.ManyToMany => string.Create(
                CultureInfo.InvariantCulture,
                $"each {from} has many {to}s ({relation.Inverse}) and each {to} has many {from}s ({relation.Name})"
            ),
            RelationKind.OneToOne =>
                $"each {to} belongs to {count} {from} ({relation.Name}), and each {from} has one {to} ({relation.Inverse})",
            _ => $"each {to} belongs to {count} {from} ({relation.Name}), and each {from} has many ({relation.Inverse})",
        };
    }

    private static string Thing(Match match, string group) => Conventions.Pascal(Conventions.Singular(match.Groups[group].Value.Trim()));

    private static string? As(Match match) => match.Groups["as"].Length > 0 ? Conventions.Camel(match.Groups["as"].Value) : null;

    [GeneratedRegex(
        @"^(?:each|every|an?|one)\s+(?<a>[\w -]{1,60}?)\s+(?:has|can have|may have)\s+(?:many|several)\s+(?<b>[\w -]{1,60}?),?\s+and\s+"
            + @"(?:each|every|an?|one)\s+[\w -]{1,60}?\s+(?:(?:has|can have|may have)\s+)?(?:many|several)\s+[\w -]{1,60}$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Both();

    [GeneratedRegex(
        @"^(?:each|every|an?|one)\s+(?<a>[\w -]{1,60}?)\s+(?:(?<may>may|can)\s+belong|belongs)\s+to\s+"
            + @"(?<most>at most\s+|an?\s+optional\s+|one\s+optional\s+)?(?:one\s+|an?\s+|exactly one\s+)?"
            + @"(?<b>[\w -]{1,60}?)(?:\s+as\s+(?<as>\w{1,60}))?$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Belongs();

    [GeneratedRegex(
        @"^(?:each|every|an?|one)\s+(?<a>[\w -]{1,60}?)\s+(?:has|can have|may have)\s+"
            + @"(?:(?<many>many|several)|one|an?|exactly one|at most one)\s+(?<b>[\w -]{1,60}?)(?:\s+as\s+(?<as>\w{1,60}))?$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Has();
}
