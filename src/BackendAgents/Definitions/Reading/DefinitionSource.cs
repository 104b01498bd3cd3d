using BackendAgents.Engineering.Checks;

namespace BackendAgents.Definitions.Reading;

// A definition's text, cut into front matter and body, with the diagnostics so far.
internal sealed class DefinitionSource
{
    private readonly List<DefinitionDiagnostic> _diagnostics = [];

    private DefinitionSource(string file) => File = file;

    public string File { get; }

    // Lines of the front matter without the fences; empty without front matter.
    public string[] Front { get; private set; } = [];

    // Number of the first line of the front matter, from 1.
    public int FrontLine { get; private set; } = 1;

    public string Body { get; private set; } = "";

    public int BodyLine { get; private set; } = 1;

    // How many lines the front matter takes with its fences.
    public int AfterFront { get; private set; }

    public bool HasFront { get; private set; }

    public IReadOnlyList<DefinitionDiagnostic> Diagnostics => [.. _diagnostics.OrderBy(static found => found.Line).ThenBy(static found => found.Column)];

    // A file without a front: all of it is body.
    public static DefinitionSource Whole(string text, string file)
    {
        var source = new DefinitionSource(file);
        source.Body = source.Bounded(text).TrimStart('\uFEFF');
        return source;
    }

    public static DefinitionSource Read(string text, string file)
    {
        var source = new DefinitionSource(file);
        source.Cut(source.Bounded(text).TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n'));
        return source;
    }

    private string Bounded(string text)
    {
        if (text.Length <= AgentDefinitionLoader.MaxLength)
            return text;
        Report("DEF001", Severity.Error, 1, 1, $"The file has more than {AgentDefinitionLoader.MaxLength} characters; the rest is not read.", "Shorten it.");
        return text[..AgentDefinitionLoader.MaxLength];
    }

    public void Report(string code, Severity severity, int line, int column, string message, string remedy) =>
        _diagnostics.Add(new DefinitionDiagnostic(code, File, Math.Max(1, line), Math.Max(1, column), message, remedy) { Severity = severity });

    private void Cut(string[] lines)
    {
        var start = Array.FindIndex(lines, static line => line.Trim().Length > 0);
        if (start < 0 || !IsFence(lines[start]))
        {
            Body = string.Join('\n', lines).Trim('\n');
            Report("DEF002", Severity.Warning, 1, 1, "There is no front matter; name and description are guessed.", "Begin the file with '---', name, description, '---'.");
            return;
        }

        if (start > 0)
            Report("DEF009", Severity.Warning, 1, 1, $"{start} empty lines stand before the front matter.", "Let '---' be the first line.");
        HasFront = true;
        FrontLine = start + 2;
        var end = Array.FindIndex(lines, start + 1, IsFence);
        if (end < 0)
        {
            end = FirstOfBody(lines, start + 1);
            Report("DEF010", Severity.Warning, start + 1, 1, $"The front matter is not closed; it is taken to end at line {end}.", "Write '---' after the last field.");
            Front = lines[(start + 1)..end];
            CutBody(lines, end);
            return;
        }

        Front = lines[(start + 1)..end];
        CutBody(lines, end + 1);
    }

    // Blank lines around the prompt are no part of it, but count for the places of what is said about it.
    private void CutBody(string[] lines, int from)
    {
        AfterFront = from;
        Body = string.Join('\n', lines[from..]).Trim('\n');
        var first = from;
        while (first < lines.Length && lines[first].Length == 0)
            first++;
        BodyLine = (first < lines.Length ? first : from) + 1;
    }

    private static bool IsFence(string line) => line.TrimEnd() == "---";

    // Where fields end when no fence says so: at the first empty line or heading after which no known field comes.
    private static int FirstOfBody(string[] lines, int from)
    {
        var last = from;
        for (var i = from; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("# ", StringComparison.Ordinal) || lines[i].StartsWith("## ", StringComparison.Ordinal))
                break;
            if (FieldLine.Read(lines[i]) is { } field && DefinitionFields.IsKnown(field.Key))
                last = i + 1;
        }

        // A value may go on below its field until an empty line.
        while (last < lines.Length && lines[last].Trim().Length > 0 && !lines[last].StartsWith('#'))
            last++;
        return last;
    }
}
