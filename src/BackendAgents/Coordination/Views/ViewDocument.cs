using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.Extensions.AI;

namespace BackendAgents.Coordination.Views;

/// <summary>
/// What an agent is sent: titled sections, each in a Markdown fence that is longer than any run of backticks in its content, so that
/// content can never pretend to be a section. Immutable. Rendering and parsing give back the same sections.
/// </summary>
public sealed class ViewDocument
{
    /// <summary>The longest text that is parsed, in characters.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    private const string Heading = "## ";

    private static readonly SeparatorCache Separators = new();

    /// <summary>Makes a document.</summary>
    /// <param name="sections">The sections in their order; names are single lines.</param>
    /// <exception cref="ArgumentException">A name is empty or has a line break.</exception>
    public ViewDocument(IReadOnlyList<ViewSection> sections)
    {
        ArgumentNullException.ThrowIfNull(sections);
        foreach (var section in sections)
        {
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
    public IReadOnlyList<ViewFinding> Findings => Find(ViewSections.Findings) is { } lines ? ViewJson.ReadFindings(lines) : [];

    /// <summary>The Markdown text.</summary>
    public string Render()
    {
        var length = 0;
        foreach (var section in Sections)
            length += section.Name.Length + section.Language.Length + section.Content.Length + 32;
        var text = new StringBuilder(length);
        foreach (var section in Sections)
        {
            var fence = FenceFor(section.Content);
            if (text.Length > 0)
                text.Append('\n');
            text.Append(Heading).Append(section.Name).Append('\n')
                .Append('`', fence).Append(section.Language).Append('\n')
                .Append(section.Content).Append('\n')
                .Append('`', fence).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The Markdown text in pieces, so that what many views have in common is one string in memory. Joined, they are <see cref="Render"/>.</summary>
    internal List<AIContent> ToContents()
    {
        var contents = new List<AIContent>((2 * Sections.Count) + 1);
        var close = 0;
        foreach (var section in Sections)
        {
            var fence = FenceFor(section.Content);
            contents.Add(new TextContent(Between(close, fence, section.Name, section.Language)));
            contents.Add(new TextContent(section.Content));
            close = fence;
        }

        contents.Add(new TextContent(close == 3 ? "\n```\n" : "\n" + new string('`', close) + "\n"));
        return contents;
    }

    // What stands between two contents; nearly always one of a handful.
    private static string Between(int close, int open, string name, string language)
    {
        if (close is not (0 or 3) || open != 3)
            return Write(close, open, name, language);
        return Separators.GetOrAdd((close, name, language), static key => Write(key.Close, 3, key.Name, key.Language));

        static string Write(int close, int open, string name, string language) =>
            (close == 0 ? "" : "\n" + new string('`', close) + "\n\n") + Heading + name + "\n" + new string('`', open) + language + "\n";
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

    // One more than the longest run of backticks, at least three.
    private static int FenceFor(string content)
    {
        var longest = 2;
        var at = content.IndexOf('`', StringComparison.Ordinal);
        while (at >= 0)
        {
            var run = 1;
            while (at + run < content.Length && content[at + run] == '`')
                run++;
            longest = Math.Max(longest, run);
            var next = content.AsSpan(at + run).IndexOf('`');
            at = next < 0 ? -1 : at + run + next;
        }

        return longest + 1;
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

    // Bounded: names of sections may come from anywhere.
    private sealed class SeparatorCache
    {
        private const int Most = 256;
        private readonly ConcurrentDictionary<(int Close, string Name, string Language), string> _known = new();

        public string GetOrAdd((int Close, string Name, string Language) key, Func<(int Close, string Name, string Language), string> write) =>
            _known.TryGetValue(key, out var text) ? text : _known.Count < Most ? _known.GetOrAdd(key, write) : write(key);
    }
}
