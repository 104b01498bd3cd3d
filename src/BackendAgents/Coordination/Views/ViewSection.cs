using BackendAgents.Coordination.Journal;

namespace BackendAgents.Coordination.Views;

/// <summary>One titled part of what an agent is sent.</summary>
/// <param name="Name">The heading: one of <see cref="ViewSections"/>, or a name of your own without a line break.</param>
/// <param name="Language">What the content is written in, as a Markdown fence names it: <c>json</c>, <c>text</c>, <c>diff</c>.</param>
/// <param name="Content">The content; any text, also text with fences of its own.</param>
internal sealed record ViewSection(string Name, string Language, string Content)
{
    /// <summary>The content; any text, also text with fences of its own.</summary>
    // A view is compared with the recorded one, and the record holds only well-formed text.
    public string Content
    {
        get;
        init => field = WellFormed.Text(value);
    } = WellFormed.Text(Content);

    /// <summary>Adds the section as Markdown, and an empty line.</summary>
    internal void AddTo(List<string> text)
    {
        var fence = new string('`', FenceFor(Content));
        text.AddRange([ViewDocument.Heading, Name, "\n", fence, Language, "\n", Content, "\n", fence, "\n\n"]);
    }

    // The fence has one backtick more than the longest run in the text, and at least three.
    private static int FenceFor(string content)
    {
        var longest = 2;
        for (var rest = content.AsSpan(); rest.IndexOf('`') is >= 0 and var at; )
        {
            rest = rest[at..];
            var run = rest.IndexOfAnyExcept('`') is >= 0 and var end ? end : rest.Length;
            longest = Math.Max(longest, run);
            rest = rest[run..];
        }

        return longest + 1;
    }
}

/// <summary>The headings that the coordinator uses, in their order.</summary>
internal static class ViewSections
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

    /// <summary>What a blueprint looks like: for a design that begins with nothing.</summary>
    public const string Example = "Example";

    /// <summary>What keeps the draft from being taken over, where a document was refused.</summary>
    public const string Draft = "Draft";

    /// <summary>One JSON object a line: a diagnostic with its key.</summary>
    public const string Findings = "Findings";

    /// <summary>What changed since the reader last looked, as diffs that are cut at a bound.</summary>
    public const string Changes = "Changes";

    /// <summary>Present once half of a budget is spent: one line a budget.</summary>
    public const string Budget = "Budget";

    /// <summary>What people answered: one JSON object a line.</summary>
    public const string Answers = "Answers";
}
