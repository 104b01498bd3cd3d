using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Fields;

/// <summary>A field that tests make values for, among the others of its entity.</summary>
internal sealed record SampleField(ServiceModel Model, Entity Entity, Field Field)
{
    /// <summary>Whether no two rows may have the same value.</summary>
    public bool IsDistinct => Distinct(Entity, Field);

    /// <summary>How far up it stands among the fields that it is compared with: what must be greater comes later.</summary>
    public int Order
    {
        get
        {
            var order = 0;
            foreach (var check in Entity.Checks.Where(static check => check.Right is not null))
            {
                var greater = check.Operator is Comparison.Greater or Comparison.GreaterOrEqual ? check.Left : check.Right;
                if (check.Operator is not (Comparison.Equal or Comparison.NotEqual) && greater == Field.Id)
                    order++;
                if (check.Operator == Comparison.NotEqual && check.Left == Field.Id)
                    order++;
            }

            return order;
        }
    }

    /// <summary>Whether no two rows of an entity may have the same value of a field.</summary>
    public static bool Distinct(Entity entity, Field field) =>
        field.Unique
        || entity.Indexes.Any(index => index.Unique && index.Columns.Contains(field.Id))
        || entity.Rules.Any(rule => rule.Unique?.Fields.Contains(field.Name) == true);

    /// <summary>The counter where values must differ, else zero.</summary>
    public string Counter(string n) => IsDistinct ? n : "0";
}
