using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SampleService.Tests.Acceptance;

/// <summary>What a scenario knows so far, and the values that refer to it.</summary>
internal sealed partial class ScenarioValues(TimeProvider clock)
{
    private readonly Dictionary<string, (JsonNode? Body, IReadOnlyDictionary<string, string> Headers)> _known = [];

    /// <summary>Keeps an answer, or an account, by a name.</summary>
    public void Save(string name, JsonNode? body, IReadOnlyDictionary<string, string>? headers = null) =>
        _known[name] = (body, headers ?? new Dictionary<string, string>());

    /// <summary>Reads JSON, and puts in the place of each reference what it stands for.</summary>
    public JsonNode? Read(string? json) => json is null ? null : Resolve(JsonNode.Parse(json));

    /// <summary>Reads a JSON object.</summary>
    public JsonObject ReadObject(string json) => Read(json)?.AsObject() ?? [];

    private JsonNode? Resolve(JsonNode? json) =>
        json switch
        {
            JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Resolve(member.Value)))),
            JsonArray items => new JsonArray([.. items.Select(Resolve)]),
            JsonValue value when value.TryGetValue<string>(out var text) && text.StartsWith('$') => Stands(text),
            _ => json?.DeepClone(),
        };

    private JsonNode? Stands(string text)
    {
        if (text.StartsWith("$$", StringComparison.Ordinal))
            return text[1..];
        if (text == ScenarioMatch.Any)
            return text;
        if (Clock().Match(text) is { Success: true } time)
            return time.Groups["name"].Value == "now" ? Now(time.Groups["shift"].Value) : Today(time.Groups["shift"].Value);
        if (Saved().Match(text) is not { Success: true } saved || !_known.TryGetValue(saved.Groups["name"].Value, out var known))
            throw new ScenarioFailure($"'{text}' refers to nothing.");
        if (saved.Groups["header"] is { Success: true } header)
            return known.Headers.GetValueOrDefault(header.Value) ?? throw new ScenarioFailure($"'{text}': there was no such header.");
        var at = known.Body;
        foreach (var member in saved.Groups["member"].Captures.Select(static member => member.Value))
            at = at switch
            {
                JsonObject found when found.TryGetPropertyValue(member, out var next) => next,
                JsonArray list when int.TryParse(member, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < list.Count =>
                    list[i],
                _ => throw new ScenarioFailure($"'{text}': the answer has no '{member}'."),
            };
        return at?.DeepClone();
    }

    private string Now(string shift) =>
        (
            clock.GetUtcNow() + (shift.Length == 0 ? TimeSpan.Zero : TimeSpan.Parse(shift.TrimStart('+'), CultureInfo.InvariantCulture))
        ).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private string Today(string shift) =>
        DateOnly
            .FromDateTime(clock.GetUtcNow().UtcDateTime)
            .AddDays(shift.Length == 0 ? 0 : int.Parse(shift, CultureInfo.InvariantCulture))
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A\$(?<name>now|today)(?<shift>[+-][0-9:.]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();

    [GeneratedRegex(
        @"\A\$(?<name>[a-z][A-Za-z0-9]*)((\.(?<member>[A-Za-z0-9_]+))*|@(?<header>[A-Za-z0-9-]+))\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Saved();
}

/// <summary>A scenario that went otherwise than expected.</summary>
internal sealed class ScenarioFailure(string message) : Exception(message);
