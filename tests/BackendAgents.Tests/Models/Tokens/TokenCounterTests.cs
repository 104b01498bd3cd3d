using BackendAgents.Models.Tokens;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace BackendAgents.Tests.Models.Tokens;

public sealed class TokenCounterTests
{
    private readonly O200kTokenCounter _counter = new();

    [TestCase("", 0)]
    [TestCase("hello world", 2)]
    [TestCase("CREATE TABLE posts (id uuid PRIMARY KEY);", 9)]
    public void Counts_as_the_vocabulary_does(string text, int tokens) => Assert.That(_counter.Count(text), Is.EqualTo(tokens));

    [Test]
    public void Counts_from_many_threads()
    {
        int[] counts = new int[200];
        Parallel.For(0, counts.Length, i => counts[i] = new O200kTokenCounter().Count("hello world"));

        Assert.That(counts, Is.All.EqualTo(2));
    }

    [Test]
    public void The_services_word_counts_before_the_estimate()
    {
        ChatMessage[] sent = [new(ChatRole.User, "hello world")];
        AgentResponse response = new(new ChatMessage(ChatRole.Assistant, "hello world"));

        UsageDetails estimated = UsageEstimate.Of(response, sent, _counter);
        response.Usage = new UsageDetails { InputTokenCount = 9 };
        UsageDetails told = UsageEstimate.Of(response, sent, _counter);

        Assert.That((estimated.InputTokenCount, estimated.OutputTokenCount), Is.EqualTo((6L, 2L)));
        Assert.That(estimated.AdditionalCounts, Contains.Key(UsageEstimate.Estimated));
        Assert.That((told.InputTokenCount, told.AdditionalCounts), Is.EqualTo((9L, (AdditionalPropertiesDictionary<long>?)null)));
    }
}
