using BackendAgents.Coordination.Journal;
using Microsoft.Extensions.AI;

namespace BackendAgents.Coordination.Views;

/// <summary>One titled part of what an agent is sent.</summary>
/// <param name="Name">The heading: one of <see cref="ViewSections"/>, or a name of your own without a line break.</param>
/// <param name="Language">What the content is written in, as a Markdown fence names it: <c>json</c>, <c>text</c>, <c>diff</c>.</param>
/// <param name="Content">The content; any text, also text with fences of its own.</param>
public sealed record ViewSection(string Name, string Language, string Content)
{
    private const string Fence = "```";
    private const string Close = "\n```\n\n";
    private const int Short = 512;

    // A view is compared with the one on record, which holds well-formed text only.
    private string? _content = Content is null ? null : WellFormed.Text(Content);
    private string? _text;

    // One reference, so that reviewers who share the section never see half of it.
    private string[]? _around;
    private int _start;

    // What was made of the original must not stay with a changed copy.
    private ViewSection(ViewSection original)
    {
        Name = original.Name;
        Language = original.Language;
        _content = original.Content;
    }

    /// <summary>The content; any text, also text with fences of its own.</summary>
    public string Content
    {
        get => _content ??= _text!.Substring(_start, _text.Length - Close.Length - _start);
        init => _content = WellFormed.Text(value);
    }

    /// <summary>The section as Markdown, and an empty line: one string for all views that share the section.</summary>
    internal string Text => _text ??= Render();

    /// <summary>A section of which there is only the Markdown in memory, as long as nobody asks for the content.</summary>
    /// <param name="name">The heading.</param>
    /// <param name="language">The language of the fence.</param>
    /// <param name="content">The content.</param>
    /// <param name="more">What follows it.</param>
    internal static ViewSection Create(string name, string language, ReadOnlySpan<char> content, ReadOnlySpan<char> more = default)
    {
        if (content.Contains(Fence, StringComparison.Ordinal) || more.Contains('`') || content.ContainsAnyInRange('\ud800', '\udfff'))
            return new ViewSection(name, language, string.Concat(content, more));
        var open = Opening(name, language, Fence);
        return new ViewSection(name, language, null!) { _text = string.Concat(open, content, more, Close), _start = open.Length };
    }

    /// <inheritdoc />
    public bool Equals(ViewSection? other) =>
        other is not null && Name == other.Name && Language == other.Language && Content == other.Content;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Name, Language, Content);

    /// <summary>Adds the section's text: in one piece, or around a long content that is in memory already.</summary>
    internal void AddTo(List<AIContent> contents)
    {
        if (_text is not null || Content.Length < Short)
        {
            contents.Add(new TextContent(Text));
            return;
        }

        var around = _around ??= Around();
        contents.Add(new TextContent(around[0]));
        contents.Add(new TextContent(Content));
        contents.Add(new TextContent(around[1]));
    }

    private string Render()
    {
        var around = Around();
        return string.Concat(around[0], Content, around[1]);
    }

    // What stands before the content, and after it.
    private string[] Around()
    {
        var fence = FenceFor(Content);
        if (fence == Fence.Length)
            return [Opening(Name, Language, Fence), Close];
        var ticks = new string('`', fence);
        return [Opening(Name, Language, ticks), "\n" + ticks + "\n\n"];
    }

    private static string Opening(string name, string language, string fence) =>
        string.Concat((ReadOnlySpan<string>)[ViewDocument.Heading, name, "\n", fence, language, "\n"]);

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
}

/// <summary>The headings that the coordinator uses, in their order.</summary>
public static class ViewSections
{
    /// <summary>One JSON object: <see cref="TeamTask"/>.</summary>
    public const string Task = "Task";

    /// <summary>How to answer: the same text in every task of a kind.</summary>
    public const string Form = "Form";

    /// <summary>What the person asked for: whole for a design, otherwise at least its beginning and how to read the rest.</summary>
    public const string Brief = "Brief";

    /// <summary>
    /// What holds for all work on the project: whole for a design, otherwise at least its beginning. Absent where nobody gave any.
    /// </summary>
    public const string Context = "Context";

    /// <summary>The blueprint in short, not its YAML.</summary>
    public const string Blueprint = "Blueprint";

    /// <summary>One JSON object a line: <see cref="ViewFinding"/>.</summary>
    public const string Findings = "Findings";

    /// <summary>What changed since the reader last looked, as diffs that are cut at a bound.</summary>
    public const string Changes = "Changes";

    /// <summary>Present once half of a budget is spent: one line a budget.</summary>
    public const string Budget = "Budget";

    /// <summary>What people answered: one JSON object a line.</summary>
    public const string Answers = "Answers";
}
