using System.Text.Json;
using System.Text.Json.Nodes;

namespace BackendAgents.Engineering.Contracts;

/// <summary>
/// Compares two OpenAPI 3.0 documents by what they mean to a caller: operations with their ids, parameters, bodies, answers and whether
/// they need a token; schemas by shape, whatever their names. Texts and examples are not compared. A bound (length, range, pattern) is
/// compared where the served document states it. Safe on any thread.
/// </summary>
internal static class OpenApiComparer
{
    private static readonly string[] s_methods = ["get", "put", "post", "delete", "patch", "head", "options"];

    /// <summary>What differs, a sentence each; empty when both mean the same.</summary>
    /// <param name="emitted">The document as delivered.</param>
    /// <param name="served">The document as the running service gives it.</param>
    public static IReadOnlyList<string> Compare(string emitted, string served)
    {
        if (Read(emitted) is not { } left)
            return ["The emitted document is not a JSON object."];
        if (Read(served) is not { } right)
            return ["The served document is not a JSON object."];
        var differences = new List<string>();
        var (mine, theirs) = (Operations(left), Operations(right));
        foreach (var name in mine.Keys.Except(theirs.Keys).Order(StringComparer.Ordinal))
            differences.Add($"{name} is not served.");
        foreach (var name in theirs.Keys.Except(mine.Keys).Order(StringComparer.Ordinal))
            differences.Add($"{name} is served, but not in the emitted document.");
        foreach (var name in mine.Keys.Intersect(theirs.Keys).Order(StringComparer.Ordinal))
            new OperationComparer(left, right, name, differences).Compare(mine[name], theirs[name]);
        return differences;
    }

    private static JsonObject? Read(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static SortedDictionary<string, JsonObject> Operations(JsonObject document)
    {
        var found = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var (path, item) in document["paths"] as JsonObject ?? [])
        {
            foreach (var (method, operation) in item as JsonObject ?? [])
            {
                if (s_methods.Contains(method) && operation is JsonObject node)
                    found[$"{method.ToUpperInvariant()} {path}"] = node;
            }
        }

        return found;
    }
}
