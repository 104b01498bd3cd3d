using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Fields;

/// <summary>The code of text of bounded length.</summary>
internal sealed class StringCode : TextCode
{
    public override FieldType Type => FieldType.String;

    public override bool TakesAnyWord => true;

    public override IEnumerable<string> Checks(Field field, string name, string property) =>
        [Length(field, name, property, Conventions.MaxTextLength)];
}
