using BackendAgents.Engineering.Capabilities.Messaging.Brokers;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Messaging.Sqs;

/// <summary>Events through a queue of Amazon SQS.</summary>
internal sealed class SqsCapability : BrokerCapability
{
    public override CapabilityInfo Info { get; } =
        new("sqs", "Amazon SQS", "Events through Amazon SQS: FIFO or standard queues, visibility, redrive to a dead-letter queue, replay.")
        {
            Words = ["sqs", "aws sqs", "amazon sqs"],
            Exclusive = Exclusive,
        };

    protected override string Folder => "Sqs";

    protected override string Package => "AWSSDK.SQS";

    protected override string Example => "Region=eu-central-1";

    protected override string Promise =>
        "The key of an event is its message group, in which the order holds; with `Fifo=false` the queue is a standard one, which keeps no "
        + "order. What is not stored within a minute comes again. The service makes its queues where they are missing, and may "
        + "send, receive, delete and change the visibility of messages in them by its role.";

    protected override Resource Broker { get; } =
        new("broker", ResourceKind.Broker, "Amazon SQS")
        {
            Connection = new Connection("ConnectionStrings:Sqs", "Region=eu-central-1"),
            Events = static service => service + "-events.fifo",
        };
}
