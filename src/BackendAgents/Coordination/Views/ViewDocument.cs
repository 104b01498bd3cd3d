using System.Diagnostics.CodeAnalysis;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Coordination.Views;

/// <summary>
/// What an agent is sent: titled sections, each in a Markdown fence that is longer than any run of backticks in its content, so that
/// content can never pretend to be a section. Immutable. Rendering and parsing give back the same sections.
/// </summary>
internal sealed class ViewDocument
{
    /// <summary>The longest text that is parsed, in characters.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    internal const string Heading = "## ";

    /// <summary>Makes a document.</summary>
    /// <param name="sections">The sections in their order; names are single lines.</param>
    /// <exception cref="ArgumentException">A name is empty or has a line break.</exception>
    public ViewDocument(IReadOnlyList<ViewSection> sections)
    {
        ArgumentNullException.ThrowIfNull(sections);
        for (var i = 0; i < sections.Count; i++)
        {
            var section = sections[i];
            if (string.IsNullOrWhiteSpace(section.Name) || section.Name.AsSpan().IndexOfAny('\r', '\n') >= 0)
                throw new ArgumentException("The name of a section must be one line and not empty.", nameof(sections));
        }

        Sections = sections;
    }

    /// <summary>The sections in their order.</summary>
    public IReadOnlyList<ViewSection> Sections { get; }

    /// <summary>The content of the first section of a name, or null.</summary>
    public string? Find(string name)
    {
        foreach (var section in Sections)
        {
            if (string.Equals(section.Name, name, StringComparison.Ordinal))
                return section.Content;
        }

        return null;
    }

    /// <summary>The task, when there is a readable <see cref="ViewSections.Task"/> section.</summary>
    public TeamTask? Task => Find(ViewSections.Task) is { } json ? ViewJson.ReadTask(json) : null;

    /// <summary>The findings of the <see cref="ViewSections.Findings"/> section; lines that cannot be read are left out.</summary>
    public IReadOnlyList<Diagnostic> Findings => Find(ViewSections.Findings) is { } lines ? ViewJson.ReadFindings(lines) : [];

    /// <summary>The Markdown text.</summary>
    public string Render()
    {
        var text = new List<string>();
        foreach (var section in Sections)
            section.AddTo(text);
        return string.Concat([.. text]);
    }

    /// <summary>Reads a rendered document.</summary>
    /// <returns>The document, or null when the text is not one: no section, text between sections, an open fence, or too long.</returns>
    public static ViewDocument? TryParse([NotNullWhen(true)] string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength)
            return null;

        var sections = new List<ViewSection>();
        var at = 0;
        while (NextLine(text, ref at, out var line))
        {
            if (line.IsWhiteSpace())
                continue;
            if (!line.StartsWith(Heading, StringComparison.Ordinal) || line[Heading.Length..].Trim().IsEmpty)
                return null;
            var name = line[Heading.Length..].Trim().ToString();
            if (!NextLine(text, ref at, out line))
                return null;
            var ticks = line.Length - line.TrimStart('`').Length;
            if (ticks < 3)
                return null;
            var language = line[ticks..].Trim().ToString();
            var start = at;
            var lineStart = at;
            var closed = false;
            while (NextLine(text, ref at, out line))
            {
                var trimmed = line.TrimEnd('\r');
                if (trimmed.Length == ticks && trimmed.TrimStart('`').IsEmpty)
                {
                    closed = true;
                    break;
                }

                lineStart = at;
            }

            if (!closed)
                return null;
            sections.Add(new ViewSection(name, language, lineStart > start ? text[start..(lineStart - 1)] : ""));
        }

        return sections.Count == 0 ? null : new ViewDocument(sections);
    }

    private static bool NextLine(string text, ref int at, out ReadOnlySpan<char> line)
    {
        if (at >= text.Length)
        {
            line = default;
            return false;
        }

        var rest = text.AsSpan(at);
        var end = rest.IndexOf('\n');
        line = end < 0 ? rest : rest[..end];
        at += end < 0 ? rest.Length : end + 1;
        return true;
    }
}
