using BackendAgents.Agents;
using BackendAgents.Definitions;
using BackendAgents.Definitions.Tools;
using BackendAgents.Models;
using BackendAgents.Tests.Agents;
using BackendAgents.Tests.Models;
using BackendAgents.Verification;
using Microsoft.Agents.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace BackendAgents.Tests.Hosting;

[CancelAfter(30_000)]
public sealed class AddBackendAgentsTests
{
    [Test]
    public async Task A_host_from_configuration_runs_an_agent_with_its_plugins_and_filters(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Call("Shop-price", """{"article":"apple"}"""),
            ScriptedReply.Say("5")
        );
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["BackendAgents:Models:UseEnvironment"] = "false",
                ["BackendAgents:Models:Services:local:Provider"] = "openai-compatible",
                ["BackendAgents:Models:Services:local:Endpoint"] = server.Endpoint.ToString(),
                ["BackendAgents:Models:Services:local:Model"] = "m",
                ["BackendAgents:Models:Aliases:sonnet"] = "local",
                ["BackendAgents:Models:Resilience:MaxRetries"] = "1",
            }
        );
        Shop shop = new();
        CountingFilter filter = new();
        builder.Services.AddBackendAgents(builder.Configuration.GetSection(BackendAgentsOptions.Section));
        builder.Services.AddBackendAgents();
        builder.Services.AddSingleton(_ => KernelPluginFactory.CreateFromObject(shop, "Shop"));
        builder.Services.AddSingleton<IFunctionInvocationFilter>(filter);
        using IHost host = builder.Build();
        await host.StartAsync(cancellation);

        KernelAgent clerk = host
            .Services.GetRequiredService<AgentFactory>()
            .Create(kernel => new KernelAgentOptions
            {
                Name = "clerk",
                ServiceId = host.Services.GetRequiredService<ModelRegistry>().Resolve("sonnet").ServiceId,
                Functions = FunctionSelection.Of(kernel.Plugins, ["Shop.price"]).Functions,
            });
        AgentResponse response = await clerk.RunAsync("Apple?", cancellationToken: cancellation);

        Assert.That((response.Text, shop.Lookups, filter.Count), Is.EqualTo(("5", 1, 1)));
        await host.StopAsync(cancellation);
    }

    [Test]
    public void Broken_options_stop_the_host_at_its_start()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddBackendAgents(o =>
            o.Models.Services["live"] = new ModelServiceOptions
            {
                Provider = "openai-compatible",
                Endpoint = "not an address",
                Model = "m",
            }
        );
        using IHost host = builder.Build();

        OptionsValidationException error = Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync())!;

        Assert.That(error.Message, Does.Contain("Models:Services:live:Endpoint"));
    }

    [Test]
    public async Task A_service_in_azure_needs_its_package([Values] bool added, CancellationToken cancellation)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddBackendAgents(o =>
            o.Models.Services["cloud"] = new ModelServiceOptions
            {
                Provider = "azure-openai",
                Endpoint = "https://example.openai.azure.com",
                Model = "m",
                ApiKey = "k",
            }
        );
        if (added)
            builder.Services.AddBackendAgentsAzureOpenAI();
        using IHost host = builder.Build();

        if (added)
            await host.StartAsync(cancellation);
        else
            Assert.That(
                Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(cancellation))!.Message,
                Does.Contain("Models:Services:cloud").And.Contain("AddBackendAgentsAzureOpenAI")
            );
    }

    [Test]
    public async Task To_verify_without_verifiers_is_refused_before_any_work()
    {
        await using ServiceProvider provider = new ServiceCollection()
            .AddBackendAgents(o => o.Models.UseEnvironment = false)
            .BuildServiceProvider();
        BackendBuilder builder = provider.GetRequiredService<BackendBuilder>();

        InvalidOperationException refusal = Assert.ThrowsAsync<InvalidOperationException>(() =>
            builder.BuildAsync(new BuildRequest { Brief = "A library lends books." })
        )!;

        Assert.That(refusal.Message, Does.Contain("AddBackendVerification"));
    }

    [Test]
    public void Verifiers_are_added_once_and_cheapest_first()
    {
        using ServiceProvider provider = new ServiceCollection().AddBackendVerification().AddBackendVerification().BuildServiceProvider();

        Assert.That(
            provider.GetServices<IVerifier>().Select(static verifier => verifier.Id),
            Is.EqualTo(Verifiers.All().Select(static verifier => verifier.Id))
        );
    }

    [Test]
    public async Task Without_a_configured_model_the_hosts_own_chat_service_is_used(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(ScriptedReply.Say("own"));
        ServiceCollection services = new();
        services.AddOpenAIChatCompletion("m", server.Endpoint, "key");
        services.AddBackendAgents(o => o.Models.UseEnvironment = false);
        await using ServiceProvider provider = services.BuildServiceProvider();

        KernelAgent clerk = provider.GetRequiredService<AgentFactory>().Create(_ => new KernelAgentOptions { Name = "clerk" });

        Assert.That((await clerk.RunAsync("Who?", cancellationToken: cancellation)).Text, Is.EqualTo("own"));
    }

    [Test]
    public async Task Each_agent_has_a_kernel_of_its_own()
    {
        ServiceCollection services = new();
        services.AddBackendAgents(o => o.Models.UseEnvironment = false);
        services.AddSingleton(_ => KernelPluginFactory.CreateFromObject(new Shop(), "Shop"));
        await using ServiceProvider provider = services.BuildServiceProvider();
        AgentFactory factory = provider.GetRequiredService<AgentFactory>();

        KernelAgent first = factory.Create(_ => new KernelAgentOptions { Name = "first" });
        first.Kernel.Plugins.Clear();
        KernelAgent second = factory.Create(_ => new KernelAgentOptions { Name = "second" });

        Assert.That((first.Kernel.Plugins.Count, second.Kernel.Plugins.Count, second.Functions.Count), Is.EqualTo((0, 1, 0)));
    }

    [Test]
    public async Task Names_of_models_and_tools_are_resolved()
    {
        ServiceCollection services = new();
        Journal journal = new();
        services.AddSingleton<ILoggerFactory>(new LoggerFactory([journal]));
        services.AddBackendAgents(o =>
        {
            o.Models.UseEnvironment = false;
            o.Models.Services["live"] = new ModelServiceOptions
            {
                Provider = "openai",
                Model = "m",
                ApiKey = "k",
            };
        });
        services.AddSingleton(_ => KernelPluginFactory.CreateFromObject(new Shop(), "Shop"));
        await using ServiceProvider provider = services.BuildServiceProvider();

        KernelAgent clerk = provider
            .GetRequiredService<AgentFactory>()
            .Create(
                new AgentDefinition
                {
                    Name = "clerk",
                    Description = "",
                    Instructions = "",
                    Model = "sonnet",
                    Tools = ["Shop", "Bash"],
                    DisallowedTools = ["Shop.delete_*"],
                }
            );

        Assert.That((clerk.ServiceId, string.Join(",", clerk.Functions.Select(f => f.Name).Order())), Is.EqualTo(("live", "price,wait")));
        Assert.That(
            journal.Lines,
            Is.EquivalentTo(
                new[]
                {
                    "Agent clerk names the tool 'Bash': it is known, but not offered: nothing that a model writes is "
                        + "executed, unless the host maps the tool to a plugin of its own.",
                    "Agent clerk: Nothing is configured for 'sonnet'; add Models:Aliases:sonnet to choose a service: the "
                        + "default service 'live' is used.",
                }
            )
        );
    }

    [Test]
    public async Task Services_made_in_code_are_found_by_their_id(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(ScriptedReply.Say("hello"));
        ServiceCollection services = new();
        services.AddBackendAgents(o =>
        {
            o.Models.UseEnvironment = false;
            o.Models.AddService("offline", _ =>
            {
                IKernelBuilder inner = Kernel.CreateBuilder();
                inner.AddOpenAIChatCompletion("m", server.Endpoint, "key");
                return inner.Build().GetRequiredService<IChatCompletionService>();
            });
        });
        await using ServiceProvider provider = services.BuildServiceProvider();

        KernelAgent clerk = provider
            .GetRequiredService<AgentFactory>()
            .Create(_ => new KernelAgentOptions { Name = "clerk", ServiceId = "offline" });

        Assert.That((await clerk.RunAsync("Who?", cancellationToken: cancellation)).Text, Is.EqualTo("hello"));
    }

    private sealed class Journal : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Add(formatter(state, exception));

        public void Dispose() { }
    }

    private sealed class CountingFilter : IFunctionInvocationFilter
    {
        public int Count { get; private set; }

        public Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
        {
            Count++;
            return next(context);
        }
    }
}
