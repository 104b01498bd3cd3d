using System.Globalization;
using System.Xml.Linq;

namespace BackendAgents.Coordination.Reports;

/// <summary>Pieces of pictures that stand in the page itself.</summary>
internal static class Svg
{
    private static readonly XNamespace s_space = "http://www.w3.org/2000/svg";

    /// <summary>A picture that keeps its size and is scrolled where the page is narrower.</summary>
    public static XElement Picture(int width, int height, string label, params object?[] content) =>
        Piece.Of(
            "div",
            "wide",
            Of(
                "svg",
                [
                    ("class", "drawing"),
                    ("width", Number(width)),
                    ("height", Number(height)),
                    ("viewBox", $"0 0 {Number(width)} {Number(height)}"),
                    ("role", "img"),
                    ("aria-label", label),
                ],
                content
            )
        );

    /// <summary>A group with what is shown when one points at it.</summary>
    public static XElement Group(string title, params object?[] content) => Of("g", [], Title(title), content);

    /// <summary>What leads elsewhere when one clicks on it.</summary>
    public static XElement Link(string to, XElement content) => Of("a", [("href", to)], content);

    /// <summary>A box with round corners.</summary>
    public static XElement Box(string css, int x, int y, int width, int height) =>
        Of("rect", [("class", css), ("x", Number(x)), ("y", Number(y)), ("width", Number(width)), ("height", Number(height)), ("rx", "5")]);

    /// <summary>A line.</summary>
    public static XElement Path(string css, string path, string title) => Of("path", [("class", css), ("d", path)], Title(title));

    /// <summary>A line of text.</summary>
    public static XElement Text(string css, int x, int y, string text) =>
        Of("text", [("class", css), ("x", Number(x)), ("y", Number(y))], Piece.Clean(text));

    /// <summary>A text that fits.</summary>
    public static string Short(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";

    /// <summary>A number as attributes have it.</summary>
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static XElement Title(string title) => Of("title", [], Piece.Clean(title));

    private static XElement Of(string name, (string Name, string Value)[] attributes, params object?[] content) =>
        new(
            s_space + name,
            attributes.Where(static pair => pair.Value.Length > 0).Select(static pair => new XAttribute(pair.Name, pair.Value)),
            content
        );
}
