using BackendAgents.Models;

namespace BackendAgents.Tests.Models;

/// <summary>What each provider is sent: address, proof of identity, model.</summary>
[CancelAfter(30_000)]
public sealed class ProviderTests
{
    [Test]
    public async Task Openai_compatible(CancellationToken cancellation)
    {
        RecordedRequest request = await AskAsync(
            s => new ModelServiceOptions
            {
                Provider = "OpenAI-Compatible",
                Endpoint = s.Endpoint + "/",
                Model = "m",
                ApiKey = "k",
            },
            cancellation
        );

        Assert.That((request.Method, request.Path, request.Model), Is.EqualTo(("POST", "/v1/chat/completions", "m")));
        Assert.That(request.Headers["Authorization"], Is.EqualTo("Bearer k"));
    }

    [Test]
    public async Task Openai_with_a_base_address(CancellationToken cancellation)
    {
        RecordedRequest request = await AskAsync(
            s => new ModelServiceOptions
            {
                Provider = "openai",
                Endpoint = s.Endpoint.ToString(),
                Model = "gpt-x",
                ApiKey = "k",
                Organization = "org-1",
            },
            cancellation
        );

        Assert.That((request.Path, request.Model), Is.EqualTo(("/v1/chat/completions", "gpt-x")));
        Assert.That(request.Headers["OpenAI-Organization"], Is.EqualTo("org-1"));
    }

    [Test]
    public async Task Azure(CancellationToken cancellation)
    {
        RecordedRequest request = await AskAsync(
            s => new ModelServiceOptions
            {
                Provider = "azure-openai",
                Endpoint = s.Root.ToString(),
                Model = "dep",
                ApiKey = "k",
            },
            cancellation
        );

        Assert.That(request.Path, Is.EqualTo("/openai/deployments/dep/chat/completions"));
        Assert.That(request.Query, Does.StartWith("?api-version=20"));
        Assert.That(request.Headers["api-key"], Is.EqualTo("k"));
        Assert.That(request.Headers.ContainsKey("Authorization"), Is.False);
    }

    [Test]
    public async Task Ollama_by_host_and_port(CancellationToken cancellation)
    {
        RecordedRequest request = await AskAsync(
            s => new ModelServiceOptions
            {
                Provider = "ollama",
                Endpoint = $"127.0.0.1:{s.Root.Port}",
                Model = "qwen",
            },
            cancellation
        );

        Assert.That((request.Path, request.Model), Is.EqualTo(("/v1/chat/completions", "qwen")));
    }

    private static async Task<RecordedRequest> AskAsync(
        Func<ScriptedModelServer, ModelServiceOptions> service,
        CancellationToken cancellation
    )
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Call("Shop-price", """{"article":"a"}"""),
            ScriptedReply.Say("1")
        );
        using Live live = new(new ModelOptions { Services = { ["main"] = service(server) } });

        Assert.That((await live.Agent.RunAsync("Price?", cancellationToken: cancellation)).Text, Is.EqualTo("1"));

        Assert.That(live.Agent.Functions, Has.Count.EqualTo(2));
        return server.Requests[0];
    }
}
