using System.Globalization;
using System.Text.Json.Nodes;

namespace BackendAgents.Engineering.Contracts;

// Schemas of the emitted (left) and the served (right) document, by shape.
internal sealed class SchemaComparer(JsonObject left, JsonObject right, List<string> differences)
{
    private static readonly string[] s_bounds = ["minLength", "maxLength", "minimum", "maximum", "pattern", "maxItems"];

    // Formats that say how a value is written. Others (email, uri) only describe it.
    private static readonly string[] s_formats = ["uuid", "date", "date-time", "time", "int32", "int64", "double", "byte"];

    // A pair of named schemas is compared once: pages and resources come up in many operations, and schemas may refer to themselves.
    private readonly HashSet<(string?, string?)> _seen = [];

    public void Compare(string where, JsonNode? mine, JsonNode? theirs)
    {
        if (mine?["$ref"] is { } a && theirs?["$ref"] is { } b && !_seen.Add((a.ToString(), b.ToString())))
            return;
        var (x, y) = (Plain(left, mine), Plain(right, theirs));
        if (x.Schema is null || y.Schema is null)
        {
            if (x.Schema is not null || y.Schema is not null)
                differences.Add($"{where}: only {(x.Schema is null ? "the served" : "the emitted")} document has a schema.");
            return;
        }

        // Without a type anything goes, null included (OpenAPI 3.0.3, clarification of nullable).
        if (x.Schema["type"] is not null || y.Schema["type"] is not null || x.Schema["properties"] is not null)
            Same(where, "nullable", x.Nullable, y.Nullable);
        Same(where, "type", Text(x.Schema["type"]), Text(y.Schema["type"]));
        Same(where, "format", Format(x.Schema), Format(y.Schema));
        Same(where, "values", Values(x.Schema), Values(y.Schema));
        // A least length of 0 bounds nothing.
        foreach (var bound in s_bounds.Where(bound => y.Schema[bound] is { } stated && (bound != "minLength" || stated.ToString() != "0")))
            Same(where, bound, Bound(x.Schema[bound]), Bound(y.Schema[bound]));
        Same(where, "required properties", Names(x.Schema["required"] as JsonArray), Names(y.Schema["required"] as JsonArray));
        Properties(where, x.Schema["properties"] as JsonObject ?? [], y.Schema["properties"] as JsonObject ?? []);
        foreach (var inner in (string[])["items", "additionalProperties"])
        {
            if (x.Schema[inner] is JsonObject || y.Schema[inner] is JsonObject)
                Compare($"{where}.{inner}", x.Schema[inner], y.Schema[inner]);
        }
    }

    private void Properties(string where, JsonObject mine, JsonObject theirs)
    {
        Same(where, "properties", Join(mine.Select(static property => property.Key)), Join(theirs.Select(static property => property.Key)));
        foreach (var (name, schema) in mine)
        {
            if (theirs.ContainsKey(name))
                Compare($"{where}.{name}", schema, theirs[name]);
        }
    }

    private void Same(string where, string what, object? mine, object? theirs)
    {
        if (!Equals(mine, theirs))
            differences.Add($"{where}: {what} is '{theirs}' as served and '{mine}' as emitted.");
    }

    // References followed, and the detours that 3.0 needs for a nullable reference (allOf or oneOf with null) straightened.
    private static (JsonObject? Schema, bool Nullable) Plain(JsonObject document, JsonNode? node)
    {
        var nullable = false;
        for (var depth = 0; depth < 8; depth++)
        {
            if (JsonReference.Resolve(document, node) is not { } schema)
                return (null, nullable);
            nullable |= schema["nullable"]?.ToString() == "true";
            var parts = (schema["allOf"] ?? schema["oneOf"] ?? schema["anyOf"]) as JsonArray;
            if (parts is null)
                return (schema, nullable);
            nullable |= parts.Any(IsNull);
            node = parts.FirstOrDefault(static part => !IsNull(part));
        }

        return (null, nullable);
    }

    private static bool IsNull(JsonNode? part) =>
        part is JsonObject && (part["enum"] is JsonArray { Count: 1 } values && values[0] is null);

    private static string? Format(JsonObject schema) => Text(schema["format"]) is { } format && s_formats.Contains(format) ? format : null;

    private static string Values(JsonObject schema) => Names(schema["enum"] as JsonArray);

    private static string Names(JsonArray? names) =>
        Join((names ?? []).Where(static name => name is not null).Select(static name => name!.ToString()));

    private static string Join(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));

    // 1 and 1.0 are the same bound.
    private static string? Bound(JsonNode? node) =>
        decimal.TryParse(Text(node), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("G29", CultureInfo.InvariantCulture)
            : Text(node);

    private static string? Text(JsonNode? node) => node?.ToString();
}
