using System.Text.RegularExpressions;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Reading.Formal;

/// <summary>
/// Reads lines that say by their form that rows are managed: <c>CRUD for tools</c>, <c>Students: create, update, delete</c>,
/// <c>Managing subjects</c>. Pure; time grows linearly with the length of a line.
/// </summary>
internal static partial class KeepsLine
{
    private const int MaxLength = 200;
    private const int MaxThings = 12;

    private static readonly (Deed Deed, string Verb)[] s_all =
    [
        (Deed.Create, "create"),
        (Deed.Read, "view"),
        (Deed.Update, "update"),
        (Deed.Delete, "delete"),
    ];

    /// <summary>What a line says that names nobody; null when it says something else.</summary>
    public static KeepsPart? Read(string line) =>
        Read(line, KeepsFile.Instance.Phrases, static (_, _) => true)
        // Whoever only says that something is managed means those who run the service.
        ?? (Read(line, KeepsFile.Instance.Weak, IsSure) is { } weak ? weak with { Who = "admin" } : null);

    /// <summary>The one deed that a line says of rows of which others speak; null when it says something else.</summary>
    public static KeepsPart? ReadSingle(string line) =>
        Read(line, KeepsFile.Instance.Single, static (_, _) => true) is { } part ? part with { IsProof = false } : null;

    /// <summary>What a line says that names who does it; null when it says something else.</summary>
    public static KeepsPart? ReadNamed(string line) =>
        Read(line, KeepsFile.Instance.Named, static (_, _) => true) is { Who: { } who } part && Role(who) is { } role
            ? part with
            {
                Who = role,
            }
            : null;

    private static KeepsPart? Read(string line, List<Phrase> phrases, Func<string, string, bool> isThing)
    {
        if (line.Length > MaxLength)
            return null;
        var text = PlainWords.Of(line).Trim().TrimEnd('.', '!', '?', ';').TrimEnd();
        var parts = KeepsFile.Instance.Parts;
        if (phrases.Select(phrase => phrase.Match(text, parts)).FirstOrDefault(static match => match is not null) is not { } match)
            return null;
        var things = new List<string>();
        var counted = Counted().IsMatch(text[..match.Groups["things"].Index]);
        foreach (var words in Joint().Split(match.Groups["things"].Value))
        {
            // 'Add and remove clutter' names no rows, 'add and remove a recipe' does.
            if (
                Noun(words) is not { } noun
                || !isThing(noun, words)
                || things.Count == MaxThings
                || !counted && !Naming.IsKnown(noun) && !Naming.IsPerson(noun) && !IsPlural(words) && noun != "user"
            )
                return null;
            things.Add(noun);
        }

        var who = match.Groups["who"].Success ? match.Groups["who"].Value.ToLowerInvariant() : null;
        return new KeepsPart([.. things.Distinct()], Deeds(match.Groups["deeds"].Value.ToLowerInvariant()), who);
    }

    private static (Deed Deed, string Verb)[] Deeds(string words)
    {
        if (words.Length == 0)
            return s_all;
        return
        [
            .. Joint()
                .Split(words)
                .Select(static verb =>
                    (
                        verb switch
                        {
                            "create" or "add" or "insert" or "register" or "creation" => Deed.Create,
                            "update" or "edit" or "change" or "modify" => Deed.Update,
                            "delete" or "remove" or "deletion" or "removal" => Deed.Delete,
                            _ => Deed.Read,
                        },
                        verb
                    )
                )
                .DistinctBy(static deed => deed.Item1),
        ];
    }

    /// <summary>The thing that a list names; null when no rows of it can be meant.</summary>
    public static string? Noun(string words)
    {
        var name = words.ToLowerInvariant();
        var one = Vocabulary.Instance.Singular(name);
        if (KeepsFile.Instance.Never.Contains(Last(one)))
            return null;
        // Several tools or kitchens are things, though one is often the whole.
        return one != name && Vocabulary.Instance.ServiceWords.Contains(one) && RowNouns.ArePlausible(one) ? one
            : FieldOwner.Noun(words) is { } noun && (noun == "user" || Naming.IsKnown(noun) || RowNouns.Are(noun)) ? noun
            : null;
    }

    /// <summary>Whether a line manages what no rows are kept of: time, dependencies.</summary>
    public static bool IsVain(string line) =>
        line.Length <= MaxLength
        && KeepsFile
            .Instance.Weak.Select(phrase => phrase.Match(line.Trim().TrimEnd('.', '!', ' '), KeepsFile.Instance.Parts))
            .FirstOrDefault(static match => match is not null)
            is { } match
        && Joint()
            .Split(match.Groups["things"].Value)
            .Any(static words => KeepsFile.Instance.Never.Contains(Vocabulary.Instance.Singular(Last(words))));

    // 'Time management' keeps no times, 'managing subjects' subjects.
    private static bool IsSure(string noun, string words) =>
        KnowledgeBase.Instance.Feature(words.ToLowerInvariant() + " management") is null
        && (Naming.IsKnown(noun) || Naming.IsPerson(noun) || !FieldTypes.IsFieldName(noun) && IsPlural(words));

    /// <summary>Whether the last of some words names several.</summary>
    public static bool IsPlural(string words) => Vocabulary.Instance.Singular(Last(words)) != Last(words);

    private static string Last(string words) => words[(words.LastIndexOf(' ') + 1)..].ToLowerInvariant();

    // An 'admin user' is an admin.
    private static string? Role(string who)
    {
        if (who.EndsWith(" user", StringComparison.Ordinal) || who.EndsWith(" users", StringComparison.Ordinal))
            who = who[..who.LastIndexOf(' ')];
        return FieldOwner.Noun(who) is { } noun && Naming.IsPerson(noun) ? noun : null;
    }

    [GeneratedRegex(
        @"\b(?:an?|the|each|every|one|new|existing|single)(?: new| existing)? $|crud:? (?:on |for |of )?$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Counted();

    [GeneratedRegex(@" ?[,/&] ?(?:(?:and|or) )?| (?:and|or) ", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Joint();
}
