using BackendAgents.Agents;
using BackendAgents.Models;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace BackendAgents.Tests.Models;

/// <summary>Odd replies, through Semantic Kernel's own connectors: each ends in a clear result or a clearly named exception.</summary>
[CancelAfter(60_000)]
public sealed class LiveReplyTests
{
    [Test]
    public async Task An_answer_cut_short_says_so([Values] bool streaming)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(ScriptedReply.CutShort("An apple co"));
        (AgentResponse response, AgentRunFacts facts) = await RunAsync(server, streaming);

        Assert.That((response.Text, facts.Stop), Is.EqualTo(("An apple co", AgentStop.Length)));
        Assert.That(response.FinishReason, Is.EqualTo(ChatFinishReason.Length));
    }

    [Test]
    public async Task An_empty_answer_says_so([Values] bool streaming)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(ScriptedReply.Empty());
        (AgentResponse response, AgentRunFacts facts) = await RunAsync(server, streaming);

        Assert.That((response.Text, facts.Stop, facts.ModelCalls), Is.EqualTo(("", AgentStop.Empty, 1)));
    }

    [Test]
    public async Task A_withheld_answer_says_so([Values] bool streaming)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(ScriptedReply.Filtered());
        (_, AgentRunFacts facts) = await RunAsync(server, streaming);

        Assert.That(facts.Stop, Is.EqualTo(AgentStop.ContentFilter));
    }

    [Test]
    public async Task Ten_megabytes_arrive_whole([Values] bool streaming)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(ScriptedReply.Huge(10_000_000));
        (AgentResponse response, _) = await RunAsync(server, streaming);

        Assert.That(response.Text, Has.Length.EqualTo(10_000_000));
    }

    [Test]
    public async Task A_reply_beyond_the_bound_is_refused_without_retries(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(ScriptedReply.Huge(200_000));
        using Live live = Live.Over(server, o => o.Resilience.MaxReplyBytes = 100_000);

        ModelCallException error = Assert.ThrowsAsync<ModelCallException>(() =>
            live.Agent.RunAsync("Hello?", cancellationToken: cancellation)
        )!;

        Assert.That((error.Failure, server.Requests.Count), Is.EqualTo((ModelFailure.BadReply, 1)));
        Assert.That(error.Message, Does.Contain("larger than 100000 bytes"));
    }

    [TestCase("{")]
    [TestCase("<html>Bad gateway</html>")]
    [TestCase("{}")]
    [TestCase("""{"choices":[]}""")]
    [TestCase("null")]
    [TestCase("")]
    public async Task A_reply_of_another_form_is_named(string body)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync();
        server.Otherwise = _ => ScriptedReply.Raw(body);
        using Live live = Live.Over(server);

        ModelCallException error = Assert.ThrowsAsync<ModelCallException>(() => live.Agent.RunAsync("Hello?"))!;

        Assert.That(error.Failure, Is.EqualTo(ModelFailure.BadReply), error.ToString());
        Assert.That(server.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_dripping_stream_arrives_piece_by_piece(CancellationToken cancellation)
    {
        await using ScriptedModelServer server = await ScriptedModelServer.StartAsync(
            ScriptedReply.SlowDrip("An apple costs 5.", TimeSpan.FromMilliseconds(20))
        );
        using Live live = Live.Over(server);

        List<string> pieces = [];
        await foreach (AgentResponseUpdate update in live.Agent.RunStreamingAsync("Apple?", cancellationToken: cancellation))
        {
            if (update.Text.Length > 0)
                pieces.Add(update.Text);
        }

        Assert.That(pieces, Has.Count.GreaterThan(3));
        Assert.That(string.Concat(pieces), Is.EqualTo("An apple costs 5."));
    }

    private static async Task<(AgentResponse Response, AgentRunFacts Facts)> RunAsync(ScriptedModelServer server, bool streaming)
    {
        using Live live = Live.Over(server);
        if (!streaming)
        {
            AgentResponse whole = await live.Agent.RunAsync("Hello?");
            return (whole, AgentRunFacts.Of(whole)!);
        }

        List<AgentResponseUpdate> updates = await live.Agent.RunStreamingAsync("Hello?").ToListAsync();
        return (updates.ToAgentResponse(), AgentRunFacts.Of(updates[^1])!);
    }
}
