using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.SemanticKernel;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace BackendAgents.Cli.Mcp;

/// <summary>
/// A plugin's function as a tool: its answer is structured content, a document in it is plain text, and a refusal is marked as an error.
/// </summary>
internal sealed class PluginTool : McpServerTool
{
    private readonly KernelFunction _function;
    private readonly Kernel _kernel;

    public PluginTool(KernelFunction function, Kernel kernel)
    {
        (_function, _kernel) = (function, kernel);
        var name = $"{function.PluginName}-{function.Name}";
        var (title, annotations) = ToolTraits.Of(name);
        ProtocolTool = new Tool
        {
            Name = name,
            Title = title,
            Description = function.Description,
            InputSchema = Schema(function.WithKernel(kernel).JsonSchema),
            OutputSchema = ToolResult.Schema,
            Annotations = annotations,
        };
    }

    /// <inheritdoc />
    public override Tool ProtocolTool { get; }

    /// <inheritdoc />
    public override IReadOnlyList<object> Metadata => [];

    /// <inheritdoc />
    public override async ValueTask<CallToolResult> InvokeAsync(
        RequestContext<CallToolRequestParams> request,
        CancellationToken cancellationToken = default
    )
    {
        var given = request.Params?.Arguments;
        if (
            ToolResult.Missing(
                _function.Metadata.Parameters.Where(static parameter => parameter.IsRequired).Select(static parameter => parameter.Name),
                given
            ) is
            { } missing
        )
            return missing;
        var arguments = new KernelArguments();
        foreach (var (name, value) in given ?? new Dictionary<string, JsonElement>())
            arguments[name] = Value(value);
        FunctionResult result;
        try
        {
            using var progress = new ToolProgress(request);
            using var clock = ToolProgress.Clock(progress, ProtocolTool.Name);
            result = await _function.InvokeAsync(_kernel, arguments, cancellationToken);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // An argument of the wrong type, in most cases. The call is refused; nobody needs the stack.
            return ToolResult.Refuse(
                $"{ProtocolTool.Name} can't take these arguments: {problem.Message}",
                "Give them as the input schema says."
            );
        }

        return ToolResult.Of((JsonObject)JsonNode.Parse(result.GetValue<string>()!)!);
    }

    // The kernel writes the function's description into its schema under a name that JSON Schema does not know.
    private static JsonElement Schema(JsonElement schema)
    {
        var known = JsonObject.Create(schema)!;
        known.Remove("condition");
        return JsonSerializer.SerializeToElement(known);
    }

    private static object? Value(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Null or JsonValueKind.Undefined => null,
            _ => value,
        };
}
