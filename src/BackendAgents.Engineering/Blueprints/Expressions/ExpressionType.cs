using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Blueprints.Expressions;

/// <summary>The type of an expression.</summary>
/// <param name="Kind">What kind of value.</param>
/// <param name="IsNullable">Whether there can be none.</param>
/// <param name="Entity">Of which entity a row is.</param>
/// <param name="Enum">Of which enum a value is.</param>
internal sealed record ExpressionType(ValueKind Kind, bool IsNullable = false, Entity? Entity = null, EnumType? Enum = null)
{
    public static ExpressionType Bool { get; } = new(ValueKind.Bool);

    public static ExpressionType Decimal { get; } = new(ValueKind.Decimal);

    public static ExpressionType Id { get; } = new(ValueKind.Id);

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber => Kind is ValueKind.Int or ValueKind.Long or ValueKind.Decimal or ValueKind.Double;

    /// <summary>Whether it is a whole number.</summary>
    public bool IsWhole => Kind is ValueKind.Int or ValueKind.Long;

    /// <summary>The type of a field's values.</summary>
    public static ExpressionType Of(Field field, BlueprintIndex index) =>
        new(
            FieldTraits.Of(field).Kind,
            !field.Required && field.Default is null,
            Enum: FieldTraits.Of(field).Kind == ValueKind.Enum ? index.EnumById(field.Enum) : null
        );

    /// <summary>The type in words, for messages.</summary>
    public override string ToString() =>
        Kind switch
        {
            ValueKind.Row => $"a row of {Entity?.Name}",
            ValueKind.Enum => $"a value of {Enum?.Name}",
            ValueKind.Null => "null",
            ValueKind.Bool => "true or false",
            ValueKind.Int or ValueKind.Long => "a whole number",
            ValueKind.Decimal or ValueKind.Double => "a number",
            ValueKind.Timestamp => "an instant",
            ValueKind.Id => "an id",
            _ => $"a {Kind.ToString().ToLowerInvariant()}",
        };
}
