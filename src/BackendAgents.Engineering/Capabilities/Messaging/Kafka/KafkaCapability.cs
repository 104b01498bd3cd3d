using BackendAgents.Engineering.Capabilities.Messaging.Brokers;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Messaging.Kafka;

/// <summary>Events through Kafka: by key to partitions, by an idempotent producer, read by one group.</summary>
internal sealed class KafkaCapability : BrokerCapability
{
    public override CapabilityInfo Info { get; } =
        new("kafka", "Kafka", "Events through Kafka: keys, an idempotent producer, a consumer group, a dead-letter topic, replay.")
        {
            Words = ["kafka", "apache kafka", "redpanda"],
            Exclusive = Exclusive,
        };

    protected override string Folder => "Kafka";

    protected override string Package => "Confluent.Kafka";

    protected override string Example => "bootstrap.servers=broker:9092";

    protected override string Promise =>
        "What has the same key is in one partition, in order; all replicas have it before it leaves the outbox. The instances share the "
        + "partitions as one group.";

    private static readonly string[] s_health = ["/opt/kafka/bin/kafka-broker-api-versions.sh", "--bootstrap-server", "localhost:9092"];

    // One node, for one machine; clusters are somebody else's to run.
    protected override Resource Broker { get; } =
        new("broker", ResourceKind.Broker, "Kafka 4.1")
        {
            Events = static service => service + ".events",
            Connection = new Connection("ConnectionStrings:Kafka", "bootstrap.servers=broker:9092"),
            Container = new Container("apache/kafka:4.1.0", 9092)
            {
                Environment = Settings("broker"),
                HealthCheck = s_health,
                DataFolder = "/var/lib/kafka/data",
                UserId = 1000,
                MemoryMebibytes = 1024,
                Trial = new TrialRun(Tests, "bootstrap.servers={host}:9092") { Environment = Settings("{host}"), HealthCheck = s_health },
            },
        };

    private static Dictionary<string, string> Settings(string host) =>
        new()
        {
            ["KAFKA_NODE_ID"] = "1",
            ["KAFKA_PROCESS_ROLES"] = "broker,controller",
            ["KAFKA_LISTENERS"] = "PLAINTEXT://:9092,CONTROLLER://localhost:9093",
            ["KAFKA_ADVERTISED_LISTENERS"] = $"PLAINTEXT://{host}:9092",
            ["KAFKA_CONTROLLER_LISTENER_NAMES"] = "CONTROLLER",
            ["KAFKA_CONTROLLER_QUORUM_VOTERS"] = "1@localhost:9093",
            ["KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR"] = "1",
            ["KAFKA_NUM_PARTITIONS"] = "12",
            ["KAFKA_LOG_DIRS"] = "/var/lib/kafka/data",
        };
}
