using BackendAgents.Agents;
using BackendAgents.Definitions;
using BackendAgents.Tests.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

namespace BackendAgents.Tests.Agents;

/// <summary>What a definition says is in effect in the agent that is made of it, over real HTTP.</summary>
[CancelAfter(30_000)]
public sealed class AgentFromDefinitionTests
{
    private static (KernelAgent Agent, ServiceProvider Services) Make(ScriptedModelServer server, string text, string file)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddBackendAgents(options =>
        {
            options.Models.UseEnvironment = false;
            options.Models.Services["main"] = Live.Service(server, "main-model");
            options.Models.Services["second"] = Live.Service(server, "second-model");
            options.Models.Aliases["opus"] = "second";
        });
        var provider = services.BuildServiceProvider();
        return (
            provider
                .GetRequiredService<AgentFactory>()
                .Create(AgentDefinitionLoader.Parse(text, file).Definition, static kernel => kernel.Plugins.AddBackend()),
            provider
        );
    }

    [Test]
    public async Task A_model_that_nobody_configured_gives_way_to_the_next_one()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Say("hello"));
        var (agent, services) = Make(server, "---\nname: a\ndescription: b\nmodel: [haiku, opus]\ntools: Glob\n---\nBe brief.\n", "a.md");
        await using var owned = services;

        await agent.RunAsync("Hello?");

        Assert.That((server.Requests[0].Model, string.Join(",", server.Requests[0].Tools)), Is.EqualTo(("second-model", "workspace-list")));
    }

    [Test]
    public async Task Max_turns_bounds_the_calls_of_the_model()
    {
        await using var server = await ScriptedModelServer.StartAsync();
        server.Otherwise = static _ => ScriptedReply.Call("workspace-list");
        var (agent, services) = Make(server, "---\nname: a\ndescription: b\nmaxTurns: 2\n---\nLook.\n", "a.md");
        await using var owned = services;

        var response = await agent.RunAsync("Go on.");

        Assert.That((server.Requests.Count, AgentRunFacts.Of(response)!.Stop), Is.EqualTo((2, AgentStop.MaxTurns)));
    }

    [Test]
    public async Task A_template_is_rendered_with_its_defaults_and_a_literal_prompt_is_not()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Say("one"), ScriptedReply.Say("two"));
        var (rendered, first) = Make(
            server,
            "type: chat_completion_agent\nname: a\ndescription: b\ninstructions: Talk about {{$topic}}.\ntemplate:\n"
                + "  format: semantic-kernel\ninputs:\n  topic:\n    default: cats\n",
            "a.yaml"
        );
        var (literal, second) = Make(server, "---\nname: b\ndescription: b\n---\nTalk about {{$topic}}.\n", "b.md");
        await using var one = first;
        await using var two = second;

        await rendered.RunAsync("Hello?");
        await literal.RunAsync("Hello?");

        Assert.That(server.Requests[0].Transcript[0], Does.EndWith("Talk about cats."));
        Assert.That(server.Requests[1].Transcript[0], Does.EndWith("Talk about {{$topic}}."));
    }
}
