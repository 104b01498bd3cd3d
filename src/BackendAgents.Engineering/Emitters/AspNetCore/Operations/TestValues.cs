using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters.AspNetCore.Fields;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>Two different values of a field, for tests that tell rows apart by it.</summary>
internal static class TestValues
{
    /// <summary>
    /// C# expressions of the row's type, null for a row's own sample; and whether two rows differ by them.
    /// </summary>
    public static (string? First, string? Second, bool Differ) Of(ServiceModel model, Field field)
    {
        var entity = model.Index.EntityOfField(field.Id)!;
        if (entity.Checks.Any(check => check.Left == field.Id || check.Right == field.Id) || SampleValues.IsDistinct(entity, field))
            return (
                field.Required ? null : new SampleValues(model).Row(field, "Sample.Next()"),
                null,
                SampleValues.IsDistinct(entity, field)
            );
        var (first, second) = FieldCode.Of(field).Pair(model, field);
        return (first, second, second is not null);
    }
}
