namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>Text without a fixed bound.</summary>
internal sealed class LongTextTraits : TextTraits
{
    public override FieldType Type => FieldType.Text;
}
