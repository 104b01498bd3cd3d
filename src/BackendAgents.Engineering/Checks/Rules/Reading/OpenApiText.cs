using System.Text.Json.Nodes;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Reading;

/// <summary>An OpenAPI document as rules see it: leniently, so that documents with faults can be judged, too.</summary>
internal sealed class OpenApiText
{
    /// <summary>Where the document lies in a delivery.</summary>
    public const string Path = "openapi.json";

    private static readonly string[] s_methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
    private static readonly string[] s_compositions = ["allOf", "anyOf", "oneOf"];
    private readonly JsonText _json;

    private OpenApiText(Artifact artifact)
    {
        Artifact = artifact;
        _json = JsonText.Of(artifact);
        Root = _json.Root as JsonObject ?? [];
        Operations = [.. ReadOperations()];
    }

    public Artifact Artifact { get; }

    public JsonObject Root { get; }

    public string? Error => _json.Error ?? (_json.Root is JsonObject ? null : "The document is not a JSON object.");

    public int ErrorLine => Math.Max(1, _json.ErrorLine);

    public IReadOnlyList<OpenApiOperationText> Operations { get; }

    public static OpenApiText? Of(CheckContext context) => context.Artifacts.Find(Path) is { } artifact ? new OpenApiText(artifact) : null;

    public Place At(JsonNode node) => new(Path, Line: _json.Line(node));

    /// <summary>The object that a node is or refers to; null when the reference leads nowhere.</summary>
    public JsonObject? Resolve(JsonNode? node)
    {
        for (var hops = 0; hops < 16 && node is JsonObject found; hops++)
        {
            if (found["$ref"] is not JsonValue reference || !reference.TryGetValue<string>(out var target))
                return found;
            node = target.StartsWith("#/", StringComparison.Ordinal)
                ? target[2..]
                    .Split('/')
                    .Aggregate((JsonNode?)Root, static (at, part) => (at as JsonObject)?[part.Replace("~1", "/").Replace("~0", "~")])
                : null;
        }

        return null;
    }

    /// <summary>Every schema that is written out in the document (references are not followed), with the node itself.</summary>
    public IEnumerable<JsonObject> Schemas()
    {
        foreach (var schema in Members(Root["components"]?["schemas"]).SelectMany(static member => Inside(member.Value)))
            yield return schema;
        foreach (var operation in Operations)
        {
            foreach (var parameter in operation.Parameters(this))
            {
                foreach (var schema in Inside(parameter["schema"]))
                    yield return schema;
            }
        }
    }

    public static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonNode? node) => node as JsonObject ?? [];

    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static IEnumerable<JsonObject> Inside(JsonNode? node)
    {
        if (node is not JsonObject schema || schema.ContainsKey("$ref"))
            yield break;
        yield return schema;
        var inner = Members(schema["properties"])
            .Select(static member => member.Value)
            .Append(schema["items"])
            .Concat(s_compositions.SelectMany(key => schema[key] as JsonArray ?? []));
        foreach (var found in inner.SelectMany(Inside))
            yield return found;
    }

    private IEnumerable<OpenApiOperationText> ReadOperations() =>
        from path in Members(Root["paths"])
        from member in Members(path.Value)
        where s_methods.Contains(member.Key) && member.Value is JsonObject
        select new OpenApiOperationText(path.Key, member.Key, (JsonObject)path.Value!, (JsonObject)member.Value!);
}

/// <summary>One operation of an OpenAPI document.</summary>
internal sealed record OpenApiOperationText(string Path, string Method, JsonObject PathItem, JsonObject Node)
{
    public string Name => OpenApiText.Text(Node["operationId"]) ?? $"{Method.ToUpperInvariant()} {Path}";

    public bool Writes => Method is "post" or "put" or "patch" or "delete";

    public IEnumerable<JsonObject> Parameters(OpenApiText document) =>
        (PathItem["parameters"] as JsonArray ?? [])
            .Concat(Node["parameters"] as JsonArray ?? [])
            .Select(document.Resolve)
            .OfType<JsonObject>();

    public IEnumerable<KeyValuePair<string, JsonNode?>> Responses => OpenApiText.Members(Node["responses"]);

    /// <summary>
    /// Whether a caller must show credentials: security of the operation, else of the document; an empty alternative makes it optional.
    /// </summary>
    public bool Secured(OpenApiText document) =>
        (Node["security"] ?? document.Root["security"]) is JsonArray { Count: > 0 } security
        && security.All(static alternative => alternative is JsonObject { Count: > 0 });
}
