using System.Text.Json.Nodes;

namespace BackendAgents.Engineering.Contracts;

// One operation in the emitted (left) and the served (right) document.
internal sealed class OperationComparer(JsonObject left, JsonObject right, string name, List<string> differences)
{
    private readonly SchemaComparer _schemas = new(left, right, differences);

    public void Compare(JsonObject mine, JsonObject theirs)
    {
        Same("operationId", mine["operationId"]?.ToString(), theirs["operationId"]?.ToString());
        Same("the need for a token", Secured(left, mine), Secured(right, theirs));
        Parameters(ByName(left, mine), ByName(right, theirs));
        Bodies(JsonReference.Resolve(left, mine["requestBody"]), JsonReference.Resolve(right, theirs["requestBody"]));
        Responses(mine["responses"] as JsonObject ?? [], theirs["responses"] as JsonObject ?? []);
    }

    private void Parameters(Dictionary<string, JsonObject> mine, Dictionary<string, JsonObject> theirs)
    {
        Same("parameters", List(mine.Keys), List(theirs.Keys));
        foreach (var key in mine.Keys.Where(theirs.ContainsKey))
        {
            Same($"required of {key}", mine[key]["required"]?.ToString() ?? "false", theirs[key]["required"]?.ToString() ?? "false");
            _schemas.Compare($"{name}, {key}", mine[key]["schema"], theirs[key]["schema"]);
        }
    }

    private void Bodies(JsonObject? mine, JsonObject? theirs)
    {
        Same("request body", (mine is not null).ToString(), (theirs is not null).ToString());
        if (mine is null || theirs is null)
            return;
        Same("required of the body", mine["required"]?.ToString() ?? "false", theirs["required"]?.ToString() ?? "false");
        Contents("body", mine, theirs);
    }

    private void Responses(JsonObject mine, JsonObject theirs)
    {
        Same("status codes", List(mine.Select(static entry => entry.Key)), List(theirs.Select(static entry => entry.Key)));
        foreach (var (status, answer) in mine)
        {
            if (theirs[status] is { } other && JsonReference.Resolve(left, answer) is { } a && JsonReference.Resolve(right, other) is { } b)
                Contents(status, a, b);
        }
    }

    private void Contents(string where, JsonObject mine, JsonObject theirs)
    {
        var (a, b) = (mine["content"] as JsonObject ?? [], theirs["content"] as JsonObject ?? []);
        Same($"media types of {where}", List(a.Select(static entry => entry.Key)), List(b.Select(static entry => entry.Key)));
        foreach (var (media, content) in a)
        {
            if (b[media] is { } other)
                _schemas.Compare($"{name}, {where}", content?["schema"], other["schema"]);
        }
    }

    private void Same(string what, string? mine, string? theirs)
    {
        if (mine != theirs)
            differences.Add($"{name}: {what} is '{theirs}' as served and '{mine}' as emitted.");
    }

    private static Dictionary<string, JsonObject> ByName(JsonObject document, JsonObject operation)
    {
        var found = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (
            var parameter in (operation["parameters"] as JsonArray ?? [])
                .Select(node => JsonReference.Resolve(document, node))
                .OfType<JsonObject>()
        )
            found[$"{parameter["in"]} parameter {parameter["name"]}"] = parameter;
        return found;
    }

    private static string Secured(JsonObject document, JsonObject operation) =>
        ((operation["security"] ?? document["security"]) is JsonArray { Count: > 0 }).ToString();

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));
}
