namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>Amount with 19 digits, 4 of them after the point.</summary>
internal sealed class MoneyTraits : NumberTraits
{
    private const decimal Greatest = 999_999_999_999_999.9999m;

    public override FieldType Type => FieldType.Money;

    public override ValueKind Kind => ValueKind.Decimal;

    protected override string Format => "double";

    public override ColumnType Column(Field field) => new(ColumnKind.Numeric, 19, 4);

    protected override (decimal? Least, decimal? Greatest) Range(Field field) => (-Greatest, Greatest);

    protected override decimal Natural(Field field) => 19.99m;
}
