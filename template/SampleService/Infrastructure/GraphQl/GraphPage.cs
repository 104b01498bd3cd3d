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
    /// <param name="page">The page.</param>
    /// <param name="sort">Its order; newest first when empty.</param>
    public static JsonElement Of(JsonElement page, string sort)
    {
        var next = page.GetProperty("nextCursor");
        return Of([.. page.GetProperty("items").EnumerateArray()], next.ValueKind == JsonValueKind.String, sort);
    }

    /// <summary>Rows as a connection.</summary>
    public static JsonElement Of(IReadOnlyList<JsonElement> items, bool hasMore, string sort = "")
    {
        var edges = items.Select(item => new JsonObject { ["cursor"] = Cursor(item, sort), ["node"] = JsonNode.Parse(item.GetRawText()) });
        var connection = new JsonObject
        {
            ["edges"] = new JsonArray([.. edges]),
            ["nodes"] = new JsonArray([.. items.Select(static item => JsonNode.Parse(item.GetRawText()))]),
            ["pageInfo"] = new JsonObject
            {
                ["hasNextPage"] = hasMore,
                ["hasPreviousPage"] = false,
                ["startCursor"] = items.Count == 0 ? null : Cursor(items[0], sort),
                ["endCursor"] = items.Count == 0 ? null : Cursor(items[^1], sort),
            },
        };
        return JsonSerializer.SerializeToElement(connection);
    }

    private static string Cursor(JsonElement item, string sort)
    {
        var id = item.GetProperty("id").GetGuid();
        return sort.Length == 0
            ? Paging.Write(item.GetProperty("createdAt").GetDateTimeOffset(), id)
            : SortCursor.Write(sort, item.GetProperty(sort.TrimStart('-')), id);
    }
}
