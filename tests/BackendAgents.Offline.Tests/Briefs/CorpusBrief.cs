namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>
/// A brief in people's words, with what may come of it: lines of keys, a line of dashes, and the brief. Lists are separated by commas or
/// bars; an entity behind a question mark may be there and need not.
/// </summary>
internal sealed record CorpusBrief(string Name, string Text, ILookup<string, string> Says)
{
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Briefs", "Corpus");

    /// <summary>Whether the brief is in a language that the reader refuses.</summary>
    public bool Refused => Says["refused"].Any();

    /// <summary>The entities that may be drawn.</summary>
    public IEnumerable<string> Entities => Split("entities", ',').Select(static entity => entity.TrimStart('?'));

    /// <summary>Words of sentences that ask for more than rows being kept, so that they mustn't be called placed.</summary>
    public IEnumerable<string> Open => Split("open", '|');

    /// <summary>Technologies that must not vanish.</summary>
    public IEnumerable<string> Technologies => Split("technologies", ',');

    /// <summary>Fields that an entity has, or that are said to be missing.</summary>
    public IEnumerable<(string Entity, string Field)> Fields =>
        from part in Split("fields", ';')
        let words = part.Split(' ')
        from name in words.Skip(1)
        select (words[0], name);

    public static IReadOnlyList<CorpusBrief> Read(string half) =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Folder, half), "*.md")
                .Order(StringComparer.Ordinal)
                .Select(static file => Parse(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file))),
        ];

    private static CorpusBrief Parse(string name, string text)
    {
        var parts = text.Split("\n---\n", 2);
        var says = parts[0]
            .Split('\n')
            .Select(static line => line.Split(':', 2))
            .ToLookup(static pair => pair[0].Trim(), static pair => pair[1].Trim());
        return new CorpusBrief(name, parts[1], says);
    }

    private IEnumerable<string> Split(string key, char separator) =>
        Says[key].SelectMany(value => value.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
