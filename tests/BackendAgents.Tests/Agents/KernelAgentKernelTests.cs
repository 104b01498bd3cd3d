using System.Collections.Concurrent;
using BackendAgents.Agents;
using BackendAgents.Models;
using BackendAgents.Tests.Models;
using Microsoft.Agents.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Services;

namespace BackendAgents.Tests.Agents;

/// <summary>What Semantic Kernel promises holds for the agent: filters, service selection, templates, plugins that stay apart.</summary>
[CancelAfter(30_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class KernelAgentKernelTests
{
    private const string Apple = """{"article":"apple"}""";
    private readonly Shop _shop = new();

    [TestCase(false)]
    [TestCase(true)]
    public async Task Both_kinds_of_function_filter_run(bool streaming)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Call("Shop-price", Apple),
            ScriptedReply.Say("done")
        );
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.AddOpenAIChatCompletion("scripted", server.Endpoint, "key");
        Witness witness = new();
        builder.Services.AddSingleton<IFunctionInvocationFilter>(witness);
        builder.Services.AddSingleton<IAutoFunctionInvocationFilter>(witness);
        KernelAgent clerk = new(builder.Build(), new KernelAgentOptions { Name = "clerk", Functions = _shop.Select("price") });

        AgentResponse response = streaming
            ? await clerk.RunStreamingAsync("Apple?").ToAgentResponseAsync()
            : await clerk.RunAsync("Apple?");

        Assert.That(witness.Seen, Is.EqualTo(new[] { "auto Shop.price 0", "run Shop.price apple", "ran 5", "auto done" }));
        Assert.That(response.Text, Is.EqualTo("done"));
    }

    [Test]
    public async Task A_filter_can_replace_a_result_and_end_the_run(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Calls(("Shop-price", Apple), ("Shop-price", Apple))
        );
        Kernel kernel = KernelAgentTests.KernelOf(server);
        kernel.AutoFunctionInvocationFilters.Add(new Ending());
        KernelAgent clerk = new(kernel, new KernelAgentOptions { Name = "clerk", Functions = _shop.Select("price") });

        AgentResponse response = await clerk.RunAsync("Apple?", cancellationToken: cancellation);

        AgentRunFacts facts = AgentRunFacts.Of(response)!;
        Assert.That((facts.Stop, server.Requests.Count, _shop.Lookups), Is.EqualTo((AgentStop.Terminated, 1, 0)));
        string?[] results =
        [
            .. response
                .Messages.SelectMany(m => m.Contents)
                .OfType<Microsoft.Extensions.AI.FunctionResultContent>()
                .Select(r => r.Result?.ToString()),
        ];
        Assert.That(results, Is.EqualTo(new[] { "replaced", "Not run: the run ended before." }));
    }

    [Test]
    public async Task The_service_id_chooses_among_services(CancellationToken cancellation)
    {
        await using ScriptedModelServer first = await ScriptedModelServer.StartAsync(ScriptedReply.Say("first"));
        await using ScriptedModelServer second = await ScriptedModelServer.StartAsync(
            ScriptedReply.Say("second"),
            ScriptedReply.Say("second")
        );
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.AddOpenAIChatCompletion("m1", first.Endpoint, "key", serviceId: "one");
        builder.AddOpenAIChatCompletion("m2", second.Endpoint, "key", serviceId: "two");
        KernelAgent clerk = new(builder.Build(), new KernelAgentOptions { Name = "clerk", ServiceId = "two" });

        AgentResponse own = await clerk.RunAsync("Who?", cancellationToken: cancellation);
        AgentResponse other = await clerk.RunAsync(
            "Who?",
            options: new KernelAgentRunOptions { ServiceId = "one" },
            cancellationToken: cancellation
        );

        Assert.That((own.Text, other.Text), Is.EqualTo(("second", "first")));
        Assert.That((AgentRunFacts.Of(own)!.ServiceId, AgentRunFacts.Of(other)!.ServiceId), Is.EqualTo(("two", "one")));
        ModelCallException error = Assert.ThrowsAsync<ModelCallException>(() =>
            clerk.RunAsync("Who?", options: new KernelAgentRunOptions { ServiceId = "three" }, cancellationToken: cancellation)
        )!;
        Assert.That(error.Failure, Is.EqualTo(ModelFailure.NotConfigured));
        Assert.That(error.Message, Does.Contain("'clerk'").And.Contain("'three'"));
    }

    [Test]
    public async Task The_kernels_own_selector_is_asked(CancellationToken cancellation)
    {
        await using ScriptedModelServer first = await ScriptedModelServer.StartAsync();
        await using ScriptedModelServer second = await ScriptedModelServer.StartAsync(ScriptedReply.Say("second"));
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.AddOpenAIChatCompletion("m2", second.Endpoint, "key", serviceId: "two");
        builder.AddOpenAIChatCompletion("m1", first.Endpoint, "key", serviceId: "one");
        builder.Services.AddSingleton<IAIServiceSelector>(new Stubborn("two"));
        KernelAgent clerk = new(builder.Build(), new KernelAgentOptions { Name = "clerk" });

        Assert.That((await clerk.RunAsync("Who?", cancellationToken: cancellation)).Text, Is.EqualTo("second"));
    }

    [Test]
    public async Task A_template_is_rendered_only_when_asked_for(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync();
        server.Otherwise = _ => ScriptedReply.Say("ok");
        Kernel kernel = KernelAgentTests.KernelOf(server);
        kernel.Plugins.AddFromObject(_shop, "Shop");
        KernelAgentOptions literal = new()
        {
            Name = "clerk",
            Instructions = "You serve {{$town}}; apples cost {{Shop.price 'apple'}}.",
            Arguments = new KernelArguments { ["town"] = "Ulm" },
        };

        await new KernelAgent(kernel, literal).RunAsync("Hello", cancellationToken: cancellation);
        KernelAgent templated = new(kernel, literal with { TemplateInstructions = true });
        await templated.RunAsync("Hello {{$town}}", cancellationToken: cancellation);
        await templated.RunAsync(
            "Hello",
            options: new KernelAgentRunOptions { Arguments = new KernelArguments { ["town"] = "Bonn" } },
            cancellationToken: cancellation
        );

        Assert.That(
            server.Requests.Select(r => r.Transcript[0]),
            Is.EqualTo(
                new[]
                {
                    "system: You serve {{$town}}; apples cost {{Shop.price 'apple'}}.",
                    "system: You serve Ulm; apples cost 5.",
                    "system: You serve Bonn; apples cost 5.",
                }
            )
        );
        Assert.That(server.Requests[1].Transcript[1], Is.EqualTo("user: Hello {{$town}}"));
    }

    [Test]
    public async Task Only_the_selection_is_offered_and_a_run_may_add_to_it(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync();
        server.Otherwise = _ => ScriptedReply.Say("ok");
        Kernel kernel = KernelAgentTests.KernelOf(server);
        kernel.Plugins.AddFromObject(_shop, "Shop");
        KernelAgent mute = new(kernel, new KernelAgentOptions { Name = "mute" });
        KernelAgent clerk = new(kernel, new KernelAgentOptions { Name = "clerk", Functions = _shop.Select("price") });
        KernelFunction loose = KernelFunctionFactory.CreateFromMethod(() => 1, "loose");

        await mute.RunAsync("Hello", cancellationToken: cancellation);
        await clerk.RunAsync(
            "Hello",
            options: new KernelAgentRunOptions { AdditionalFunctions = [loose, .. _shop.Select("price")] },
            cancellationToken: cancellation
        );
        await clerk.RunAsync("Hello", cancellationToken: cancellation);

        Assert.That(
            server.Requests.Select(r => string.Join(",", r.Tools)),
            Is.EqualTo(new[] { "", "Shop-price,Tools-loose", "Shop-price" })
        );
        Assert.That(kernel.Plugins, Has.Count.EqualTo(1));
        Assert.That(kernel.AutoFunctionInvocationFilters, Is.Empty);
    }

    [Test]
    public async Task Execution_settings_reach_the_connector(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(ScriptedReply.Say("""{"price":5}"""));
        KernelAgent clerk = new(
            KernelAgentTests.KernelOf(server),
            new KernelAgentOptions
            {
                Name = "clerk",
                ExecutionSettings = new PromptExecutionSettings
                {
                    ExtensionData = new Dictionary<string, object> { ["temperature"] = 0.25, ["max_tokens"] = 99 },
                },
            }
        );

        AgentResponse<Price> answer = await clerk.RunAsync<Price>("Apple?", cancellationToken: cancellation);

        Assert.That(answer.Result.price, Is.EqualTo(5));
        Assert.That(server.Requests[0].Body.GetProperty("temperature").GetDouble(), Is.EqualTo(0.25));
        Assert.That(server.Requests[0].Body.GetProperty("response_format").GetProperty("type").GetString(), Is.EqualTo("json_schema"));
    }

    [Test]
    public async Task An_agent_can_be_called_from_another_kernel(CancellationToken cancellation)
    {
        await using ScriptedModelServer inner = await ScriptedModelServer.StartAsync(
            ScriptedReply.Call("Shop-price", Apple),
            ScriptedReply.Say("5 coins")
        );
        await using ScriptedModelServer outer = await ScriptedModelServer.StartAsync(
            ScriptedReply.Call("Agents-price_clerk", """{"task":"What is an apple?"}"""),
            ScriptedReply.Say("It is 5 coins.")
        );
        KernelAgent clerk = new(
            KernelAgentTests.KernelOf(inner),
            new KernelAgentOptions
            {
                Name = "price-clerk",
                Description = "Knows prices.",
                Functions = _shop.Select("price"),
            }
        );
        KernelAgent host = new(
            KernelAgentTests.KernelOf(outer),
            new KernelAgentOptions { Name = "host", Functions = [.. new AIAgent[] { clerk }.AsKernelPlugin()] }
        );

        AgentResponse response = await host.RunAsync("Apple?", cancellationToken: cancellation);

        Assert.That(response.Text, Is.EqualTo("It is 5 coins."));
        Assert.That(inner.Requests[0].Transcript, Is.EqualTo(new[] { "user: What is an apple?" }));
        Assert.That(outer.Requests[1].Transcript[^1], Is.EqualTo("tool: 5 coins"));
    }

    [Test]
    public void The_id_is_the_same_in_every_process()
    {
        Kernel kernel = new();
        string IdOf(string name, string? source) => new KernelAgent(kernel, new KernelAgentOptions { Name = name, Source = source }).Id;

        Assert.That(IdOf("clerk", null), Is.EqualTo("clerk-f7d79089"));
        Assert.That(IdOf("clerk", "agents\\clerk.md"), Is.EqualTo(IdOf("clerk", "agents/clerk.md")).And.Not.EqualTo(IdOf("clerk", null)));
    }

    [Test]
    public void Options_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new KernelAgent(new Kernel(), new KernelAgentOptions { Name = " " }));
        ArgumentException error = Assert.Throws<ArgumentException>(() =>
            new KernelAgent(new Kernel(), new KernelAgentOptions { Name = "a", MaxTurns = 101 })
        )!;
        Assert.That(error.Message, Does.Contain("between 1 and 100"));
        ModelCallException none = Assert.ThrowsAsync<ModelCallException>(() =>
            new KernelAgent(new Kernel(), new KernelAgentOptions { Name = "a" }).RunAsync("Hello")
        )!;
        Assert.That(none.Failure, Is.EqualTo(ModelFailure.NotConfigured));
    }

    private sealed record Price(int price);

    private sealed class Witness : IFunctionInvocationFilter, IAutoFunctionInvocationFilter
    {
        public ConcurrentQueue<string> Seen { get; } = new();

        public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
        {
            Seen.Enqueue($"run {context.Function.PluginName}.{context.Function.Name} {context.Arguments["article"]}");
            await next(context);
            Seen.Enqueue($"ran {context.Result.GetValue<int>()}");
        }

        public async Task OnAutoFunctionInvocationAsync(
            AutoFunctionInvocationContext context,
            Func<AutoFunctionInvocationContext, Task> next
        )
        {
            Seen.Enqueue($"auto {context.Function.PluginName}.{context.Function.Name} {context.RequestSequenceIndex}");
            await next(context);
            Seen.Enqueue("auto done");
        }
    }

    private sealed class Ending : IAutoFunctionInvocationFilter
    {
        public Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
        {
            context.Result = new FunctionResult(context.Function, "replaced");
            context.Terminate = true;
            return Task.CompletedTask;
        }
    }

    private sealed class Stubborn(string id) : IAIServiceSelector
    {
        public bool TrySelectAIService<T>(
            Kernel kernel,
            KernelFunction function,
            KernelArguments arguments,
            [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? service,
            out PromptExecutionSettings? serviceSettings
        )
            where T : class, IAIService
        {
            service = kernel.Services.GetRequiredKeyedService<IChatCompletionService>(id) as T;
            serviceSettings = null;
            return service is not null;
        }
    }
}
