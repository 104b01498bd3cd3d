using System.Globalization;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Briefs.Knowledge;

/// <summary>A field as the knowledge base writes it: <c>string 200 required unique =x min=0 enum(a|b) alt=other</c>.</summary>
internal sealed record FieldSpec
{
    public string Name { get; init; } = "";
    public FieldType Type { get; init; } = FieldType.String;
    public int? Length { get; init; }
    public int? Precision { get; init; }
    public int? Scale { get; init; }
    public bool Required { get; init; }
    public bool Unique { get; init; }
    public bool Personal { get; init; }
    public bool Core { get; init; }
    public string? Default { get; init; }
    public decimal? Min { get; init; }
    public decimal? Max { get; init; }
    public string? Pattern { get; init; }
    public FieldExposure Exposure { get; init; }
    public IReadOnlyList<string> Values { get; init; } = [];

    // Other names by which a brief may already have given the same thing.
    public IReadOnlyList<string> Alternatives { get; init; } = [];

    // The field makes sense only where the model has one of these, or has none of those.
    public IReadOnlyList<string> With { get; init; } = [];

    public IReadOnlyList<string> Without { get; init; } = [];

    public static FieldSpec Parse(string name, string text, IReadOnlyDictionary<string, string> patterns)
    {
        var spec = new FieldSpec { Name = name };
        var alternatives = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = word.IndexOf('=', StringComparison.Ordinal);
            var value = at >= 0 ? word[(at + 1)..] : "";
            spec = (
                at > 0 ? word[..at]
                : at == 0 ? "="
                : word
            ) switch
            {
                "required" => spec with { Required = true },
                "unique" => spec with { Unique = true },
                "personal" => spec with { Personal = true },
                "core" => spec with { Core = true },
                "readonly" => spec with { Exposure = FieldExposure.ReadOnly },
                "writeonly" => spec with { Exposure = FieldExposure.WriteOnly },
                "min" => spec with { Min = decimal.Parse(value, CultureInfo.InvariantCulture) },
                "max" => spec with { Max = decimal.Parse(value, CultureInfo.InvariantCulture) },
                "as" => spec with { Name = value },
                "pattern" => spec with { Pattern = patterns[value] },
                "with" => spec with { With = Nouns(value) },
                "without" => spec with { Without = Nouns(value) },
                "=" => spec with { Default = value },
                "alt" => Add(spec, alternatives, value),
                var enumeration when enumeration.StartsWith("enum(", StringComparison.Ordinal) => spec with
                {
                    Type = FieldType.Enum,
                    Values = enumeration[5..^1].Split('|'),
                },
                var digits when int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => Size(spec, number),
                var type => spec with { Type = Enum.Parse<FieldType>(type, ignoreCase: true) },
            };
        }

        return spec with
        {
            Alternatives = alternatives,
        };
    }

    private static string[] Nouns(string value) => value.Replace('_', ' ').Split('|');

    private static FieldSpec Add(FieldSpec spec, List<string> list, string value)
    {
        list.Add(value);
        return spec;
    }

    private static FieldSpec Size(FieldSpec spec, int number) =>
        spec switch
        {
            { Type: FieldType.Decimal, Precision: null } => spec with { Precision = number },
            { Type: FieldType.Decimal } => spec with { Scale = number },
            _ => spec with { Length = number },
        };
}
