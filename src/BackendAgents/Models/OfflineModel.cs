using BackendAgents.Offline.Chat;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace BackendAgents.Models;

/// <summary>The offline model in the registry, in traces and in metrics. It is not a language model.</summary>
internal static class OfflineModel
{
    public const string Name = OfflineChatClient.ModelName;

    /// <summary>What a person is told before the offline model works.</summary>
    public const string Notice =
        "Offline, without a model: lists, tables, endpoints, named technologies and common phrases are read; "
        + "everything else becomes an open requirement. A model reads prose.";

    public const string Provider = "backend_agents";

    /// <summary>The offline client as a chat service of Semantic Kernel, which calls the functions itself.</summary>
    /// <param name="services">Where the kernel's function invocation finds its logger; may be null.</param>
    public static IChatCompletionService AsService(IServiceProvider? services = null) =>
        ModelTelemetry.Tells(
            new OfflineChatClient()
                .AsBuilder()
                .UseKernelFunctionInvocation()
                .Use(static client => new TracedChatClient(client, Name, Provider))
                .Build(services)
                .AsChatCompletionService(services)
        );
}
