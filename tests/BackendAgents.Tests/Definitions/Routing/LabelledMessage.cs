namespace BackendAgents.Tests.Definitions.Routing;

/// <summary>A message, and the agent that should take it.</summary>
/// <param name="Set"><c>tuning</c>, <c>test</c> or <c>fresh</c>.</param>
/// <param name="Expected">Name of the agent, or <c>none</c>.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Language">ISO 639 code.</param>
/// <param name="Text">What the user wrote.</param>
internal sealed record LabelledMessage(string Set, string Expected, string Kind, string Language, string Text)
{
    public static IReadOnlyList<LabelledMessage> All { get; } =
    [
        .. File.ReadLines(Path.Combine(GeneratedFile.Root, "tests/BackendAgents.Tests/Definitions/Routing/messages.tsv"))
            .Where(static line => line.Length > 0 && line[0] != '#')
            .Select(static line => line.Split('\t'))
            .Select(static cells => new LabelledMessage(cells[0], cells[1], cells[2], cells[3], cells[4])),
    ];
}
