using System.Text.Json.Nodes;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Emitters;
using Microsoft.OpenApi;

namespace BackendAgents.Engineering.Capabilities.OpenApi;

/// <summary>Writes the OpenAPI 3.0.3 document of the service, derived from <see cref="HttpContract"/>.</summary>
internal sealed class OpenApiEmitter : IEmitter
{
    /// <summary>Path of the document in a delivery.</summary>
    public const string Path = "openapi.json";

    /// <inheritdoc />
    public string Id => "openapi";

    /// <inheritdoc />
    public string Description => "OpenAPI 3.0.3 document with examples, bounds and problem responses";

    /// <inheritdoc />
    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        using var text = new StringWriter();
        new DocumentBuilder(delivery.Plan.Contract, delivery.Plan.Blueprint).Build().SerializeAsV3(new OpenApiJsonWriter(text));
        var root = JsonNode.Parse(text.ToString())!.AsObject();

        // The library writes its latest patch of 3.0; gateways know 3.0.3, and the patches differ in wording only.
        root["openapi"] = "3.0.3";
        return [new Artifact(Path, CompactJson.Write(root) + "\n")];
    }
}
