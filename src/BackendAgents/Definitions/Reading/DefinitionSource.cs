using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Definitions.Reading;

// A definition's text, cut into front matter and body, with the diagnostics so far.
internal sealed class DefinitionSource
{
    private readonly List<Diagnostic> _diagnostics = [];

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

    // The blanks before the first fence, where a file was pasted with its lines moved to the right.
    public string Margin { get; private set; } = "";

    public IReadOnlyList<Diagnostic> Diagnostics =>
        [.. _diagnostics.OrderBy(static found => found.Place.Line).ThenBy(static found => found.Place.Column)];

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
        text = source.Bounded(text).TrimStart('\uFEFF');
        text = text.Contains('\r', StringComparison.Ordinal)
            ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')
            : text;
        source.Margin = MarginOf(text);
        source.Cut(source.Margin.Length > 0 ? Dedent(text, source.Margin) : text);
        return source;
    }

    // The text without the blanks that all its lines begin with; a line that has fewer loses what it has.
    public static string Dedent(string text, string margin) =>
        string.Join(
            '\n',
            text.Split('\n').Select(line => line.StartsWith(margin, StringComparison.Ordinal) ? line[margin.Length..] : line.TrimStart())
        );

    private string Bounded(string text)
    {
        if (text.Length <= AgentDefinitionLoader.MaxLength)
            return text;
        Report(
            "DEF001",
            Severity.Error,
            1,
            1,
            $"The file has more than {AgentDefinitionLoader.MaxLength} characters; the rest is not read.",
            "Shorten it."
        );
        return text[..AgentDefinitionLoader.MaxLength];
    }

    public void Report(string code, Severity severity, int line, int column, string message, string remedy) =>
        _diagnostics.Add(
            new Diagnostic(code, severity, new Place(File, null, Math.Max(1, line), Math.Max(1, column) + Margin.Length), message, remedy)
        );

    // Only the front matter is taken apart into lines: prompts are long, and nobody asks for theirs.
    private void Cut(string text)
    {
        var start = 0;
        var before = 0;
        while (NextLine(text, start, out var end, out var next) && text.AsSpan(start, end - start).IsWhiteSpace())
        {
            start = next;
            before++;
        }

        var wrapped = IsWrapped(text, start, out var inside);
        if (wrapped)
        {
            Report(
                "DEF016",
                Severity.Warning,
                before + 1,
                1,
                "The whole file stands between code fences; it is read without them.",
                "Remove the lines with '```' at its beginning and end."
            );
            text = text.TrimEnd().TrimEnd('`').TrimEnd();
            before++;
            start = Math.Min(inside, text.Length);
        }

        if (!NextLine(text, start, out var first, out var at) || !IsFence(text.AsSpan(start, first - start)))
        {
            Body = text.Trim('\n');
            Report(
                "DEF002",
                Severity.Warning,
                1,
                1,
                "There is no front matter; name and description are guessed.",
                "Begin the file with '---', name, description, '---'."
            );
            return;
        }

        if (before > (wrapped ? 1 : 0))
            Report(
                "DEF009",
                Severity.Warning,
                1,
                1,
                $"{before - (wrapped ? 1 : 0)} empty lines stand before the front matter.",
                "Let '---' be the first line."
            );
        if (Margin.Length > 0)
            Report(
                "DEF013",
                Severity.Warning,
                before + 1,
                1,
                $"The file's lines are indented by {Margin.Length}; they are read without that.",
                "Let '---' and the fields begin at the left margin."
            );
        SayLongFence(text.AsSpan(start, first - start), before + 1);
        HasFront = true;
        FrontLine = before + 2;
        var front = at;
        while (NextLine(text, at, out var end, out var next))
        {
            if (IsFence(text.AsSpan(at, end - at)))
            {
                Front = at > front ? text[front..(at - 1)].Split('\n') : [];
                SayLongFence(text.AsSpan(at, end - at), before + 1 + Front.Length + 1);
                CutBody(text, next, before + 1 + Front.Length + 1);
                return;
            }

            at = next;
        }

        var lines = text.Split('\n');
        var closed = FirstOfBody(lines, before + 1);
        Report(
            "DEF010",
            Severity.Warning,
            before + 1,
            1,
            $"The front matter is not closed; it is taken to end at line {closed}.",
            "Write '---' after the last field."
        );
        Front = lines[(before + 1)..closed];
        CutBody(string.Join('\n', lines[closed..]), 0, closed);
    }

    // Blank lines around the prompt are no part of it, but count for the places of what is said about it.
    private void CutBody(string text, int from, int linesBefore)
    {
        AfterFront = linesBefore;
        Body = from >= text.Length ? "" : text[from..].Trim('\n');
        var blank = from >= text.Length || Body.Length == 0 ? 0 : text.AsSpan(from).IndexOfAnyExcept('\n');
        BodyLine = linesBefore + blank + 1;
    }

    // The end of the line that begins at a place, and where the next one does; false behind the last.
    private static bool NextLine(string text, int at, out int end, out int next)
    {
        end = next = text.Length;
        if (at > text.Length || (at == text.Length && at > 0 && text[^1] != '\n') || text.Length == 0)
            return false;
        var found = text.AsSpan(at).IndexOf('\n');
        if (found >= 0)
            (end, next) = (at + found, at + found + 1);
        else
            next = text.Length + 1;
        return true;
    }

    // A file that was copied with the code fence that a chat showed it in.
    private static bool IsWrapped(string text, int at, out int inside)
    {
        inside = at;
        return NextLine(text, at, out var end, out inside)
            && text.AsSpan(at, end - at).StartsWith("```")
            && NextLine(text, inside, out var second, out _)
            && IsFence(text.AsSpan(inside, second - inside));
    }

    // Three dashes, or more.
    private static bool IsFence(ReadOnlySpan<char> line)
    {
        line = line.TrimEnd();
        return line.Length >= 3 && !line.ContainsAnyExcept('-');
    }

    // The blanks before the first line that is not empty, when that is a fence.
    private static string MarginOf(string text)
    {
        var at = 0;
        while (NextLine(text, at, out var end, out var next))
        {
            var line = text.AsSpan(at, end - at);
            if (!line.IsWhiteSpace())
                return IsFence(line.TrimStart()) ? line[..(line.Length - line.TrimStart().Length)].ToString() : "";
            at = next;
        }

        return "";
    }

    private void SayLongFence(ReadOnlySpan<char> line, int number)
    {
        if (line.TrimEnd().Length > 3)
            Report(
                "DEF015",
                Severity.Warning,
                number,
                1,
                "The fence has more than three dashes; other tools do not take it for one.",
                "Write '---'."
            );
    }

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
