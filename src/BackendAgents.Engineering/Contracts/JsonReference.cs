using System.Text.Json.Nodes;

namespace BackendAgents.Engineering.Contracts;

// References within a document.
internal static class JsonReference
{
    private const int MaxHops = 8;

    // The object that a node is or refers to; null when there is none.
    public static JsonObject? Resolve(JsonObject document, JsonNode? node)
    {
        var found = node as JsonObject;
        for (var hop = 0; found?["$ref"]?.ToString() is { } reference; hop++)
        {
            if (hop == MaxHops || !reference.StartsWith("#/", StringComparison.Ordinal))
                return null;
            JsonNode? target = document;
            foreach (var segment in reference[2..].Split('/'))
                target = (target as JsonObject)?[
                    segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)
                ];
            found = target as JsonObject;
        }

        return found;
    }
}
