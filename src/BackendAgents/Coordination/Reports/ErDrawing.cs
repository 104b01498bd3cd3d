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

        return Svg.Picture(
            x - Gap + Margin + 30,
            bottom - Between + Margin,
            "Entities and relations",
            blueprint.Relations.Select(relation => Relation(relation, boxes[relation.From], boxes[relation.To])),
            boxes.Values.Select(Entity)
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
                var type = Svg.Short(Events.RunLines.Words(field.Type.ToString()) + (field.Required ? "" : "?"), 12);
                return (Svg.Short(field.Name, MaxLetters - type.Length), type);
            })
            .ToList();
        if (entity.Fields.Count > MaxFields)
            lines.Add(($"… {entity.Fields.Count - MaxFields} more", ""));
        return lines;
    }

    private static XElement Entity(Box box) =>
        Svg.Group(
            box.Entity.Description.Length > 0 ? box.Entity.Description : box.Entity.Name,
            Svg.Box("", box.X, box.Y, Wide, box.Height),
            Svg.Text("name", box.X + 10, box.Y + 20, Svg.Short(box.Entity.Name, 26)),
            box.Lines.SelectMany(
                (line, index) =>
                    (IEnumerable<XElement>)
                        [
                            Svg.Text("", box.X + 10, box.Y + 20 + ((index + 1) * Line), line.Name),
                            Svg.Text("type", box.X + Wide - 10, box.Y + 20 + ((index + 1) * Line), line.Type),
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
        var path = string.Create(null, $"M{x1} {y1} C{c1} {y1} {c2} {y2} {x2} {y2}");
        if (relation.Kind != RelationKind.OneToOne)
            path += Foot(x2, y2, to);
        path += relation.Kind == RelationKind.ManyToMany ? Foot(x1, y1, from) : Bar(x1, y1, from);
        var kind = Events.RunLines.Words(relation.Kind.ToString());
        return Svg.Path("", path, $"{one.Entity.Name}.{relation.Inverse} {kind} {many.Entity.Name}.{relation.Name}");
    }

    private static string Foot(int x, int y, bool isRight) =>
        string.Create(null, $" M{x} {y - 6} L{x + (isRight ? 11 : -11)} {y} L{x} {y + 6}");

    private static string Bar(int x, int y, bool isRight) => string.Create(null, $" M{x + (isRight ? 7 : -7)} {y - 6} v12");

    private sealed record Box(Entity Entity, List<(string Name, string Type)> Lines, int X, int Y, int Height);
}
