using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Infrastructure;

/// <summary>What people must know of instances, queues, brokers and Redis on AWS.</summary>
internal static class AwsAlarmCatalog
{
    // As many events as a service does in some seconds; more than that is a service that does not keep up.
    private const int Waiting = 1000;

    private const string KafkaSpace = "AWS/Kafka";

    private const string ClusterName = "Cluster Name";

    /// <summary>The alarms of what the plan has.</summary>
    public static IEnumerable<AwsAlarm> Of(CloudSizing sizing) =>
        [
            .. sizing.HasQueues ? Queues(sizing) : [],
            .. sizing.HasRabbitMq ? RabbitMq : [],
            .. sizing.HasKafka ? [Behind(sizing), .. Kafka(sizing)] : (AwsAlarm[])[],
            .. sizing.HasRedis ? Redis(sizing) : [],
        ];

    /// <summary>The alarms of what several services share.</summary>
    public static IEnumerable<AwsAlarm> Shared(CloudSizing sizing) =>
        [.. sizing.HasRabbitMq ? RabbitMq : [], .. sizing.HasKafka ? Kafka(sizing) : [], .. sizing.HasRedis ? Redis(sizing) : []];

    /// <summary>That fewer instances run than there have to be; how many that is and of which service, whoever writes it says.</summary>
    public static AwsAlarm Few { get; } =
        new("few", "ECS/ContainerInsights", "RunningTaskCount", "Minimum", [], 0, "Fewer instances run than there have to be.")
        {
            Comparison = "LessThanThreshold",
        };

    /// <summary>That all instances of a service together have little left; of which service, whoever writes it says.</summary>
    public static IReadOnlyList<AwsAlarm> Exhausted { get; } =
    [
        new("cpu", "AWS/ECS", "CPUUtilization", "Average", [], 90, "More instances do not help."),
        new("memory", "AWS/ECS", "MemoryUtilization", "Average", [], 90, "Little memory is left."),
    ];

    /// <summary>That a service does not keep up with what it is told in Kafka.</summary>
    /// <param name="cluster">Name of the cluster.</param>
    /// <param name="service">Full name of the service.</param>
    /// <param name="topic">Where it is told.</param>
    /// <param name="name">What the alarm is called.</param>
    public static AwsAlarm Lag(string cluster, string service, string topic, string name = "events-wait") =>
        new(
            name,
            KafkaSpace,
            "SumOffsetLag",
            "Maximum",
            [(ClusterName, cluster), ("Consumer Group", service), ("Topic", topic)],
            Waiting,
            "Events wait to be read."
        );

    private static IEnumerable<AwsAlarm> Queues(CloudSizing sizing)
    {
        const string Space = "AWS/SQS";
        (string, string)[] events = [("QueueName", sizing.Queue("events"))];
        (string, string)[] dead = [("QueueName", sizing.Queue("dead"))];
        yield return new(
            "events-old",
            Space,
            "ApproximateAgeOfOldestMessage",
            "Maximum",
            events,
            300,
            "An event has waited for five minutes."
        );
        yield return new(
            "events-dead",
            Space,
            "ApproximateNumberOfMessagesVisible",
            "Maximum",
            dead,
            0,
            "An event was given up: look at it, then --events-replay."
        );
    }

    // RabbitMQ 4 tells CloudWatch of the whole broker alone: dead letters, which nobody reads, are among what waits.
    private static IEnumerable<AwsAlarm> RabbitMq
    {
        get
        {
            const string Space = "AWS/AmazonMQ";
            (string, string)[] broker = [("Broker", AwsAlarm.Service)];
            yield return new(
                "events-wait",
                Space,
                "MessageReadyCount",
                "Maximum",
                broker,
                Waiting,
                "Events wait, or lie among the dead letters."
            );
            yield return new("broker-cpu", Space, "SystemCpuUtilization", "Average", broker, 80, "The broker has no CPU left.");
            yield return new(
                "broker-memory",
                Space,
                "RabbitMQMemUsed",
                "Maximum",
                broker,
                80,
                "At its limit of memory the broker takes nothing more."
            )
            {
                PercentOf = "RabbitMQMemLimit",
            };
            yield return new(
                "broker-room",
                Space,
                "RabbitMQDiskFree",
                "Minimum",
                broker,
                150,
                "At its limit of free room the broker takes nothing more."
            )
            {
                PercentOf = "RabbitMQDiskFreeLimit",
                Comparison = "LessThanThreshold",
            };
        }
    }

    private static AwsAlarm Behind(CloudSizing sizing)
    {
        var service = sizing.Plan.Blueprint.Service.Name;
        var broker = sizing.Plan.Resources.Single(static resource => resource.Kind == ResourceKind.Broker);
        return Lag(AwsAlarm.Service, service, broker.Events!(service));
    }

    private static IEnumerable<AwsAlarm> Kafka(CloudSizing sizing)
    {
        const string Space = KafkaSpace;
        (string, string) cluster = (ClusterName, AwsAlarm.Service);
        yield return new(
            "partitions-offline",
            Space,
            "OfflinePartitionsCount",
            "Maximum",
            [cluster],
            0,
            "Events of a part can't be told to anybody."
        );
        foreach (var broker in Enumerable.Range(1, sizing.Zones))
        {
            (string, string)[] one = [cluster, ("Broker ID", $"{broker}")];
            yield return new($"broker-{broker}-cpu", Space, "CpuUser", "Average", one, 60, $"Broker {broker} has little CPU left.");
            yield return new(
                $"broker-{broker}-room",
                Space,
                "KafkaDataLogsDiskUsed",
                "Maximum",
                one,
                80,
                $"Broker {broker} has little room left."
            );
        }
    }

    private static IEnumerable<AwsAlarm> Redis(CloudSizing sizing)
    {
        foreach (var node in Enumerable.Range(1, sizing.HasStandby ? 2 : 1))
        {
            (string, string)[] one = [("CacheClusterId", $"{AwsAlarm.Service}-{node:000}")];
            yield return new(
                $"cache-{node}-cpu",
                "AWS/ElastiCache",
                "EngineCPUUtilization",
                "Average",
                one,
                80,
                $"Redis {node} has no CPU left."
            );
            yield return new(
                $"cache-{node}-memory",
                "AWS/ElastiCache",
                "DatabaseMemoryUsagePercentage",
                "Maximum",
                one,
                90,
                $"Redis {node} has little memory left."
            );
        }
    }
}
