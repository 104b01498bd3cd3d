using System.Text.RegularExpressions;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Phrases;
using BackendAgents.Offline.Reading.Formal;

namespace BackendAgents.Offline.Reading;

/// <summary>
/// Splits a list of technologies, <c>Stack: Spring Boot 3, Postgres 15, Flyway</c>, so that each of them is a requirement of its own, and
/// takes politeness and reasons from one that stands alone: <c>SQLite is fine, our host has it</c>. Pure.
/// </summary>
internal static partial class TechnologyList
{
    private const int MaxParts = 20;
    private const int MaxWords = 6;
    private const int MaxUnknown = 4;

    /// <summary>The technologies, each with its words; empty when the sentence says something else.</summary>
    public static IReadOnlyList<Technology> Split(string sentence)
    {
        var whole = sentence.TrimEnd('.', ';', ' ', '!');
        var text = Lead().Replace(whole, "");
        var reason = Reason().Match(text);
        if (reason.Success)
            text = text[..reason.Index];
        var polite = Polite().Replace(text, "");
        var parts = Between().Split(polite).Select(static part => part.Trim()).Where(static part => part.Length > 0).ToList();
        if (parts.Count is 0 or > MaxParts || parts.Exists(static part => part.Split(' ').Length > MaxWords))
            return [];
        // What is to be done with all of them stands before the first: 'Deploy it with Docker, Kubernetes and Helm.'
        var first = parts.Count > 2 ? Asked().Replace(parts[0], "") : parts.FirstOrDefault("");
        var names = IsTechnology(first) ? [first, .. parts.Skip(1)] : parts;
        var known = names.ConvertAll(IsTechnology);
        // Longer parts say something of their own.
        if (names.Zip(known).Any(static pair => !pair.Second && pair.First.Split(' ').Length > MaxUnknown))
            return [];
        var count = known.Count(static one => one);
        if (parts.Count == 1 ? count == 0 || polite == whole : count < 2 || count * 2 < parts.Count)
            return [];
        // One of two is asked for, and which is left open.
        if (parts.Count > 1 && polite.Contains(" or ", StringComparison.OrdinalIgnoreCase))
            return [];
        return [.. names.Select((name, at) => Of(parts.Count == 1 ? sentence : parts[at], name, known[at])), .. Said(reason)];
    }

    // A name that is an everyday word, too, is one behind a verb.
    private static Technology Of(string text, string part, bool known) =>
        !known
            ? new Technology(text, new UnreadPart("It stands among technologies, and the reader knows none of this name."))
            : new Technology(text, null) { Prose = KnowledgeBase.Instance.Technology(Name(part)) is null ? part : $"Use {part}." };

    // Why it is so is no wish of its own, unless there is more to it.
    private static IEnumerable<Technology> Said(Match reason) =>
        !reason.Success ? []
        : reason.Groups["plain"].Success && !reason.Value[1..].Any(static c => char.IsAsciiDigit(c) || c == ',')
            ? [new Technology(reason.Value.Trim(' ', ',', ';', '-', '\u2014'), new RemarkPart("It says why a technology is chosen."))]
        : [new Technology(reason.Value.Trim(' ', ',', ';', '-', '\u2014'), new UnreadPart("It says more of a technology than its name."))];

    // With or without its version.
    private static bool IsTechnology(string part)
    {
        var name = Name(part);
        return KnowledgeBase.Instance.Technology(name) is not null
            || PhraseReader.Facts(0, name).OfType<DeclinedFact>().Any(declined => declined.Text.Length == name.Length);
    }

    private static string Name(string part) => Version().Replace(part, "").Trim(' ', '\'', '"').ToLowerInvariant();

    [GeneratedRegex(
        @"^(?:(?:our |the )?(?:tech(?:nical|nology|nologies)?|stack|tech stack|technology stack|backend|database|db|storage|tools|queue"
            + @"|cache)(?: is| are)?(?: fixed)? ?[:\u2014] ?|needs |uses |using |built with |written in |with |on |in |ideally,? "
            + @"|preferably,? |maybe |i (?:imagine|think of|thought of|had thought of|was thinking|prefer|would prefer) "
            + @"|we (?:use|run|prefer|have) |(?:the )?(?:stack|database) is |must (?:work with|run on|be) )",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Lead();

    [GeneratedRegex(
        @"(?: (?:is|are|would be|is just|would also be) (?:fine|ok|okay|good|enough|nice|great|perfect|a must|required|preferred|welcome)"
            + @"|,? please|,? pls|,? preferably|,? if possible|,? ideally|,? too|,? as well|,? thanks"
            + @"|,? (?:as|for) (?:the )?(?:database|db|cache|caching|storage|broker|queue))+$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Polite();

    [GeneratedRegex(
        @"(?:,? (?<plain>because|since)\b|(?:,| -| \u2014) (?<plain>(?:our|the|my) [a-z]+(?: [a-z]+)? (?:runs|has|have|knows?|uses"
            + @"|likes)|opinions welcome|if it's all the same|if you (?:like|want|must))\b"
            + @"|(?:,| -| \u2014) (?:it|that|but|not|no|so|only|as)\b"
            + @"| if it's (?<plain>all the same)).*$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Reason();

    [GeneratedRegex(
        @"^(?:please )?(?:use|provide|add|include|(?:deploy|run|package|ship|monitor|observe|watch|host|build|cache)(?: it)?"
            + @"(?: with| by| on| in| through)|it (?:uses|runs on|runs with)) ",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Asked();

    [GeneratedRegex(@" ?[,;] ?| [/&] | ?\+ ?| and | or ", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Between();

    [GeneratedRegex(@" ?v?\d[\d.]*\+?(?: ?lts)?$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Version();
}

/// <summary>A technology of a list as a requirement; Prose says it in words, where something stands for it.</summary>
internal sealed record Technology(string Text, FormalPart? Part)
{
    public string? Prose { get; init; }
}
