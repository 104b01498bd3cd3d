using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Fields;

/// <summary>The code of e-mail addresses.</summary>
internal sealed class EmailCode : TextCode
{
    public override FieldType Type => FieldType.Email;

    public override IEnumerable<string> Checks(Field field, string name, string property)
    {
        yield return $"Email({name}, {property})";
        if ((field.MinLength ?? field.MaxLength) is not null)
            yield return Length(field, name, property, 254);
    }

    public override string SampleWire(SampleField field, string n) => $"$\"person{{{n}}}@example.com\"";

    public override IEnumerable<string> WrongWire(Field field) => base.WrongWire(field).Append("\"no-address\"");

    public override JsonNode SampleJson(SampleField field, string unique) => $"{unique}@example.com";

    public override (string? First, string? Second) Pair(ServiceModel model, Field field) =>
        ("\"first@example.com\"", "\"second@example.com\"");
}
