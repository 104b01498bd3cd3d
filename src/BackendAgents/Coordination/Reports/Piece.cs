using System.Globalization;
using System.Xml.Linq;

namespace BackendAgents.Coordination.Reports;

/// <summary>Small pieces of the page. What people and models said becomes text, never markup.</summary>
internal static class Piece
{
    /// <summary>An element with a class.</summary>
    public static XElement Of(string name, string css, params object?[] content) =>
        new(name, css.Length == 0 ? null : new XAttribute("class", css), content);

    /// <summary>A coloured word.</summary>
    public static XElement Word(string css, string text) => Of("span", css, Clean(text));

    /// <summary>The heading of a section, to which the page's own links lead.</summary>
    public static XElement Heading(string id, string title) => new("h2", new XAttribute("id", id), title);

    /// <summary>Lines to be pasted into a terminal.</summary>
    public static XElement Command(string lines) => Of("pre", "command", Clean(lines));

    /// <summary>A smaller heading with its rows as a table; nothing when there is no row.</summary>
    public static IEnumerable<XElement> Section(string title, string[] head, IEnumerable<object[]> rows)
    {
        var all = rows.ToList();
        return all.Count == 0 ? [] : [new XElement("h3", title), Table(head, all)];
    }

    /// <summary>A table; on a phone each cell names its column.</summary>
    public static XElement Table(string[]? head, IEnumerable<object[]> rows) =>
        new(
            "table",
            head is null ? null : new XElement("thead", new XElement("tr", head.Select(static cell => new XElement("th", cell)))),
            new XElement(
                "tbody",
                rows.Select(row => new XElement(
                    "tr",
                    row.Select(
                        (cell, index) =>
                            new XElement(
                                "td",
                                head is null || index == 0 ? null : new XAttribute("data-of", head[index]),
                                cell is string text ? Clean(text) : cell
                            )
                    )
                ))
            )
        );

    /// <summary>A number with what it counts: 1 finding, 2 findings.</summary>
    public static string Count(int count, string what) => Events.RunLines.Count(count, what);

    /// <summary>A time in seconds.</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";

    /// <summary>Text without the characters that XML can't hold.</summary>
    public static string Clean(string text)
    {
        var clean = new System.Text.StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\t' or '\n' or >= ' ' and not (0x7f or 0xfffe or 0xffff))
                clean.Append(rune.ToString());
        }

        return clean.ToString();
    }
}
