using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace BackendAgents.Agents;

/// <summary>
/// The conversation of one run. Connectors write a reply that asks for functions here before they run any of them, and also when there
/// is none that they could run; so what filters never hear of, such as a function that does not exist, is seen all the same.
/// </summary>
internal sealed class WatchedHistory : ChatHistory
{
    /// <summary>Told of each reply that asks for functions, and of these functions, from when it is set.</summary>
    public Action<ChatMessageContent, IReadOnlyList<FunctionCallContent>>? Asked { get; set; }

    /// <inheritdoc />
    public override void Add(ChatMessageContent item)
    {
        base.Add(item);
        if (
            Asked is not null
            && item.Role == AuthorRole.Assistant
            && FunctionCallContent.GetFunctionCalls(item).ToList() is { Count: > 0 } calls
        )
            Asked(item, calls);
    }

    /// <summary>The function that a call means; null when the kernel has none, or the arguments could not be read.</summary>
    public static KernelFunction? Find(Kernel kernel, FunctionCallContent call)
    {
        if (call.Exception is not null)
            return null;
        if (kernel.Plugins.TryGetFunction(call.PluginName, call.FunctionName, out KernelFunction? function))
            return function;
        // Connectors differ in how they join plugin and function; some leave the two in one name.
        return kernel
            .Plugins.SelectMany(static plugin => plugin)
            .FirstOrDefault(known =>
                call.FunctionName == known.PluginName + "_" + known.Name || call.FunctionName == known.PluginName + "-" + known.Name
            );
    }
}
