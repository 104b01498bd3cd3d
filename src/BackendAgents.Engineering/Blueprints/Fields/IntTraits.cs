namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>32-bit integer.</summary>
internal sealed class IntTraits : WholeTraits
{
    public override FieldType Type => FieldType.Int;

    public override ValueKind Kind => ValueKind.Int;

    public override bool CanBeInPath => true;

    protected override string Format => "int32";

    public override ColumnType Column(Field field) => new(ColumnKind.Integer);

    protected override (decimal? Least, decimal? Greatest) Range(Field field) => (int.MinValue, int.MaxValue);

    protected override decimal? Parse(string value) =>
        base.Parse(value) is { } number and >= int.MinValue and <= int.MaxValue ? number : null;
}
