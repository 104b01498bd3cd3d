using System.Globalization;
using System.Xml.Linq;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Coordination.Reports;

/// <summary>The entities and their relations as a picture in the page itself (SVG).</summary>
internal static class ErDrawing
{
    private const int Wide = 210;
    private const int Gap = 80;
    private const int Line = 18;
    private const int Between = 22;
    private const int Margin = 14;
    private const int MaxFields = 8;
    private const int MaxLetters = 25;

    /// <summary>More entities than this are drawn without their fields.</summary>
    private const int MaxDetailed = 40;

    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    public static XElement Draw(Blueprint blueprint)
    {
        var isDetailed = blueprint.Entities.Count <= MaxDetailed;
        var boxes = new Dictionary<string, Box>(StringComparer.Ordinal);
        var x = Margin;
        var bottom = 0;
        foreach (var column in ErLayout.Columns(blueprint))
        {
            var y = Margin;
            foreach (var entity in column)
            {
                var lines = Lines(entity, isDetailed);
                boxes[entity.Id] = new Box(entity, lines, x, y, ((lines.Count + 1) * Line) + 12);
                y += boxes[entity.Id].Height + Between;
            }

            bottom = Math.Max(bottom, y);
            x += Wide + Gap;
        }

        var (width, height) = (x - Gap + Margin + 30, bottom - Between + Margin);
        return Piece.Of(
            "div",
            "wide",
            new XElement(
                s_svg + "svg",
                Attributes(
                    ("class", "er"),
                    ("width", Number(width)),
                    ("height", Number(height)),
                    ("viewBox", $"0 0 {Number(width)} {Number(height)}"),
                    ("role", "img"),
                    ("aria-label", "Entities and relations")
                ),
                blueprint.Relations.Select(relation => Relation(relation, boxes[relation.From], boxes[relation.To])),
                boxes.Values.Select(Entity)
            )
        );
    }

    private static List<(string Name, string Type)> Lines(Entity entity, bool isDetailed)
    {
        if (!isDetailed)
            return [];
        var lines = entity
            .Fields.Take(MaxFields)
            .Select(static field =>
            {
                var type = Short(Events.RunLines.Words(field.Type.ToString()) + (field.Required ? "" : "?"), 12);
                return (Short(field.Name, MaxLetters - type.Length), type);
            })
            .ToList();
        if (entity.Fields.Count > MaxFields)
            lines.Add(($"… {entity.Fields.Count - MaxFields} more", ""));
        return lines;
    }

    private static XElement Entity(Box box) =>
        new(
            s_svg + "g",
            new XElement(s_svg + "title", Piece.Clean(box.Entity.Description.Length > 0 ? box.Entity.Description : box.Entity.Name)),
            new XElement(
                s_svg + "rect",
                Attributes(("x", Number(box.X)), ("y", Number(box.Y)), ("width", Number(Wide)), ("height", Number(box.Height)), ("rx", "5"))
            ),
            Text("name", box.X + 10, box.Y + 20, Short(box.Entity.Name, 26)),
            box.Lines.SelectMany(
                (line, index) =>
                    (IEnumerable<XElement>)
                        [
                            Text("", box.X + 10, box.Y + 20 + ((index + 1) * Line), line.Name),
                            Text("type", box.X + Wide - 10, box.Y + 20 + ((index + 1) * Line), line.Type),
                        ]
            )
        );

    // From the one side to the many side; the many side ends in a crow's foot.
    private static XElement Relation(Relation relation, Box one, Box many)
    {
        var isSame = one.X == many.X;
        var (from, to) = (one.X < many.X || isSame, many.X < one.X || isSame);
        var (x1, y1) = (from ? one.X + Wide : one.X, one.Y + (one.Height / 2));
        var (x2, y2) = (to ? many.X + Wide : many.X, many.Y + (many.Height / 2) + (one == many ? 14 : 0));
        var bend = isSame ? 44 : Math.Max(30, Math.Abs(x2 - x1) / 2);
        var (c1, c2) = (x1 + (from ? bend : -bend), x2 + (to ? bend : -bend));
        var path = $"M{Number(x1)} {Number(y1)} C{Number(c1)} {Number(y1)} {Number(c2)} {Number(y2)} {Number(x2)} {Number(y2)}";
        if (relation.Kind != RelationKind.OneToOne)
            path += Foot(x2, y2, to);
        path += relation.Kind == RelationKind.ManyToMany ? Foot(x1, y1, from) : Bar(x1, y1, from);
        return new XElement(
            s_svg + "path",
            Attributes(("d", path)),
            new XElement(
                s_svg + "title",
                Piece.Clean(
                    $"{one.Entity.Name}.{relation.Inverse} {Events.RunLines.Words(relation.Kind.ToString())} "
                        + $"{many.Entity.Name}.{relation.Name}"
                )
            )
        );
    }

    private static string Foot(int x, int y, bool isRight) =>
        $" M{Number(x)} {Number(y - 6)} L{Number(x + (isRight ? 11 : -11))} {Number(y)} L{Number(x)} {Number(y + 6)}";

    private static string Bar(int x, int y, bool isRight) => $" M{Number(x + (isRight ? 7 : -7))} {Number(y - 6)} v12";

    private static XElement Text(string css, int x, int y, string text) =>
        new(s_svg + "text", Attributes(("class", css), ("x", Number(x)), ("y", Number(y))), Piece.Clean(text));

    private static string Short(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";

    private static IEnumerable<XAttribute> Attributes(params (string Name, string Value)[] pairs) =>
        pairs.Where(static pair => pair.Value.Length > 0).Select(static pair => new XAttribute(pair.Name, pair.Value));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed record Box(Entity Entity, List<(string Name, string Type)> Lines, int X, int Y, int Height);
}
