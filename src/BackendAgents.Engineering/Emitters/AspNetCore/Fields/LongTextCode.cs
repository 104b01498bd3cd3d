using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Fields;

/// <summary>The code of text without a fixed bound.</summary>
internal sealed class LongTextCode : TextCode
{
    public override FieldType Type => FieldType.Text;

    public override bool TakesAnyWord => true;

    public override IEnumerable<string> Checks(Field field, string name, string property) =>
        [Length(field, name, property, Conventions.MaxTextLength)];
}
