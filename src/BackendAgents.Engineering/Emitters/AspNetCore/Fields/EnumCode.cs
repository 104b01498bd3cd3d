using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Fields;

/// <summary>The code of enumerations.</summary>
internal sealed class EnumCode : FieldCode
{
    public override FieldType Type => FieldType.Enum;

    public override string RowType(ServiceModel model, Field field) => ServiceModel.Enum(model.Index.EnumById(field.Enum)!);

    public override string Value(ServiceModel model, Field field, string value)
    {
        var type = RowType(model, field);
        // Where a property has the name of the type, 'Status.Draft' would be asked of the property.
        return $"{(model.IsProperty(type) ? $"global::{model.Namespace}.Features." : "")}{type}.{ServiceModel.Member(value)}";
    }

    public override string Mapping(ServiceModel model, Field field) => $".HasConversion(new EnumText<{RowType(model, field)}>())";

    public override IEnumerable<string> Checks(Field field, string name, string property) => [$"Defined({name}, {property})"];

    public override string Read(string type, string name, string text) => $"errors.Choose<{type}>({name}, {text})";

    public override bool IsEndless(Field field) => false;

    public override string SampleRow(SampleField field, string n) => Value(field.Model, field.Field, Usual(field));

    public override string SampleWire(SampleField field, string n) => CSharp.Literal(Usual(field));

    public override JsonNode SampleJson(SampleField field, string unique) => Usual(field);

    public override (string? First, string? Second) Pair(ServiceModel model, Field field)
    {
        var values = model.Index.EnumById(field.Enum)!.Values;
        return (Value(model, field, values[0]), values.Count > 1 ? Value(model, field, values[1]) : null);
    }

    private static string Usual(SampleField field) => field.Field.Default ?? field.Model.Index.EnumById(field.Field.Enum)!.Values[0];
}
