using System.Diagnostics;
using BackendAgents.Agents;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace BackendAgents.Tests.Agents;

/// <summary>A figure to read, not a test that can fail: what the agent adds to a call of the service that it runs on.</summary>
[Explicit("A measurement")]
public sealed class KernelAgentOverheadTests
{
    [Test]
    public async Task Overhead_of_a_turn()
    {
        const int Turns = 20_000;
        Instant service = new();
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton<IChatCompletionService>(service);
        Kernel kernel = builder.Build();
        KernelFunction[] functions = [.. Enumerable.Range(0, 20).Select(i => KernelFunctionFactory.CreateFromMethod(() => i, $"f{i}"))];
        kernel.Plugins.AddFromFunctions("P", functions);
        KernelAgent agent = new(
            kernel,
            new KernelAgentOptions
            {
                Name = "a",
                Instructions = "Be brief.",
                Functions = [.. kernel.Plugins.Single()],
            }
        );
        ChatMessage[] question = [new(ChatRole.User, "Hello?")];

        async Task Direct()
        {
            ChatHistory history = new("Be brief.");
            history.AddUserMessage("Hello?");
            await service.GetChatMessageContentsAsync(
                history,
                new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() },
                kernel
            );
        }

        await Measure("direct", Direct);
        await Measure("agent", () => agent.RunAsync(question));

        static async Task Measure(string what, Func<Task> turn)
        {
            for (int i = 0; i < 2000; i++)
                await turn();
            long bytes = GC.GetTotalAllocatedBytes(true);
            Stopwatch watch = Stopwatch.StartNew();
            for (int i = 0; i < Turns; i++)
                await turn();
            TestContext.Out.WriteLine(
                $"{what}: {watch.Elapsed.TotalMicroseconds / Turns:F1} us, {(GC.GetTotalAllocatedBytes(true) - bytes) / Turns} bytes a turn"
            );
        }
    }

    private sealed class Instant : IChatCompletionService
    {
        public IReadOnlyDictionary<string, object?> Attributes { get; } = new Dictionary<string, object?>();

        public Task<IReadOnlyList<ChatMessageContent>> GetChatMessageContentsAsync(
            ChatHistory chatHistory,
            PromptExecutionSettings? executionSettings = null,
            Kernel? kernel = null,
            CancellationToken cancellationToken = default
        ) => Task.FromResult<IReadOnlyList<ChatMessageContent>>([new ChatMessageContent(AuthorRole.Assistant, "Hello.")]);

        public IAsyncEnumerable<StreamingChatMessageContent> GetStreamingChatMessageContentsAsync(
            ChatHistory chatHistory,
            PromptExecutionSettings? executionSettings = null,
            Kernel? kernel = null,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();
    }
}
