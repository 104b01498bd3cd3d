namespace BackendAgents.Definitions.Reading;

// Tools as switches, as OpenCode has them: 'write: false' takes one away and leaves the others, '*: false' takes all that is not on.
internal static class ToolSwitches
{
    private const string All = "*";

    /// <summary>The value without what is switched off; a mapping without switches, and what is no mapping, as it is.</summary>
    public static RawValue On(RawValue value) =>
        value.Map is { } map ? value with { Map = [.. map.Where(static pair => pair.Key != All && Switch(pair.Value) != false)] } : value;

    /// <summary>What is switched off, by name.</summary>
    public static IEnumerable<string> Off(RawValue value) =>
        (value.Map ?? []).Where(static pair => pair.Key != All && Switch(pair.Value) == false).Select(static pair => pair.Key);

    /// <summary>Whether nothing is named that is on, so that all is on but for what is off.</summary>
    public static bool KeepsDefault(RawValue value) =>
        value.Map is { Count: > 0 } map && !map.Any(static pair => pair.Key == All && Switch(pair.Value) == false);

    private static bool? Switch(RawValue value) => bool.TryParse(value.Text, out var on) ? on : null;
}
