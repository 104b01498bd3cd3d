namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>Exact decimal number with precision and scale.</summary>
internal sealed class DecimalTraits : NumberTraits
{
    public override FieldType Type => FieldType.Decimal;

    public override ValueKind Kind => ValueKind.Decimal;

    public override bool HasPrecision => true;

    protected override string Format => "double";

    public override ColumnType Column(Field field)
    {
        var precision = field.Precision ?? ColumnType.DefaultPrecision;
        return new ColumnType(ColumnKind.Numeric, precision, Math.Min(field.Scale ?? ColumnType.DefaultScale, precision));
    }

    // 10^(precision - scale): no decimal of these digits reaches it.
    protected override (decimal? Least, decimal? Greatest) Range(Field field)
    {
        var digits = (field.Precision ?? ColumnType.DefaultPrecision) - (field.Scale ?? ColumnType.DefaultScale);
        var bound = 1m;
        for (var i = 0; i < Math.Clamp(digits, 0, 27); i++)
            bound *= 10;
        return (-bound, bound);
    }

    protected override decimal Natural(Field field) => (field.Scale ?? ColumnType.DefaultScale) >= 2 ? 19.99m : base.Natural(field);
}
