using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Fields;

/// <summary>
/// The code of fields of a type: in rows, in requests and responses, and in the delivered tests. One class a type, found by itself; what
/// else a type is stands in its <see cref="Blueprints.Fields.FieldTraits"/>. All texts are C# expressions, if nothing else is said.
/// </summary>
internal abstract class FieldCode
{
    private static readonly Dictionary<FieldType, FieldCode> s_all = typeof(FieldCode)
        .Assembly.GetTypes()
        .Where(static type => type.IsSubclassOf(typeof(FieldCode)) && !type.IsAbstract)
        .Select(static type => (FieldCode)Activator.CreateInstance(type)!)
        .ToDictionary(static code => code.Type);

    /// <summary>The type whose code it is.</summary>
    public abstract FieldType Type { get; }

    /// <summary>Whether values are objects to C#, so that none is null.</summary>
    public virtual bool IsReference => false;

    /// <summary>Namespace that requests need; null for none.</summary>
    public virtual string? Namespace => null;

    /// <summary>What a required property of a row holds before it is set; empty where C# needs nothing.</summary>
    public virtual string Initial => "";

    /// <summary>The route's constraint on a value in a path; a text has none.</summary>
    public virtual string Constraint => "";

    /// <summary>A value that no row of a test has, in a path.</summary>
    public virtual string Unknown => "\"no-such-row\"";

    /// <summary>Whether a test may search lists for any word in it.</summary>
    public virtual bool TakesAnyWord => false;

    /// <summary>The code of a field.</summary>
    public static FieldCode Of(Field field) => s_all[field.Type];

    /// <summary>Type of the value in a row, without the mark of nullability.</summary>
    public abstract string RowType(ServiceModel model, Field field);

    /// <summary>Type of the value in a request or response, without the mark of nullability.</summary>
    public virtual string WireType(ServiceModel model, Field field) => RowType(model, field);

    /// <summary>A value in the API's notation, of the row's type.</summary>
    public abstract string Value(ServiceModel model, Field field, string value);

    /// <summary>Calls that follow the property in the mapping to the table; empty for none.</summary>
    public virtual string Mapping(ServiceModel model, Field field) => "";

    /// <summary>Calls that check the value of a request, beside those for what is required and for patterns.</summary>
    /// <param name="field">The field.</param>
    /// <param name="name">Its name in the API.</param>
    /// <param name="property">The property of the request.</param>
    public virtual IEnumerable<string> Checks(Field field, string name, string property) => [];

    /// <summary>The value of a request, as a row keeps it.</summary>
    /// <param name="model">The service.</param>
    /// <param name="field">The field.</param>
    /// <param name="property">The property of the request.</param>
    public virtual string Stored(ServiceModel model, Field field, string property) =>
        field.Default is { } value ? $"{property} ?? {Value(model, field, value)}"
        : !field.Required ? property
        : IsReference ? property + "!"
        : property + "!.Value";

    /// <summary>The value of a row, as a response shows it.</summary>
    public virtual string Shown(Field field, string row) => row;

    /// <summary>Reads a filter of a list, or tells what is wrong with it by name.</summary>
    public virtual string Read(string type, string name, string text) => $"errors.Read<{type}>({name}, {text})";

    /// <summary>Whether rows in any number can have different values.</summary>
    public virtual bool IsEndless(Field field) => true;

    /// <summary>A value for a test, of the row's type.</summary>
    /// <param name="field">The field among its entity's.</param>
    /// <param name="n">The counter, as an expression.</param>
    public virtual string SampleRow(SampleField field, string n) => SampleWire(field, n);

    /// <summary>A value for a test, as a request carries it; others are like those of <see cref="SampleRow"/>.</summary>
    public abstract string SampleWire(SampleField field, string n);

    /// <summary>Another valid value than <see cref="SampleWire"/>; null where there is none for sure.</summary>
    public virtual string? OtherWire(SampleField field) => null;

    /// <summary>Values, as a request carries them, each of which breaks one of <see cref="Checks"/>.</summary>
    public virtual IEnumerable<string> WrongWire(Field field) => [];

    /// <summary>A value for a script.</summary>
    /// <param name="field">The field among its entity's.</param>
    /// <param name="unique">What texts carry that must differ from call to call.</param>
    public abstract JsonNode SampleJson(SampleField field, string unique);

    /// <summary>
    /// Two different values of the row's type; the second is null when there is only one, both when there is none to name.
    /// </summary>
    public abstract (string? First, string? Second) Pair(ServiceModel model, Field field);
}
