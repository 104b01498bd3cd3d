using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Fields;

/// <summary>The code of bytes.</summary>
internal sealed class BinaryCode : FieldCode
{
    public override FieldType Type => FieldType.Binary;

    public override bool IsReference => true;

    public override string Initial => " = [];";

    public override string RowType(ServiceModel model, Field field) => "byte[]";

    public override string Value(ServiceModel model, Field field, string value) => $"Convert.FromBase64String({CSharp.Literal(value)})";

    public override IEnumerable<string> Checks(Field field, string name, string property) =>
        [$"Size({name}, {property}, {field.MaxLength ?? Conventions.MaxBinaryLength})"];

    public override IEnumerable<string> WrongWire(Field field) =>
        field.MaxLength is < 100_000 and var most ? [$"Convert.ToBase64String(new byte[{most + 1}])"] : [];

    public override string SampleRow(SampleField field, string n) => "[1, 2, 3]";

    public override string SampleWire(SampleField field, string n) => "Convert.ToBase64String([1, 2, 3])";

    public override JsonNode SampleJson(SampleField field, string unique) => "AQID";

    // Nothing is filtered or told apart by it.
    public override (string? First, string? Second) Pair(ServiceModel model, Field field) => (null, null);
}
