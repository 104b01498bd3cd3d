using System.Text.Json;
using System.Text.Json.Nodes;

namespace SampleService.Infrastructure.GraphQl;

/// <summary>Pages of the REST interface as connections (GraphQL Cursor Connections Specification).</summary>
internal static class GraphPage
{
    /// <summary>The parameter of an operation that an argument stands for.</summary>
    public static string Parameter(GraphOperation operation, string argument) =>
        (operation.Answer, argument) switch
        {
            (GraphAnswer.Page, "first") => "limit",
            (GraphAnswer.Page, "after") => "cursor",
            _ => argument,
        };

    /// <summary>A page as a connection.</summary>
    public static JsonElement Of(JsonElement page)
    {
        var next = page.GetProperty("nextCursor");
        return Of([.. page.GetProperty("items").EnumerateArray()], next.ValueKind == JsonValueKind.String);
    }

    /// <summary>Rows as a connection.</summary>
    public static JsonElement Of(IReadOnlyList<JsonElement> items, bool hasMore)
    {
        var edges = items.Select(static item => new JsonObject { ["cursor"] = Cursor(item), ["node"] = JsonNode.Parse(item.GetRawText()) });
        var connection = new JsonObject
        {
            ["edges"] = new JsonArray([.. edges]),
            ["nodes"] = new JsonArray([.. items.Select(static item => JsonNode.Parse(item.GetRawText()))]),
            ["pageInfo"] = new JsonObject
            {
                ["hasNextPage"] = hasMore,
                ["hasPreviousPage"] = false,
                ["startCursor"] = items.Count == 0 ? null : Cursor(items[0]),
                ["endCursor"] = items.Count == 0 ? null : Cursor(items[^1]),
            },
        };
        return JsonSerializer.SerializeToElement(connection);
    }

    private static string Cursor(JsonElement item) =>
        Paging.Write(item.GetProperty("createdAt").GetDateTimeOffset(), item.GetProperty("id").GetGuid());
}
