using System.Text.Json.Nodes;

namespace BackendAgents.Engineering.Blueprints.Fields;

/// <summary>
/// What every field of a type has in common: its bounds, its JSON, its column, its notation. One class a type, found by itself; validation,
/// the contract, the tables and the rules read it here. The code of a type is a class in <c>Emitters/AspNetCore/Fields</c>.
/// </summary>
internal abstract class FieldTraits
{
    private static readonly Dictionary<FieldType, FieldTraits> s_all = typeof(FieldTraits)
        .Assembly.GetTypes()
        .Where(static type => type.IsSubclassOf(typeof(FieldTraits)) && !type.IsAbstract)
        .Select(static type => (FieldTraits)Activator.CreateInstance(type)!)
        .ToDictionary(static traits => traits.Type);

    /// <summary>The type that is described.</summary>
    public abstract FieldType Type { get; }

    /// <summary>What expressions can do with its values.</summary>
    public virtual ValueKind Kind => ValueKind.Opaque;

    /// <summary>Whether it is a text: it has lengths and a pattern, and lists can be searched by it.</summary>
    public virtual bool IsText => false;

    /// <summary>Whether it is a number: it has a least and a greatest value, and compares with every other number.</summary>
    public virtual bool IsNumber => false;

    /// <summary>Whether its values can be <c>now</c>.</summary>
    public virtual bool IsTime => false;

    /// <summary>Whether it has a precision and a scale of its own.</summary>
    public virtual bool HasPrecision => false;

    /// <summary>The greatest <see cref="Field.MaxLength"/> that a blueprint may state; 0 when it can't state any.</summary>
    public virtual int LongestLength => 0;

    /// <summary>Whether <see cref="Field.MaxLength"/> must be stated.</summary>
    public virtual bool NeedsMaxLength => false;

    /// <summary>Whether rows can be told apart by it.</summary>
    public virtual bool CanBeUnique => true;

    /// <summary>Whether a path can find a row by it: a value stands in one segment and has one notation.</summary>
    public virtual bool CanBeInPath => false;

    /// <summary>Whether values can be compared: by checks, and by the filters of lists.</summary>
    public virtual bool CanBeCompared => true;

    /// <summary>Whether lists can be read in the order of its values, which everybody knows.</summary>
    public virtual bool CanBeSorted => false;

    /// <summary>Whether an action can change it as the state of a row.</summary>
    public virtual bool CanBeState => false;

    /// <summary>What all fields of a type have in common.</summary>
    public static FieldTraits Of(FieldType type) => s_all[type];

    /// <summary>What this field has in common with others of its type.</summary>
    public static FieldTraits Of(Field field) => Of(field.Type);

    /// <summary>What a value looks like as JSON.</summary>
    public abstract JsonForm Json(Field field, BlueprintIndex index);

    /// <summary>The column that stores it.</summary>
    public abstract ColumnType Column(Field field);

    /// <summary>Bounds of the length that the database checks, in characters, for binaries in bytes; null where there is none.</summary>
    public virtual (int? Least, int? Greatest) Length(Field field) => (null, null);

    /// <summary>What is wrong with a value in the API's notation, to follow its name; null when it is fine.</summary>
    public abstract string? Problem(Field field, string value, BlueprintIndex index);

    /// <summary>A value in the API's notation as JSON; null when it is none.</summary>
    public virtual JsonNode? Literal(string value) => JsonValue.Create(value);

    /// <summary>
    /// A realistic value for documentation, the same each time, within the field's bounds; null when none could be derived.
    /// </summary>
    public abstract JsonNode? Example(Field field, BlueprintIndex index);
}
