using BackendAgents.Agents;
using BackendAgents.Tests.Models;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace BackendAgents.Tests.Agents;

[CancelAfter(30_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class KernelAgentTests
{
    private readonly Shop _shop = new();

    internal static Kernel KernelOf(ScriptedModelServer server, string? serviceId = null)
    {
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.AddOpenAIChatCompletion("scripted", server.Endpoint, "no-key", serviceId: serviceId);
        return builder.Build();
    }

    private KernelAgent Clerk(ScriptedModelServer server) =>
        new(
            KernelOf(server),
            new KernelAgentOptions
            {
                Name = "clerk",
                Description = "Knows the prices.",
                Instructions = "You are a clerk. {{$literal}} {{Shop.price}} stays.",
                Functions = _shop.Select("price"),
            }
        );

    [Test]
    public async Task A_conversation_with_one_call(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Call("Shop-price", """{"article":"apple"}""").WithUsage(10, 2),
            ScriptedReply.Say("An apple costs 5.").WithUsage(20, 3)
        );

        AgentResponse response = await Clerk(server).RunAsync("What is an apple?", cancellationToken: cancellation);

        Assert.That(
            server.Requests[1].Transcript,
            Is.EqualTo(
                new[]
                {
                    "system: You are a clerk. {{$literal}} {{Shop.price}} stays.",
                    "user: What is an apple?",
                    """assistant calls Shop-price({"article":"apple"})""",
                    "tool: 5",
                }
            )
        );
        Assert.That(server.Requests[0].Tools, Is.EqualTo(new[] { "Shop-price" }));
        Assert.That(response.Text, Is.EqualTo("An apple costs 5."));
        Assert.That(response.Messages.Select(m => m.Role), Is.EqualTo(new[] { ChatRole.Assistant, ChatRole.Tool, ChatRole.Assistant }));
        Assert.That(
            response.Messages[0].Contents.OfType<Microsoft.Extensions.AI.FunctionCallContent>().Single().Name,
            Is.EqualTo("Shop-price")
        );
        Assert.That(
            response.Messages[1].Contents.OfType<Microsoft.Extensions.AI.FunctionResultContent>().Single().Result?.ToString(),
            Is.EqualTo("5")
        );
        Assert.That((response.Usage?.InputTokenCount, response.Usage?.OutputTokenCount), Is.EqualTo((30L, 5L)));
        Assert.That(response.FinishReason, Is.EqualTo(ChatFinishReason.Stop));
        Assert.That(response.ResponseId, Is.EqualTo("chatcmpl-2"));
        AgentRunFacts facts = AgentRunFacts.Of(response)!;
        Assert.That(
            facts,
            Is.EqualTo(
                new AgentRunFacts
                {
                    Stop = AgentStop.Completed,
                    ModelCalls = 2,
                    ToolCalls = 1,
                    ModelId = facts.ModelId,
                }
            )
        );
        Assert.That(_shop.Lookups, Is.EqualTo(1));
    }

    [Test]
    public async Task A_streamed_conversation_with_one_call(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Call("Shop-price", """{"article":"apple"}""").WithUsage(10, 2),
            ScriptedReply.Say("An apple costs 5.").WithUsage(20, 3)
        );
        KernelAgent clerk = Clerk(server);
        AgentSession session = await clerk.CreateSessionAsync(cancellation);

        List<AgentResponseUpdate> updates = [];
        await foreach (AgentResponseUpdate update in clerk.RunStreamingAsync("What is an apple?", session, cancellationToken: cancellation))
            updates.Add(update);

        AgentResponse response = updates.ToAgentResponse();
        Assert.That(updates.Count(u => u.Text.Length > 0), Is.GreaterThan(2));
        Assert.That(response.Text, Is.EqualTo("An apple costs 5."));
        Assert.That(
            response.Messages.SelectMany(m => m.Contents).OfType<Microsoft.Extensions.AI.FunctionCallContent>().Single().Name,
            Is.EqualTo("Shop-price")
        );
        Assert.That(
            response
                .Messages.SelectMany(m => m.Contents)
                .OfType<Microsoft.Extensions.AI.FunctionResultContent>()
                .Single()
                .Result?.ToString(),
            Is.EqualTo("5")
        );
        Assert.That((response.Usage?.InputTokenCount, response.Usage?.OutputTokenCount), Is.EqualTo((30L, 5L)));
        Assert.That(response.FinishReason, Is.EqualTo(ChatFinishReason.Stop));
        AgentRunFacts facts = AgentRunFacts.Of(updates[^1])!;
        Assert.That((facts.Stop, facts.ModelCalls, facts.ToolCalls, facts.RejectedToolCalls), Is.EqualTo((AgentStop.Completed, 2, 1, 0)));
        Assert.That(
            ((KernelAgentSession)session).Messages.Select(m => m.Role),
            Is.EqualTo(new[] { ChatRole.User, ChatRole.Assistant, ChatRole.Tool, ChatRole.Assistant })
        );
        Assert.That(((KernelAgentSession)session).Messages[^1].Text, Is.EqualTo("An apple costs 5."));
    }

    [Test]
    public async Task Parallel_calls_are_all_answered(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Calls(
                ("Shop-price", """{"article":"a"}"""),
                ("Shop-price", """{"article":"bb"}"""),
                ("Shop-price", """{"article":"ccc"}""")
            ),
            ScriptedReply.Say("1, 2, 3")
        );

        AgentResponse response = await Clerk(server).RunAsync("All three?", cancellationToken: cancellation);

        Assert.That(server.Requests[1].Transcript.Where(l => l.StartsWith("tool")), Is.EqualTo(new[] { "tool: 1", "tool: 2", "tool: 3" }));
        Assert.That(AgentRunFacts.Of(response)!.ToolCalls, Is.EqualTo(3));
    }

    [TestCase("Shop-price", "{\"article\":", Description = "malformed arguments")]
    [TestCase("Shop-delete_everything", "{}", Description = "exists in the host, not offered")]
    [TestCase("Nobody-knows", "{}", Description = "unknown")]
    public async Task What_cannot_be_called_is_told_to_the_model_which_corrects_it(string name, string arguments)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Call(name, arguments),
            ScriptedReply.Call("Shop-price", """{"article":"apple"}"""),
            ScriptedReply.Say("5")
        );

        AgentResponse response = await Clerk(server).RunAsync("Apple?");

        Assert.That(server.Requests[1].Transcript[^1], Does.StartWith("tool: Error"));
        Assert.That(response.Text, Is.EqualTo("5"));
        AgentRunFacts facts = AgentRunFacts.Of(response)!;
        Assert.That((facts.ToolCalls, facts.RejectedToolCalls, facts.FailedToolCalls), Is.EqualTo((2, 1, 0)));
        Assert.That(_shop.Lookups, Is.EqualTo(1));
    }

    [Test]
    public async Task A_function_that_throws_is_told_to_the_model(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(
            ScriptedReply.Call("Shop-price", """{"article":"broken"}"""),
            ScriptedReply.Say("There is none.")
        );

        AgentResponse response = await Clerk(server).RunAsync("Broken?", cancellationToken: cancellation);

        Assert.That(server.Requests[1].Transcript[^1], Does.Contain("No such article: broken."));
        AgentRunFacts facts = AgentRunFacts.Of(response)!;
        Assert.That((facts.ToolCalls, facts.RejectedToolCalls, facts.FailedToolCalls), Is.EqualTo((1, 0, 1)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Model_calls_are_bounded_and_it_is_said_aloud(bool streaming)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync();
        server.Otherwise = _ => ScriptedReply.Calls(("Shop-price", """{"article":"a"}"""), ("Shop-price", """{"article":"b"}"""));
        KernelAgent clerk = Clerk(server);
        AgentSession session = await clerk.CreateSessionAsync();
        KernelAgentRunOptions options = new() { MaxTurns = 3 };

        AgentResponse response = streaming
            ? await clerk.RunStreamingAsync("Again and again", session, options).ToAgentResponseAsync()
            : await clerk.RunAsync("Again and again", session, options);

        Assert.That(server.Requests, Has.Count.EqualTo(3));
        Assert.That(_shop.Lookups, Is.EqualTo(4));
        Assert.That(response.Messages.SelectMany(m => m.Contents).OfType<ErrorContent>().Single().Message, Does.Contain("3 model calls"));
        if (!streaming)
        {
            AgentRunFacts facts = AgentRunFacts.Of(response)!;
            Assert.That(
                (facts.Stop, facts.ModelCalls, facts.ToolCalls, facts.RejectedToolCalls),
                Is.EqualTo((AgentStop.MaxTurns, 3, 6, 2))
            );
        }

        // Every call in the session has its result, so that a service accepts the conversation's continuation.
        server.Otherwise = _ => ScriptedReply.Say("done");
        await clerk.RunAsync("Enough", session);
        IReadOnlyList<string> continued = server.Requests[^1].Transcript;
        Assert.That(continued.Count(l => l.StartsWith("tool:")), Is.EqualTo(continued.Count(l => l.StartsWith("assistant calls"))));
        Assert.That(continued.Count(l => l.StartsWith("tool:")), Is.EqualTo(6));
    }
}
