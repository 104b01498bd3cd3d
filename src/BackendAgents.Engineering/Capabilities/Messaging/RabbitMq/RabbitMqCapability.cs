using BackendAgents.Engineering.Capabilities.Deployment;
using BackendAgents.Engineering.Capabilities.Messaging.Brokers;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Messaging.RabbitMq;

/// <summary>Events through RabbitMQ: confirmed, in quorum queues, with a dead-letter exchange.</summary>
internal sealed class RabbitMqCapability : BrokerCapability
{
    private const string Secret = "broker-password";

    // The password is in no file of the image and in no list of processes.
    private const string Start =
        $"export RABBITMQ_DEFAULT_PASS=`cat {DeploymentSecrets.Folder}/{Secret}`; exec docker-entrypoint.sh rabbitmq-server";

    public override CapabilityInfo Info { get; } =
        new("rabbitmq", "RabbitMQ", "Events through RabbitMQ: publisher confirms, quorum queues, a dead-letter exchange, replay.")
        {
            Words = ["rabbitmq", "rabbit mq", "amqp"],
            Exclusive = Exclusive,
        };

    protected override string Folder => "RabbitMq";

    protected override string Package => "RabbitMQ.Client";

    protected override string Example => "amqp://app:…@broker:5672/";

    protected override string Promise =>
        "Each event is confirmed before it leaves the outbox, and lies in a quorum queue that one instance reads at a time, in order.";

    protected override Resource Broker { get; } =
        new("broker", ResourceKind.Broker, "RabbitMQ 4.1")
        {
            Connection = new Connection("ConnectionStrings:RabbitMq", "amqp://app:{password}@broker:5672/"),
            Container = new Container("rabbitmq:4.1", 5672)
            {
                Environment = new Dictionary<string, string> { ["RABBITMQ_DEFAULT_USER"] = "app", ["RABBITMQ_NODENAME"] = "app@localhost" },
                SecretFiles = new Dictionary<string, string> { ["BROKER_PASSWORD_FILE"] = Secret },
                Command = ["sh", "-c", Start],
                HealthCheck = ["rabbitmq-diagnostics", "-q", "check_port_connectivity"],
                DataFolder = "/var/lib/rabbitmq",
                UserId = 999,
                Trial = new TrialRun(Tests, "amqp://test:test@{host}:5672/")
                {
                    Environment = new Dictionary<string, string> { ["RABBITMQ_DEFAULT_USER"] = "test", ["RABBITMQ_DEFAULT_PASS"] = "test" },
                    HealthCheck = ["rabbitmq-diagnostics", "-q", "check_port_connectivity"],
                },
            },
        };
}
