using Amazon.SQS.Model;
using SampleService.Infrastructure;

namespace SampleService.Tests;

/// <summary>Events through a real queue of SQS.</summary>
public sealed class SqsTests : BrokerTests
{
    protected override async Task SendAsync(string broker, string text)
    {
        using var client = SqsQueues.Client(broker);
        var queues = await SqsQueues.OpenAsync(client, broker, CancellationToken.None);
        var request = new SendMessageRequest { QueueUrl = queues.Events, MessageBody = text };
        if (queues.IsFifo)
            (request.MessageGroupId, request.MessageDeduplicationId) = ("nobody", $"{Guid.NewGuid()}");
        await client.SendMessageAsync(request);
    }
}
