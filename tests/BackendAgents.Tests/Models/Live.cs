using System.Collections.Concurrent;
using BackendAgents.Agents;
using BackendAgents.Models;
using BackendAgents.Tests.Agents;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

namespace BackendAgents.Tests.Models;

/// <summary>An agent over configured services over scripted servers: everything as in production but for the server.</summary>
internal sealed class Live : IDisposable
{
    private static readonly ServiceProvider s_services = new ServiceCollection().AddBackendAgentsAzureOpenAI().BuildServiceProvider();
    private readonly ModelServiceFactory _factory;

    public Live(ModelOptions options, TimeProvider? clock = null, Action<IKernelBuilder>? configure = null)
    {
        options.UseEnvironment = false;
        options.OnEvent = Events.Enqueue;
        Registry = new ModelRegistry(options, _ => null);
        _factory = new ModelServiceFactory(Registry, clock, services: s_services);
        IKernelBuilder builder = Kernel.CreateBuilder().AddModels(Registry, _factory);
        configure?.Invoke(builder);
        Kernel = builder.Build();
        Agent = new KernelAgent(
            Kernel,
            new KernelAgentOptions
            {
                Name = "clerk",
                Instructions = "You are a clerk.",
                Functions = Shop.Select("price", "wait"),
            }
        );
    }

    public ModelRegistry Registry { get; }

    public Kernel Kernel { get; }

    public Shop Shop { get; } = new();

    public KernelAgent Agent { get; }

    public ConcurrentQueue<ModelEvent> Events { get; } = new();

    public static ModelServiceOptions Service(ScriptedModelServer server, string model = "scripted", params string[] fallbacks)
    {
        ModelServiceOptions options = new()
        {
            Provider = "openai-compatible",
            Endpoint = server.Endpoint.ToString(),
            Model = model,
            ApiKey = "secret-" + model,
        };
        foreach (string fallback in fallbacks)
            options.Fallbacks.Add(fallback);
        return options;
    }

    public static Live Over(ScriptedModelServer server, Action<ModelOptions>? change = null, TimeProvider? clock = null)
    {
        ModelOptions options = new() { Services = { ["main"] = Service(server) } };
        options.Resilience.BaseDelay = TimeSpan.FromMilliseconds(1);
        change?.Invoke(options);
        return new Live(options, clock);
    }

    public void Dispose() => _factory.Dispose();
}
