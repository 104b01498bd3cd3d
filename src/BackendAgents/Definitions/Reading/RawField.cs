namespace BackendAgents.Definitions.Reading;

// A field of the front matter with its place, before anybody asks what it means.
internal sealed record RawField(string Key, int Line, int Column, RawValue Value)
{
    // The lines of the value as the file has them, without the key.
    public string Source { get; init; } = "";
}

// A value as YAML has it: a text, a list or a mapping.
internal sealed record RawValue
{
    public string? Text { get; init; }

    // Whether the text stood without quotes and on one line, so that it is literally what the line says.
    public bool IsPlain { get; init; }

    // Whether backslashes in the text were escapes and have been resolved.
    public bool IsEscaped { get; init; }

    // Where a text stands in the file; 0 where that is not known.
    public int Line { get; init; }

    public int Column { get; init; }

    public IReadOnlyList<RawValue>? Items { get; init; }

    public IReadOnlyList<KeyValuePair<string, RawValue>>? Map { get; init; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Text) && Items is null && Map is null;
}
