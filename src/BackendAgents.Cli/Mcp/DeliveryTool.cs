using System.Text.Json;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Artifacts;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace BackendAgents.Cli.Mcp;

/// <summary>A tool that works on the folder of the delivery. It tells its progress and stops when the client cancels.</summary>
internal sealed class DeliveryTool : McpServerTool
{
    private static readonly JsonElement s_noArguments = JsonSerializer.Deserialize<JsonElement>(
        """{ "type": "object", "properties": {} }"""
    );

    private readonly McpDelivery _delivery;
    private readonly Func<DeliverySteps, CancellationToken, Task<JsonObject>> _work;

    private DeliveryTool(
        McpDelivery delivery,
        string name,
        string title,
        string description,
        ToolTraits.Kind kind,
        Func<DeliverySteps, CancellationToken, Task<JsonObject>> work
    )
    {
        (_delivery, _work) = (delivery, work);
        ProtocolTool = new Tool
        {
            Name = name,
            Title = title,
            Description = description,
            InputSchema = s_noArguments,
            OutputSchema = ToolResult.Schema,
            Annotations = ToolTraits.Of(title, kind),
        };
    }

    /// <inheritdoc />
    public override Tool ProtocolTool { get; }

    /// <inheritdoc />
    public override IReadOnlyList<object> Metadata => [];

    /// <summary>The tools for a delivery.</summary>
    public static IReadOnlyList<DeliveryTool> All(McpDelivery delivery) =>
        [
            new(
                delivery,
                "delivery-generate",
                "Write the files",
                "Writes all files to the folder of the delivery, and names what goes, what stays and what was edited by hand there.",
                ToolTraits.Kind.Replaces,
                static (steps, token) => Task.FromResult(steps.Generate(token))
            ),
            new(
                delivery,
                "delivery-check",
                "Check the folder",
                "Runs the rules over the folder as it is on disk, hand edits included. Executes nothing.",
                ToolTraits.Kind.Reads,
                static (steps, _) => Task.FromResult(steps.Check())
            ),
            new(
                delivery,
                "delivery-verify",
                "Compile, test and call",
                "Compiles the folder, runs its tests, starts it, compares its contract and applies its schema. Executes the "
                    + "code that is there; takes minutes.",
                ToolTraits.Kind.Changes,
                static (steps, token) => steps.VerifyAsync(token)
            ),
            new(
                delivery,
                "delivery-deliver",
                "Write, check and verify",
                "Writes the files, checks the folder and verifies it; stops at the first step that finds an error. Executes "
                    + "the code that is there; takes minutes.",
                ToolTraits.Kind.Changes,
                static (steps, token) => steps.DeliverAsync(token)
            ),
        ];

    /// <inheritdoc />
    public override async ValueTask<CallToolResult> InvokeAsync(
        RequestContext<CallToolRequestParams> request,
        CancellationToken cancellationToken = default
    )
    {
        if (_delivery.Folder is null)
            return ToolResult.Refuse("No folder was named to deliver to.", "Start the server with --out FOLDER.");
        using var progress = new ToolProgress(request);
        try
        {
            return ToolResult.Of(await _work(new DeliverySteps(_delivery, _delivery.Folder, progress), cancellationToken));
        }
        catch (WorkspaceException problem)
        {
            return ToolResult.Refuse(problem.Message, problem.Remedy);
        }
        catch (CliInputException problem)
        {
            return ToolResult.Refuse(problem.Message, problem.Remedy);
        }
    }
}
