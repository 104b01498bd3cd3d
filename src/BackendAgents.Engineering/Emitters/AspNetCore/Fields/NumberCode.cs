using System.Globalization;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Fields;

/// <summary>The code of numbers.</summary>
internal abstract class NumberCode : FieldCode
{
    /// <summary>What follows a constant of the type in C#; empty for nothing.</summary>
    protected virtual string Suffix => "";

    public override string Value(ServiceModel model, Field field, string value) => value + Suffix;

    public override IEnumerable<string> Checks(Field field, string name, string property)
    {
        if ((field.Min ?? field.Max) is not null)
            yield return Range(field, name, property, "m");
    }

    public override bool IsEndless(Field field) => !(field.Max - (field.Min ?? 0) < 50);

    public override string SampleWire(SampleField field, string n)
    {
        var number = Sample(field);
        var room = field.Field.Max is { } most ? most - number + 1 : 1_000_000;
        var step =
            !field.Climbs || n == "0" ? ""
            : room < 1_000_000 ? $" + ({n} % {Math.Max(1, (long)room)})"
            : $" + {n}";
        return $"({number.ToString(CultureInfo.InvariantCulture)}{SampleSuffix}{step})";
    }

    public override string? OtherWire(SampleField field) =>
        Round(Sample(field) + 1) is var other && !(other > field.Field.Max)
            ? other.ToString(CultureInfo.InvariantCulture) + SampleSuffix
            : null;

    public override IEnumerable<string> WrongWire(Field field)
    {
        foreach (var bound in new[] { field.Min - 1, field.Max + 1 })
        {
            // What the type itself has no room for is refused by the reading of JSON.
            if (bound is > -1_000_000_000 and < 1_000_000_000)
                yield return Round(bound.Value).ToString(CultureInfo.InvariantCulture) + SampleSuffix;
        }
    }

    public override JsonNode SampleJson(SampleField field, string unique) =>
        JsonNode.Parse(Sample(field).ToString(CultureInfo.InvariantCulture))!;

    public override (string? First, string? Second) Pair(ServiceModel model, Field field)
    {
        var least = decimal.Ceiling(field.Min ?? Math.Min(0, field.Max ?? 0));
        return least + 1 <= (field.Max ?? decimal.MaxValue) ? (Whole(least), Whole(least + 1)) : (null, null);

        string Whole(decimal value) => Value(model, field, value.ToString("0", CultureInfo.InvariantCulture));
    }

    /// <summary>What follows a constant in a test, where nothing but the constant says the type.</summary>
    protected virtual string SampleSuffix => Suffix;

    /// <summary>A number of the type that is at least another.</summary>
    protected virtual decimal Round(decimal value) => value;

    /// <summary>The call that checks the bounds.</summary>
    protected static string Range(Field field, string name, string property, string suffix) =>
        $"Range({name}, {property}, {Bound(field.Min, suffix)}, {Bound(field.Max, suffix)})";

    private static string Bound(decimal? bound, string suffix) =>
        bound is { } value ? value.ToString(CultureInfo.InvariantCulture) + suffix : "null";

    // Within the field's bounds, and greater than what it must be greater than.
    private decimal Sample(SampleField sample)
    {
        var field = sample.Field;
        var least = field.Min ?? (field.Max is { } top && top < 10 ? top - 5 : 1);
        foreach (var check in sample.Entity.Checks.Where(check => check.Left == field.Id && check.Value is not null))
        {
            if (decimal.TryParse(check.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var bound))
                least =
                    check.Operator is Comparison.Greater ? Math.Max(least, bound + 1)
                    : check.Operator is Comparison.GreaterOrEqual or Comparison.Equal ? Math.Max(least, bound)
                    : Math.Min(least, bound - 1);
        }

        var value = least + sample.Order;
        return Round(field.Max is { } most && value > most ? most : value);
    }
}
