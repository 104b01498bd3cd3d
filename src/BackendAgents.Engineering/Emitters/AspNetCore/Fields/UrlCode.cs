using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Fields;

/// <summary>The code of addresses.</summary>
internal sealed class UrlCode : TextCode
{
    public override FieldType Type => FieldType.Url;

    public override IEnumerable<string> Checks(Field field, string name, string property)
    {
        yield return $"Url({name}, {property})";
        if ((field.MinLength ?? field.MaxLength) is not null)
            yield return Length(field, name, property, 2048);
    }

    public override string SampleWire(SampleField field, string n) => $"$\"https://example.com/{{{n}}}\"";

    public override IEnumerable<string> WrongWire(Field field) => base.WrongWire(field).Append("\"no-address\"");

    public override JsonNode SampleJson(SampleField field, string unique) => $"https://example.com/{unique}";

    public override (string? First, string? Second) Pair(ServiceModel model, Field field) =>
        ("\"https://example.com/first\"", "\"https://example.com/second\"");
}
