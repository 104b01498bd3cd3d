using System.Text.Json.Nodes;

namespace BackendAgents.Engineering.Capabilities.Arazzo;

// The parts of an Arazzo 1.0.1 document that scenarios need, by the names of the specification.
internal sealed record ArazzoDocument(
    string Arazzo,
    ArazzoInfo Info,
    IReadOnlyList<ArazzoSource> SourceDescriptions,
    IReadOnlyList<ArazzoWorkflow> Workflows
);

internal sealed record ArazzoInfo(string Title, string Version, string Description);

internal sealed record ArazzoSource(string Name, string Url, string Type);

internal sealed record ArazzoWorkflow(string WorkflowId, string Summary, JsonObject? Inputs, IReadOnlyList<ArazzoStep> Steps);

internal sealed record ArazzoStep(
    string StepId,
    string OperationId,
    IReadOnlyList<ArazzoParameter>? Parameters,
    ArazzoBody? RequestBody,
    IReadOnlyList<ArazzoCriterion> SuccessCriteria,
    JsonObject? Outputs
);

internal sealed record ArazzoParameter(string Name, string In, JsonNode? Value);

internal sealed record ArazzoBody(string ContentType, JsonNode? Payload);

internal sealed record ArazzoCriterion(string Condition);
