using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace BackendAgents.Engineering.Scenarios;

/// <summary>
/// A value of a scenario that is known only when it runs: <c>$post.items.0.id</c>, <c>$alice.id</c>, <c>$post@etag</c> (a header),
/// <c>$now-00:30:00</c>, <c>$today+3</c>. A text that begins with a dollar sign is written with two.
/// </summary>
/// <param name="Name">The saved answer or account; <c>now</c>, <c>today</c> or <c>any</c>.</param>
/// <param name="Members">Names of members and numbers of items, from the body on.</param>
/// <param name="Header">The header of the answer instead of its body; null for the body.</param>
/// <param name="Shift">What is added to the clock: a time, or days for <c>today</c>; empty for nothing.</param>
internal sealed partial record ScenarioReference(string Name, IReadOnlyList<string> Members, string? Header, string Shift)
{
    /// <summary>Whether a text stands for something else.</summary>
    public static bool IsReference(string text) => text.StartsWith('$') && !text.StartsWith("$$", StringComparison.Ordinal);

    /// <summary>Reads a reference; null when it isn't one.</summary>
    public static ScenarioReference? Read(string text)
    {
        if (Clock().Match(text) is { Success: true } clock)
            return new ScenarioReference(clock.Groups["name"].Value, [], null, clock.Groups["shift"].Value);
        if (Saved().Match(text) is not { Success: true } saved)
            return null;
        return new ScenarioReference(
            saved.Groups["name"].Value,
            [.. saved.Groups["member"].Captures.Select(static member => member.Value)],
            saved.Groups["header"].Success ? saved.Groups["header"].Value : null,
            ""
        );
    }

    /// <summary>All references in a value, at any depth.</summary>
    public static IEnumerable<ScenarioReference> All(JsonElement json) =>
        Texts(json).Where(IsReference).Select(Read).OfType<ScenarioReference>();

    /// <summary>All texts in a value, at any depth.</summary>
    public static IEnumerable<string> Texts(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.String => [json.GetString()!],
            JsonValueKind.Array => json.EnumerateArray().SelectMany(Texts),
            JsonValueKind.Object => json.EnumerateObject().SelectMany(static member => Texts(member.Value)),
            _ => [],
        };

    /// <summary>Whether the shift of the clock can be read.</summary>
    public bool IsShiftKnown =>
        Shift.Length == 0
        || (
            Name == "today"
                ? int.TryParse(Shift, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days) && Math.Abs(days) <= 36_600
                : TimeSpan.TryParse(Shift.TrimStart('+'), CultureInfo.InvariantCulture, out var time) && time.Duration().TotalDays <= 36_600
        );

    [GeneratedRegex(@"\A\$(?<name>now|today)(?<shift>[+-][0-9:.]{1,20})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();

    [GeneratedRegex(
        @"\A\$(?<name>[a-z][A-Za-z0-9]*)((\.(?<member>[A-Za-z0-9_]+))*|@(?<header>[A-Za-z0-9-]+))\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Saved();
}
