using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Behaviour.Testing;

/// <summary>A value that a delivered test can choose: of a row that it stores, or of the body that it sends.</summary>
/// <param name="Key">Tells slots apart.</param>
/// <param name="Field">The field; null for a reference.</param>
/// <param name="Type">Its type.</param>
/// <param name="Values">Where values go, as C#.</param>
/// <param name="Name">Under which name they go there.</param>
/// <param name="IsBody">Whether it is a value of the body.</param>
internal sealed record Slot(string Key, Field? Field, ExpressionType Type, IDictionary<string, string> Values, string Name, bool IsBody)
{
    /// <summary>Whether a number is within the field's bounds.</summary>
    public bool Takes(decimal number) =>
        Field is not null
        && number >= (Field.Min ?? -1_000_000)
        && number <= (Field.Max ?? 1_000_000)
        && (!Type.IsWhole || number == Math.Floor(number));

    /// <summary>Chooses a value in the API's notation; false when another is chosen already.</summary>
    public bool Choose(ServiceModel model, string value)
    {
        var code =
            !IsBody ? model.Value(Field!, value)
            : FieldTraits.Of(Field!).Kind is ValueKind.Int or ValueKind.Long or ValueKind.Decimal or ValueKind.Double or ValueKind.Bool
                ? value + (FieldTraits.Of(Field!).Kind == ValueKind.Decimal ? "m" : "")
            : CSharp.Literal(value);
        return Put(code);
    }

    /// <summary>Chooses a value as C#; false when another is chosen already.</summary>
    public bool Put(string code) => Values.TryAdd(Name, code) || Values[Name] == code;

    /// <summary>Whether a value is chosen.</summary>
    public bool IsChosen => Values.ContainsKey(Name);
}
