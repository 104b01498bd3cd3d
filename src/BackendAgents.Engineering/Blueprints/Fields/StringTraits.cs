namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>Text of bounded length.</summary>
internal sealed class StringTraits : TextTraits
{
    public override FieldType Type => FieldType.String;

    public override bool CanBeInPath => true;

    public override bool CanBeSorted => true;

    public override int LongestLength => 10_000;

    public override bool NeedsMaxLength => true;
}
