using System.Text.RegularExpressions;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Phrases;
using BackendAgents.Offline.Reading.Formal;

namespace BackendAgents.Offline.Reading;

/// <summary>
/// Splits a list of technologies, <c>Stack: Spring Boot 3, Postgres 15, Flyway</c>, so that each of them is a requirement of its own. Pure.
/// </summary>
internal static partial class TechnologyList
{
    private const int MaxParts = 20;
    private const int MaxWords = 6;
    private const int MaxUnknown = 4;

    /// <summary>The technologies, each with its words; empty when the sentence says something else.</summary>
    public static IReadOnlyList<(string Text, FormalPart? Part)> Split(string sentence)
    {
        var text = Lead().Replace(sentence.TrimEnd('.', ';', ' '), "");
        var parts = Between().Split(text).Select(static part => part.Trim()).Where(static part => part.Length > 0).ToList();
        if (parts.Count is < 2 or > MaxParts || parts.Exists(static part => part.Split(' ').Length > MaxWords))
            return [];
        var known = parts.ConvertAll(IsTechnology);
        // Longer parts say something of their own.
        if (parts.Zip(known).Any(static pair => !pair.Second && pair.First.Split(' ').Length > MaxUnknown))
            return [];
        if (known.Count(static one => one) is var count && (count < 2 || count * 2 < parts.Count))
            return [];
        return
        [
            .. parts.Zip(known, static (part, one) =>
                (part, one ? null : (FormalPart?)new UnreadPart("It stands among technologies, and the reader knows none of this name."))
            ),
        ];
    }

    // With or without its version.
    private static bool IsTechnology(string part)
    {
        var name = Version().Replace(part, "").Trim(' ', '\'', '"').ToLowerInvariant();
        return KnowledgeBase.Instance.Technology(name) is not null
            || PhraseReader
                .Facts(0, name)
                .OfType<Engineering.Briefs.Facts.DeclinedFact>()
                .Any(declined => declined.Text.Length == name.Length);
    }

    [GeneratedRegex(
        @"^(?:(?:our |the )?(?:tech(?:nical|nology|nologies)?|stack|tech stack|technology stack|backend|database|tools)(?: is| are)?"
            + @"(?: fixed)? ?[:\u2014] ?|needs |uses |using |built with |written in )",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Lead();

    [GeneratedRegex(@" ?[,;] ?| [/+&] | and ", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Between();

    [GeneratedRegex(@" ?v?\d[\d.]*\+?(?: ?lts)?$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Version();
}
