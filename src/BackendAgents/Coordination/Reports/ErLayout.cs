using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Coordination.Reports;

/// <summary>
/// Places entities in columns: one that refers to another stands to its right, and near what it refers to. Linear in entities and
/// relations but for sorting.
/// </summary>
internal static class ErLayout
{
    private const int MaxColumns = 6;
    private const int Sweeps = 2;

    /// <summary>The entities of each column, from left to right and top to bottom.</summary>
    public static IReadOnlyList<IReadOnlyList<Entity>> Columns(Blueprint blueprint)
    {
        var principals = blueprint
            .Relations.Where(static relation => relation.From != relation.To)
            .ToLookup(static relation => relation.To, static relation => relation.From, StringComparer.Ordinal);
        var column = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entity in blueprint.Entities)
            Place(entity.Id, principals, column);
        var columns = blueprint
            .Entities.GroupBy(entity => column[entity.Id])
            .OrderBy(static group => group.Key)
            .Select(static group => group.ToList())
            .ToList();
        var neighbours = blueprint
            .Relations.SelectMany(static relation =>
                (IEnumerable<(string, string)>)[(relation.From, relation.To), (relation.To, relation.From)]
            )
            .ToLookup(static pair => pair.Item1, static pair => pair.Item2, StringComparer.Ordinal);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var place = columns
                .SelectMany(static entities => entities.Select((entity, index) => (entity.Id, (double)index / entities.Count)))
                .ToDictionary(static pair => pair.Id, static pair => pair.Item2, StringComparer.Ordinal);
            columns =
            [
                .. columns.Select(entities =>
                    entities
                        .OrderBy(entity => neighbours[entity.Id].Select(id => place[id]).DefaultIfEmpty(place[entity.Id]).Average())
                        .ToList()
                ),
            ];
        }

        return columns;
    }

    // No recursion, because a chain of references can be as long as the model. References that would close a circle are ignored.
    private static void Place(string start, ILookup<string, string> principals, Dictionary<string, int> column)
    {
        var path = new Stack<string>([start]);
        var open = new HashSet<string>(StringComparer.Ordinal);
        while (path.TryPeek(out var id))
        {
            if (column.ContainsKey(id))
            {
                path.Pop();
                continue;
            }

            if (open.Add(id))
            {
                foreach (var next in principals[id].Where(next => !column.ContainsKey(next) && !open.Contains(next)))
                    path.Push(next);
                continue;
            }

            path.Pop();
            column[id] = Math.Min(
                MaxColumns - 1,
                principals[id].Select(next => column.TryGetValue(next, out var at) ? at + 1 : 0).DefaultIfEmpty(0).Max()
            );
        }
    }
}
