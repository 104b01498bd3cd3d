namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>64-bit integer.</summary>
internal sealed class LongTraits : WholeTraits
{
    public override FieldType Type => FieldType.Long;

    public override ValueKind Kind => ValueKind.Long;

    public override bool CanBeInPath => true;

    protected override string Format => "int64";

    public override ColumnType Column(Field field) => new(ColumnKind.BigInt);

    protected override (decimal? Least, decimal? Greatest) Range(Field field) => (long.MinValue, long.MaxValue);
}
