using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Emitters.AspNetCore.Fields;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>
/// Values for the delivered tests: valid for their field, and different from call to call where they must be. Each is a C# expression;
/// the counter is an expression, too (<c>n</c>).
/// </summary>
internal sealed class SampleValues(ServiceModel model)
{
    /// <summary>Whether an entity's rows can be made in any number: nothing unique is bound to a handful of values.</summary>
    public static bool CanRepeat(Entity entity) =>
        entity.Fields.All(field => !SampleField.Distinct(entity, field) || FieldCode.Of(field).IsEndless(field));

    /// <summary>Expression of the row's type.</summary>
    public string Row(Field field, string n) => FieldCode.Of(field).SampleRow(Sample(field), n);

    /// <summary>Expression as a request carries it.</summary>
    public string Wire(Field field, string n) => FieldCode.Of(field).SampleWire(Sample(field), n);

    /// <summary>A value for a script: texts that must differ carry <paramref name="unique"/>.</summary>
    public JsonNode Json(Field field, string unique) => FieldCode.Of(field).SampleJson(Sample(field), unique);

    public static bool IsDistinct(Entity entity, Field field) => SampleField.Distinct(entity, field);

    private SampleField Sample(Field field) => new(model, model.Index.EntityOfField(field.Id)!, field);
}
