using System.Globalization;
using System.Text.Json.Nodes;

namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>What types of whole number have in common.</summary>
internal abstract class WholeTraits : NumberTraits
{
    public override JsonForm Json(Field field, BlueprintIndex index) => base.Json(field, index) with { Type = JsonType.Integer };

    public override JsonNode? Literal(string value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : null;

    protected override JsonNode Example(decimal value) => JsonValue.Create((long)decimal.Ceiling(value));

    protected override decimal? Parse(string value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
