using System.Xml.Linq;

namespace BackendAgents.Coordination.Reports;

/// <summary>The parts of a system as a picture in the page itself (SVG).</summary>
internal static class SystemDrawing
{
    private const int Wide = 168;
    private const int High = 50;
    private const int Gap = 48;
    private const int Between = 18;
    private const int Margin = 14;
    private const int MaxLetters = 21;
    private const int MaxAbout = 27;

    public static XElement Draw(SystemMap map)
    {
        var columns = map
            .Parts.GroupBy(static part => part.Column)
            .OrderBy(static column => column.Key)
            .Select(static column => column.ToList())
            .ToList();
        var most = columns.Max(static column => column.Count);
        var places = new Dictionary<string, (int X, int Y)>(StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
        {
            // Each column stands in the middle of the highest.
            var top = Margin + ((most - columns[i].Count) * (High + Between) / 2);
            for (var j = 0; j < columns[i].Count; j++)
                places[columns[i][j].Id] = (Margin + (i * (Wide + Gap)), top + (j * (High + Between)));
        }

        return Svg.Picture(
            (2 * Margin) + (columns.Count * (Wide + Gap)) - Gap,
            (2 * Margin) + (most * (High + Between)) - Between,
            "Parts and who speaks to whom",
            map.Ways.Select(way => Way(places[way.From], places[way.To], way.What)),
            map.Parts.Select(part => Part(part, places[part.Id]))
        );
    }

    private static XElement Part(MapPart part, (int X, int Y) place) =>
        part.Section is { } section ? Svg.Link("#" + section, Box(part, place)) : Box(part, place);

    private static XElement Box(MapPart part, (int X, int Y) place) =>
        Svg.Group(
            part.About.Length > 0 ? $"{part.Title}: {part.About}" : part.Title,
            Svg.Box(part.IsOwn ? "own" : "", place.X, place.Y, Wide, High),
            Svg.Text("name", place.X + 10, place.Y + 21, Svg.Short(part.Title, MaxLetters)),
            Svg.Text("about", place.X + 10, place.Y + 39, Svg.Short(part.About, MaxAbout))
        );

    private static XElement Way((int X, int Y) from, (int X, int Y) to, string what)
    {
        var (x1, y1, x2, y2) = (from.X + Wide, from.Y + (High / 2), to.X, to.Y + (High / 2));
        var bend = Gap / 2;
        var line = string.Create(
            null,
            $"M{x1} {y1} C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2} M{x2 - 8} {y2 - 5} L{x2} {y2} L{x2 - 8} {y2 + 5}"
        );
        return Svg.Path("", line, what);
    }
}
