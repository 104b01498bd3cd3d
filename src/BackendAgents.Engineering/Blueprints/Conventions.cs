using Humanizer;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>
/// The conventions by which names in a blueprint become table, column, path and type names. All emitters and checks use these,
/// so that the same thing has one name everywhere. Pure functions, safe on any thread.
/// </summary>
internal static class Conventions
{
    /// <summary>Every path of the API begins with this.</summary>
    public const string BasePath = "/api/v1";

    /// <summary>Rows on a page when the caller names no <c>limit</c>.</summary>
    public const int DefaultPageSize = 20;

    /// <summary>Most rows on a page.</summary>
    public const int MaxPageSize = 100;

    /// <summary>Greatest length that the API accepts for <see cref="FieldType.Text"/> without a bound of its own, in characters.</summary>
    public const int MaxTextLength = 100_000;

    /// <summary>Bytes that the API accepts for <see cref="FieldType.Binary"/> without a bound of its own.</summary>
    public const int MaxBinaryLength = 1_048_576;

    /// <summary>Pascal-case plural: <c>Post</c> to <c>Posts</c>, <c>Category</c> to <c>Categories</c>.</summary>
    public static string Plural(Entity entity) =>
        string.IsNullOrWhiteSpace(entity.Plural) ? entity.Name.Pluralize(inputIsKnownToBeSingular: false) : entity.Plural;

    /// <summary>Table of an entity: the one that it names, or <c>order_items</c>.</summary>
    public static string Table(Entity entity) => entity.Table ?? Snake(Plural(entity));

    /// <summary>Column of a field: the one that it names, or <c>starts_at</c>.</summary>
    public static string Column(Field field) => field.Column ?? Snake(field.Name);

    /// <summary>Foreign-key column of a relation that is not many-to-many: the one that it names, or <c>author_id</c>.</summary>
    public static string ForeignKeyColumn(Relation relation) => relation.Column ?? Snake(relation.Name) + "_id";

    /// <summary>Property of that column in requests and responses: <c>authorId</c>.</summary>
    public static string ForeignKeyProperty(Relation relation) => relation.Name + "Id";

    /// <summary>
    /// Join table of a many-to-many relation: the one that it names, or <c>post_tags</c> for From Post with Inverse tags.
    /// </summary>
    public static string JoinTable(Relation relation, Entity from) => relation.Table ?? Snake(from.Name) + "_" + Snake(relation.Inverse);

    /// <summary>
    /// Column of the join table that refers to <see cref="Relation.From"/>: <c>from_</c> is prefixed only when both sides are the same
    /// entity.
    /// </summary>
    public static string JoinFromColumn(Relation relation, Entity from) =>
        relation.FromColumn ?? (relation.From == relation.To ? Snake(Singular(relation.Name)) : Snake(from.Name)) + "_id";

    /// <summary>Column of the join table that refers to <see cref="Relation.To"/>.</summary>
    public static string JoinToColumn(Relation relation, Entity to) =>
        relation.Column ?? (relation.From == relation.To ? Snake(Singular(relation.Inverse)) : Snake(to.Name)) + "_id";

    /// <summary>Path segment of an entity's collection: <c>order-items</c>.</summary>
    public static string Segment(Entity entity) => Kebab(Plural(entity));

    /// <summary>Path of an entity's collection: its own, or <c>/api/v1/order-items</c>.</summary>
    public static string CollectionPath(Entity entity) => entity.Path ?? $"{BasePath}/{Segment(entity)}";

    /// <summary>Last path segment of an action: the operation's verb, <c>cancelOrder</c> on Order to <c>cancel</c>.</summary>
    public static string ActionSegment(Operation operation, Entity entity)
    {
        var name = operation.Name;
        if (name.EndsWith(entity.Name, StringComparison.Ordinal) && name.Length > entity.Name.Length)
            name = name[..^entity.Name.Length];
        return Kebab(name);
    }

    /// <summary><c>orderItem</c> and <c>order_item</c> to <c>OrderItem</c>.</summary>
    public static string Pascal(string name) =>
        string.Concat(Words(name).Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary><c>OrderItem</c> to <c>orderItem</c>.</summary>
    public static string Camel(string name)
    {
        var pascal = Pascal(name);
        return pascal.Length == 0 ? pascal : char.ToLowerInvariant(pascal[0]) + pascal[1..];
    }

    /// <summary><c>OrderItem</c> to <c>order_item</c>.</summary>
    public static string Snake(string name) => string.Join('_', Words(name));

    /// <summary><c>OrderItem</c> to <c>order-item</c>.</summary>
    public static string Kebab(string name) => string.Join('-', Words(name));

    /// <summary>A noun with its indefinite article: <c>an order item</c>, <c>a user</c>, <c>an hour</c>.</summary>
    /// <param name="phrase">The noun, or nouns.</param>
    /// <param name="begins">Whether a sentence begins with it.</param>
    public static string Article(string phrase, bool begins = false)
    {
        var sounds =
            s_hours.Any(start => phrase.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            || "aeiou".Contains(char.ToLowerInvariant(phrase.FirstOrDefault('b')))
                && !s_yous.Any(start => phrase.StartsWith(start, StringComparison.OrdinalIgnoreCase));
        return $"{(begins ? "A" : "a")}{(sounds ? "n" : "")} {phrase}";
    }

    // Spoken with and without a vowel at their beginning, against their letters.
    private static readonly string[] s_hours = ["hour", "heir", "honor", "honour", "honest"];
    private static readonly string[] s_yous = ["user", "use ", "usage", "uni", "eu", "one", "once", "uti", "uku", "ura"];

    /// <summary><c>OrderItem</c> to <c>order item</c>.</summary>
    public static string Phrase(string name) => string.Join(' ', Words(name));

    /// <summary><c>followers</c> to <c>follower</c>; <c>following</c> stays.</summary>
    public static string Singular(string name) => name.Singularize(inputIsKnownToBePlural: false);

    // Lower-case words of an identifier in any case: 'orderItem', 'OrderItem', 'order-item', 'HTTPLog' (http, log).
    private static List<string> Words(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var end = i == name.Length || !char.IsLetterOrDigit(name[i]);
            var boundary =
                !end
                && i > start
                && char.IsUpper(name[i])
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (!end && !boundary)
                continue;
            if (i > start)
                words.Add(name[start..i].ToLowerInvariant());
            start = end ? i + 1 : i;
        }

        return words;
    }
}
