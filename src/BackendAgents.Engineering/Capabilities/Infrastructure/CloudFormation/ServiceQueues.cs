using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Aws;
using static BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation.StackTemplate;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation;

/// <summary>The queue of events and that of dead letters, by the names that the service looks for.</summary>
internal static class ServiceQueues
{
    /// <summary>Adds both.</summary>
    public static void Add(StackTemplate stack, CloudSizing sizing)
    {
        var events = Queue("events", sizing);
        events.Add("VisibilityTimeout", AwsQueues.VisibleAfterSeconds);
        events.Add(
            "RedrivePolicy",
            new YamlMap { { "deadLetterTargetArn", Attribute("DeadLetters", "Arn") }, { "maxReceiveCount", AwsQueues.MaxReceives } }
        );
        stack.Resource("DeadLetters", "AWS::SQS::Queue", Queue("dead", sizing), "What was given up; a person looks at it.");
        stack.Resource("Events", "AWS::SQS::Queue", events);
    }

    /// <summary>What the service may do with them.</summary>
    public static YamlMap Policy() =>
        new()
        {
            { "PolicyName", "queues" },
            {
                "PolicyDocument",
                new YamlMap
                {
                    { "Version", "2012-10-17" },
                    {
                        "Statement",
                        new[]
                        {
                            new YamlMap
                            {
                                { "Effect", "Allow" },
                                { "Action", AwsQueues.Actions },
                                { "Resource", new[] { Attribute("Events", "Arn"), Attribute("DeadLetters", "Arn") } },
                            },
                        }
                    },
                }
            },
        };

    private static YamlMap Queue(string name, CloudSizing sizing) =>
        new()
        {
            { "QueueName", sizing.Queue(name) },
            { "FifoQueue", true },
            { "SqsManagedSseEnabled", true },
            { "MessageRetentionPeriod", AwsQueues.KeptSeconds },
        };
}
