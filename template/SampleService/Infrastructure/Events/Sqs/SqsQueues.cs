using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Amazon;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace SampleService.Infrastructure;

/// <summary>The service's queue in Amazon SQS, and the one of its dead letters.</summary>
/// <param name="Events">Address of the queue.</param>
/// <param name="Dead">Address of the queue of dead letters.</param>
/// <param name="IsFifo">Whether it keeps the order of events with the same key, and drops what comes twice within five minutes.</param>
internal sealed record SqsQueues(string Events, string Dead, bool IsFifo)
{
    /// <summary>
    /// The connection string: <c>Region=eu-central-1</c>; <c>Fifo=false</c> for a standard queue; <c>ServiceUrl=http://…</c> for another
    /// server. Who the service is comes from its role or the usual environment variables.
    /// </summary>
    public const string Setting = "Sqs";

    /// <summary>Times that a message is received before it is a dead letter.</summary>
    public const int MaxReceives = 5;

    /// <summary>The client that a connection string asks for.</summary>
    /// <exception cref="InvalidOperationException">It names neither a region nor a server.</exception>
    public static AmazonSQSClient Client(string connection)
    {
        var settings = new DbConnectionStringBuilder { ConnectionString = connection };
        var config = new AmazonSQSConfig();
        if (settings.TryGetValue("ServiceUrl", out var server))
            (config.ServiceURL, config.AuthenticationRegion) = ($"{server}", "us-east-1");
        else if (settings.TryGetValue("Region", out var region))
            config.RegionEndpoint = RegionEndpoint.GetBySystemName($"{region}");
        else
            throw new InvalidOperationException($"ConnectionStrings__{Setting} is written 'Region=eu-central-1'.");
        return new AmazonSQSClient(config);
    }

    /// <summary>The queues; made where they are not there.</summary>
    public static async Task<SqsQueues> OpenAsync(IAmazonSQS client, string connection, CancellationToken cancellationToken)
    {
        var settings = new DbConnectionStringBuilder { ConnectionString = connection };
        var isFifo = !(settings.TryGetValue("Fifo", out var fifo) && bool.TryParse($"{fifo}", out var asked) && !asked);
        var ending = isFifo ? ".fifo" : "";
        var dead = await QueueAsync(client, $"{ServiceInfo.Name}-dead{ending}", [], isFifo, cancellationToken);
        var arn = (await client.GetQueueAttributesAsync(dead, ["QueueArn"], cancellationToken)).QueueARN;
        var redrive = JsonSerializer.Serialize(new { deadLetterTargetArn = arn, maxReceiveCount = MaxReceives });
        var events = await QueueAsync(
            client,
            $"{ServiceInfo.Name}-events{ending}",
            new() { ["RedrivePolicy"] = redrive, ["VisibilityTimeout"] = 60.ToString(CultureInfo.InvariantCulture) },
            isFifo,
            cancellationToken
        );
        return new SqsQueues(events, dead, isFifo);
    }

    private static async Task<string> QueueAsync(
        IAmazonSQS client,
        string name,
        Dictionary<string, string> attributes,
        bool isFifo,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return (await client.GetQueueUrlAsync(name, cancellationToken)).QueueUrl;
        }
        catch (QueueDoesNotExistException)
        {
            attributes["MessageRetentionPeriod"] = TimeSpan.FromDays(14).TotalSeconds.ToString(CultureInfo.InvariantCulture);
            if (isFifo)
                attributes["FifoQueue"] = "true";
            var request = new CreateQueueRequest { QueueName = name, Attributes = attributes };
            return (await client.CreateQueueAsync(request, cancellationToken)).QueueUrl;
        }
    }
}
