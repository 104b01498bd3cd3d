using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace BackendAgents.Agents;

/// <summary>The execution settings of one run: the caller's, with this run's functions and service.</summary>
internal static class RunSettings
{
    public static PromptExecutionSettings Create(
        PromptExecutionSettings? given,
        string? serviceId,
        Kernel kernel,
        bool concurrent,
        ChatResponseFormat? format
    )
    {
        PromptExecutionSettings settings = given?.Clone() ?? new PromptExecutionSettings();
        settings.ServiceId = serviceId ?? settings.ServiceId;
        KernelFunction[] functions = [.. kernel.Plugins.SelectMany(p => p)];
        settings.FunctionChoiceBehavior =
            functions.Length == 0
                ? null
                : FunctionChoiceBehavior.Auto(
                    functions,
                    options: new FunctionChoiceBehaviorOptions { AllowConcurrentInvocation = concurrent }
                );

        if (format is ChatResponseFormatJson json)
        {
            settings.ExtensionData = new Dictionary<string, object>(settings.ExtensionData ?? new Dictionary<string, object>())
            {
                ["response_format"] = json.Schema is { } schema ? schema : JsonSerializer.SerializeToElement("json_object"),
            };
        }

        return settings;
    }
}
