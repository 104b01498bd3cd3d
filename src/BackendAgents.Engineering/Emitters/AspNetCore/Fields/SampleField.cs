using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Fields;

/// <summary>A field that tests make values for, among the others of its entity.</summary>
internal sealed record SampleField(ServiceModel Model, Entity Entity, Field Field)
{
    /// <summary>Whether no two rows may have the same value.</summary>
    public bool IsDistinct => Distinct(Entity, Field);

    /// <summary>
    /// Whether its values go up from row to row: they must differ, or those of a field that it is compared with go up.
    /// </summary>
    public bool Climbs
    {
        get
        {
            var seen = new HashSet<string>(StringComparer.Ordinal) { Field.Id };
            var open = new Stack<string>(seen);
            while (open.TryPop(out var id))
            {
                if (Entity.Fields.FirstOrDefault(one => one.Id == id) is { } found && Distinct(Entity, found))
                    return true;
                foreach (var check in Entity.Checks.Where(check => check.Right is not null && (check.Left == id || check.Right == id)))
                {
                    if (seen.Add(check.Left))
                        open.Push(check.Left);
                    if (seen.Add(check.Right!))
                        open.Push(check.Right!);
                }
            }

            return false;
        }
    }

    /// <summary>How far up it stands among the fields that it is compared with: what must be greater comes later.</summary>
    public int Order => Above(Field.Id, []);

    /// <summary>Whether no two rows of an entity may have the same value of a field.</summary>
    public static bool Distinct(Entity entity, Field field) =>
        field.Unique
        || entity.Indexes.Any(index => index.Unique && index.Columns.Contains(field.Id))
        || entity.Rules.Any(rule => rule.Unique?.Fields.Contains(field.Name) == true);

    /// <summary>The counter where values go up from row to row, else zero.</summary>
    public string Counter(string n) => Climbs ? n : "0";

    // The longest way up to a field; orders that go round in a circle (QUAL007) are left where they close.
    private int Above(string id, HashSet<string> way)
    {
        if (!way.Add(id))
            return 0;
        var order = 0;
        foreach (var check in Entity.Checks.Where(static check => check.Right is not null))
        {
            var lesser = check.Order() is var (first, last)
                ? last == id
                    ? first
                    : null
                : check.Operator == Comparison.NotEqual && check.Left == id
                    ? check.Right
                    : null;
            if (lesser is not null)
                order = Math.Max(order, 1 + Above(lesser, way));
        }

        way.Remove(id);
        return order;
    }
}
