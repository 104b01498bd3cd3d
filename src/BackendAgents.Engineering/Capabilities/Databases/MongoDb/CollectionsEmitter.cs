using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Storage;

namespace BackendAgents.Engineering.Capabilities.Databases.MongoDb;

/// <summary>
/// Writes what the service makes of the database at its start: collections with their validators and indexes, and what documents of an
/// earlier release lack. In MongoDB's extended JSON.
/// </summary>
internal sealed class CollectionsEmitter : IEmitter
{
    /// <summary>Folder of a delivery that it lies in, alone.</summary>
    public const string Folder = "db/mongodb/";

    /// <summary>Where it lies in a delivery.</summary>
    public const string Path = Folder + "collections.json";

    private static readonly JsonSerializerOptions s_indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string Id => "mongodb-collections";

    public string Description => "collections of MongoDB, with validators and indexes";

    /// <summary>The element that holds the words of a search.</summary>
    public static string WordsOf(TableIndex index) => "_words_" + index.Name;

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var collections = new JsonArray([.. delivery.Plan.Storage.Tables.Select(Collection)]);
        yield return new Artifact(Path, new JsonObject { ["collections"] = collections }.ToJsonString(s_indented) + "\n");
    }

    /// <summary>What is said of one table.</summary>
    public static JsonNode Collection(Table table) =>
        new JsonObject
        {
            ["name"] = table.Name,
            ["validator"] = CollectionValidator.Of(table),
            ["indexes"] = new JsonArray([.. Indexes(table)]),
            ["words"] = new JsonObject(Words(table)),
            ["defaults"] = new JsonObject(
                table
                    .Columns.Where(static column => column is { Default.Kind: not LiteralKind.Now } or { Default: null, Nullable: true })
                    .Select(Default)
            ),
            ["now"] = new JsonObject(
                table
                    .Columns.Where(static column => column.Default is { Kind: LiteralKind.Now })
                    .Select(static column => KeyValuePair.Create(column.Name, (JsonNode?)column.Type.Kind.ToString()))
            ),
        };

    private static IEnumerable<JsonNode> Indexes(Table table)
    {
        foreach (var unique in table.UniqueConstraints)
            yield return Unique(table, unique);
        foreach (var index in table.Indexes)
            yield return index.IsSearch
                ? Index(index.Name, [WordsOf(index)])
                : Index(index.Name, index.Columns.Select(column => CollectionValidator.Element(table, column)));
    }

    // The direction of a key doesn't matter to sorts that go the same way in all of its parts.
    private static JsonObject Index(string name, IEnumerable<string> elements) =>
        new() { ["name"] = name, ["key"] = new JsonObject(elements.Select(static one => KeyValuePair.Create(one, (JsonNode?)1))) };

    // Nulls differ from each other, as the standard has it.
    private static JsonObject Unique(Table table, UniqueConstraint unique)
    {
        var index = Index(unique.Name, unique.Columns.Select(column => CollectionValidator.Element(table, column)));
        index["unique"] = true;
        var nullable = unique.Columns.Where(column => table.FindColumn(column) is { Nullable: true }).ToList();
        if (nullable.Count > 0)
            index["partialFilterExpression"] = new JsonObject(
                nullable.Select(column =>
                    KeyValuePair.Create(
                        CollectionValidator.Element(table, column),
                        (JsonNode?)new JsonObject { ["$type"] = CollectionValidator.Type(table.FindColumn(column)!) }
                    )
                )
            );
        return index;
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Words(Table table) =>
        table
            .Indexes.Where(static index => index.IsSearch)
            .Select(static index =>
                KeyValuePair.Create(WordsOf(index), (JsonNode?)new JsonArray([.. index.Columns.Select(static one => (JsonNode)one)]))
            );

    private static KeyValuePair<string, JsonNode?> Default(Column column) =>
        KeyValuePair.Create(column.Name, column.Default is { } literal ? CollectionValidator.Constant(literal, column.Type.Kind) : null);
}
