using System.ComponentModel;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Projects;
using Microsoft.SemanticKernel;

namespace BackendAgents.Plugins;

/// <summary>Functions about the HTTP contract that follows from the blueprint.</summary>
/// <param name="project">The work in progress.</param>
internal sealed class OpenApiPlugin(BackendProject project)
{
    private const string Path = "openapi.json";

    /// <summary>The OpenAPI document.</summary>
    [KernelFunction("get")]
    [Description("Returns the OpenAPI 3.0.3 document of the service as JSON.")]
    public string Get() => PluginArtifacts.Give(project, static path => path == Path);

    /// <summary>One operation of the document.</summary>
    [KernelFunction("describe_operation")]
    [Description("Returns one operation of the OpenAPI document with its path and method.")]
    public string DescribeOperation([Description("The operationId, for example createPost.")] string operationId)
    {
        if (PluginLimits.Refuse(operationId, nameof(operationId)) is { } refusal)
            return refusal;
        if (project.Current.Artifacts.Find(Path) is not { } document)
            return PluginArtifacts.NoBlueprint;
        var operations =
            from path in JsonNode.Parse(document.Content)!["paths"]!.AsObject()
            from method in path.Value!.AsObject()
            where method.Value is JsonObject
            select (Path: path.Key, Method: method.Key, Value: method.Value!);
        var all = operations.ToList();
        var (route, verb, value) = all.Find(operation => (string?)operation.Value["operationId"] == operationId);
        return value is null
            ? PluginAnswer.Refuse(
                $"There is no operation '{operationId}'.",
                "Known: " + string.Join(", ", all.Select(static operation => (string?)operation.Value["operationId"]))
            )
            : PluginAnswer.Give(value.ToJsonString(), $"{verb.ToUpperInvariant()} {route}");
    }
}
