using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Fields;

/// <summary>The code of texts.</summary>
internal abstract class TextCode : FieldCode
{
    public override bool IsReference => true;

    public override string Initial => " = \"\";";

    public override string RowType(ServiceModel model, Field field) => "string";

    public override string Value(ServiceModel model, Field field, string value) => CSharp.Literal(value);

    public override bool IsEndless(Field field) =>
        field.Pattern is not null ? SampleShapes.Capacity(SampleShapes.Of(field)) >= 1_000 : field.MaxLength is not < 4;

    public override string SampleWire(SampleField field, string n)
    {
        var (least, most) = (field.Field.MinLength, field.Field.MaxLength ?? 200);
        var name = CSharp.Literal(Conventions.Phrase(field.Field.Name));
        return field.Field.Pattern is not null
            ? $"Sample.Shape({CSharp.Literal(SampleShapes.Of(field.Field))}, {field.Counter(n)})"
            : $"Sample.Text({name}, {field.Counter(n)}, {Math.Min(least ?? 1, most)}, {most})";
    }

    public override string? OtherWire(SampleField field) => Pair(field.Model, field.Field).Second;

    public override IEnumerable<string> WrongWire(Field field)
    {
        if (field.MaxLength is { } most)
            yield return $"new string('x', {most + 1})";
        if (field.MinLength is > 0 and var least)
            yield return $"new string('x', {least - 1})";
        if (field.Pattern is { } pattern && WrongShape(field, pattern) is { } wrong)
            yield return CSharp.Literal(wrong);
    }

    public override JsonNode SampleJson(SampleField field, string unique)
    {
        if (field.Field.Pattern is not null)
            return SampleShapes.Fill(SampleShapes.Of(field.Field), 7);
        var text = field.IsDistinct ? unique : Conventions.Phrase(field.Field.Name);
        var most = field.Field.MaxLength ?? 200;
        return (text.Length > most ? text[..most] : text).PadLeft(Math.Min(field.Field.MinLength ?? 0, most), 'x');
    }

    public override (string? First, string? Second) Pair(ServiceModel model, Field field)
    {
        if (field.Pattern is not null)
            return (new SampleValues(model).Row(field, "1"), null);
        var length = Math.Max(field.MinLength ?? 1, 1);
        return (CSharp.Literal(new string('a', length)), CSharp.Literal(new string('b', length)));
    }

    // Of the right length, so that nothing but the pattern is broken.
    private static string? WrongShape(Field field, string pattern)
    {
        var length = Math.Clamp(3, field.MinLength ?? 0, field.MaxLength ?? 3);
        return "?a0 _-"
            .Select(sign => new string(sign, length))
            .FirstOrDefault(text => !Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(250)));
    }

    /// <summary>The call that checks the length.</summary>
    protected static string Length(Field field, string name, string property, int greatest) =>
        $"Length({name}, {property}, {field.MinLength ?? 0}, {field.MaxLength ?? greatest})";
}
