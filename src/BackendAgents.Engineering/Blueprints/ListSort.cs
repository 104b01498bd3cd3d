using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>The orders in which a list can be read, as callers write them: <c>price</c>, or <c>-price</c> for greatest first.</summary>
internal static class ListSort
{
    /// <summary>The parameter of the query that chooses one.</summary>
    public const string Parameter = "sort";

    /// <summary>Most characters of a text that rows are sorted by: a cursor carries the last one seen, and addresses have an end.</summary>
    public const int MaxTextLength = 500;

    /// <summary>What every row has, beside its fields.</summary>
    public static IReadOnlyList<string> System { get; } = ["createdAt", "updatedAt"];

    /// <summary>
    /// Whether rows can be sorted by a field: all have a value, callers see it, and values have an order that everybody knows.
    /// </summary>
    public static bool CanBeBy(Field field) =>
        field is { Required: true, Exposure: not (FieldExposure.WriteOnly or FieldExposure.Internal) }
        && FieldTraits.Of(field).CanBeSorted
        && (field.Type != FieldType.String || field.MaxLength <= MaxTextLength);

    /// <summary>What a list can be sorted by: the field, or null for what every row has, and its name.</summary>
    public static IEnumerable<(Field? Field, string Name)> Members(Operation list, Entity entity) =>
        list.Sort.Select(id =>
            entity.Fields.FirstOrDefault(field => field.Id == id) is { } field ? (field, field.Name) : ((Field?)null, id)
        );

    /// <summary>All orders that callers can choose.</summary>
    public static IReadOnlyList<string> Choices(Operation list, Entity entity) =>
        [.. Members(list, entity).SelectMany(static member => new[] { member.Name, "-" + member.Name })];

    /// <summary>The order of a list that no caller has chosen, for people: <c>newest first</c>, <c>by price, greatest first</c>.</summary>
    public static string Usual(Operation list) =>
        list.Order.Length == 0 || list.Order == "-createdAt" ? "newest first"
        : list.Order == "createdAt" ? "oldest first"
        : $"by {Conventions.Phrase(list.Order.TrimStart('-'))}, {(list.Order[0] == '-' ? "greatest" : "smallest")} first";
}
