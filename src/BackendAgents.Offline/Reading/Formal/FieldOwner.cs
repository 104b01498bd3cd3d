using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Reading.Formal;

/// <summary>
/// Finds the thing that a line above a list of fields speaks of: <c>A parcel has:</c>, <c>Create `Item` entity:</c>, <c>Plan</c>.
/// </summary>
internal static partial class FieldOwner
{
    /// <summary>The thing, and whether the line says in words that fields follow.</summary>
    public static (string Owner, bool Stated)? Of(string line)
    {
        var text = line.Trim().TrimEnd(':', ' ');
        if (Having().Match(text) is { Success: true } having && Noun(having.Groups["noun"].Value) is { } owner)
            return (owner, true);
        if (Naming().Match(text) is { Success: true } naming && Noun(naming.Groups["noun"].Value) is { } named)
            return (named, true);
        if (Fields().Match(text) is { Success: true } fields && Noun(fields.Groups["noun"].Value) is { } described)
            return (described, true);
        if (Making().Match(text) is { Success: true } making && Noun(making.Groups["noun"].Value) is { } made)
            return (Made(making.Groups["verb"].Value, made), true);
        return Bare().IsMatch(text) && Noun(text) is { } bare ? (bare, false) : null;
    }

    /// <summary>The thing that a heading among models names, which may be called as it likes; null when it is no name.</summary>
    public static string? Model(string line)
    {
        var text = line.Trim().TrimEnd(':', ' ');
        if (Of(text) is var (owner, _))
            return owner;
        if (!Bare().IsMatch(text))
            return null;
        var words = Conventions.Phrase(text).ToLowerInvariant().Split(' ');
        words[^1] = Vocabulary.Instance.Singular(words[^1]);
        var name = Engineering.Briefs.Knowledge.Naming.Name(words);
        return RowNouns.ArePlausible(name) ? name : null;
    }

    /// <summary>The canonical name of a thing; null when the words name none.</summary>
    public static string? Noun(string words)
    {
        var parts = Conventions
            .Phrase(words.Trim(' ', '\'', '"', '*'))
            .ToLowerInvariant()
            .Split([' ', '_'], StringSplitOptions.RemoveEmptyEntries);
        parts = [.. parts.SkipWhile(static part => part is "for" or "a" or "an" or "the" or "each" or "every" or "new" or "our" or "all")];
        if (parts.Length is 0 or > 3 || !parts.All(static part => part.All(char.IsAsciiLetter) && part.Length > 1))
            return null;
        parts[^1] = Vocabulary.Instance.Singular(parts[^1]);
        // 'Must have' and 'what we need' name no thing.
        if (parts.Any(static part => Lexicon.Instance.Closed(part) is not null and not Tag.Adv))
            return null;
        // 'User types' are kinds of people, and no rows.
        if (parts is ["user", "type" or "kind" or "group"])
            return null;
        var name = Engineering.Briefs.Knowledge.Naming.Name(parts);
        if (Engineering.Briefs.Knowledge.Naming.Person(name) == PersonKind.Account)
            return "user";
        return
            Engineering.Briefs.Knowledge.Naming.CanBeThing(name) && !Vocabulary.Instance.ServiceWords.Contains(parts[^1])
            || Engineering.Briefs.Knowledge.Naming.IsKnown(name)
            ? name
            : null;
    }

    [GeneratedRegex(
        @"^(?:(?:a|an|the|each|every|our|all) )?(?<noun>[\w'-]+(?: [\w'-]+){0,2}?) (?:(?:should|must|shall|will|can"
            + @"|could) )?(?:have|has|contain|contains|include|includes|consists of|with|stores?|records?)\b(?: at least| (?:a |an )?the"
            + @" following| following| these| the| some| attributes| fields| properties| columns| data| details| at minimum)*$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Having();

    [GeneratedRegex(
        @"^(?:(?:create|add|define|build|implement|model|the|a|an) )*(?<noun>[\w'-]+(?: [\w'-]+){0,2}?) (?:entity"
            + @"|model|table|object|resource|fields|attributes|properties|schema)(?: with| has| with the following| has the"
            + @" following)?(?: fields| attributes| columns)?$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Naming();

    [GeneratedRegex(
        @"^(?:the )?(?:required )?(?:fields|attributes|properties|columns)(?: required)? (?:of|for|in) (?:a |an |the |each |every )?"
            + @"(?<noun>[\w'-]+(?: [\w'-]+){0,2}?)(?: (?:table|entity|model|class|object|collection))?"
            + @"(?: (?:are|will be|should be|must be|is|follow)(?: the following| these| as follows)?)?$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Fields();

    // 'Booking a room with': what follows is of the booking.
    private static string Made(string verb, string noun) =>
        Vocabulary.Instance.Makes.TryGetValue(verb.ToLowerInvariant(), out var record) ? record
        : verb.EndsWith("ing", StringComparison.OrdinalIgnoreCase) && Engineering.Briefs.Knowledge.Naming.IsKnown(verb.ToLowerInvariant())
            ? verb.ToLowerInvariant()
        : noun;

    [GeneratedRegex(
        @"^(?<verb>[A-Za-z]+) (?:a|an|the|new) (?:new )?(?<noun>[\w'-]+(?: [\w'-]+){0,2}?) with(?: the following|"
            + @" these)?(?: fields| attributes| data| details)*$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex Making();

    [GeneratedRegex(@"^[A-Za-z][\w']*(?: [A-Za-z][\w']*){0,2}$", RegexOptions.NonBacktracking)]
    private static partial Regex Bare();
}
