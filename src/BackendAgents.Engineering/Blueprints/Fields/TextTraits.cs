using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>What types of text have in common.</summary>
internal abstract class TextTraits : FieldTraits
{
    public override bool IsText => true;

    public override ValueKind Kind => ValueKind.Text;

    public override int LongestLength => 100_000_000;

    /// <summary>Least length of a field that states none.</summary>
    protected virtual int UsualLeast => 0;

    /// <summary>Greatest length of a field that states none.</summary>
    protected virtual int UsualGreatest => Conventions.MaxTextLength;

    protected virtual string? Format => null;

    public override JsonForm Json(Field field, BlueprintIndex index)
    {
        var least = field.MinLength ?? UsualLeast;
        return new JsonForm(JsonType.String, Format) { MinLength = least > 0 ? least : null, MaxLength = field.MaxLength ?? UsualGreatest };
    }

    public override ColumnType Column(Field field) => new(ColumnKind.Text, Length: Length(field).Greatest);

    public override (int? Least, int? Greatest) Length(Field field) => (field.MinLength > 0 ? field.MinLength : null, field.MaxLength);

    public override string? Problem(Field field, string value, BlueprintIndex index) =>
        value.Length < field.MinLength || value.Length > (field.MaxLength ?? Conventions.MaxTextLength) ? "has the wrong length"
        : field.Pattern is { } pattern && !Matches(value, pattern) ? "doesn't match the pattern"
        : null;

    public override JsonNode? Example(Field field, BlueprintIndex index)
    {
        var form = Json(field, index);
        var least = form.MinLength ?? 0;
        var greatest = form.MaxLength ?? int.MaxValue;
        var natural = Natural(field);
        return field.Pattern is { Length: > 0 } pattern
            ? ExampleTexts.Matching(pattern, natural, least, greatest)
            : Fit(natural, least, greatest);
    }

    /// <summary>What people write there.</summary>
    protected virtual string Natural(Field field) => ExampleTexts.Natural(field.Name);

    /// <summary>An example with a length within bounds; null when the type has none.</summary>
    protected virtual string? Fit(string natural, int least, int greatest) =>
        natural.Length > greatest ? natural[..greatest].TrimEnd().PadRight(least, 'x') : natural.PadRight(Math.Min(least, greatest), 'x');

    private static bool Matches(string value, string pattern)
    {
        try
        {
            return Regex.IsMatch(value, pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
        {
            // The pattern itself is reported where it stands.
            return true;
        }
    }
}
