using BackendAgents.Engineering.Capabilities.Deployment;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Infrastructure;

/// <summary>What a cloud has to provide, in no cloud's words: sizes and switches that follow from the plan and its targets.</summary>
/// <param name="plan">The service; or several as one, as the world sees them.</param>
/// <param name="members">These several; null for one service.</param>
internal sealed class CloudSizing(ServicePlan plan, IReadOnlyList<ServicePlan>? members = null)
{
    // What one instance with half a core answers without haste; a load test says more.
    private const int RequestsOfInstance = 100;

    public ServicePlan Plan => plan;

    /// <summary>Name that everything begins with; short, since some names may have no more than 24 letters.</summary>
    public string Name =>
        plan.Blueprint.Service.Name.Length > 20 ? plan.Blueprint.Service.Name[..20].TrimEnd('-') : plan.Blueprint.Service.Name;

    /// <summary>Whether rows are in MySQL; else in PostgreSQL.</summary>
    public bool IsMySql => plan.Blueprint.Deployment.Database == "mysql";

    /// <summary>Port of the database.</summary>
    public int DatabasePort => IsMySql ? 3306 : 5432;

    /// <summary>Fewest instances: two, so that one can go; three where less than nine hours a year may be lost.</summary>
    public int MinInstances => plan.Blueprint.Targets.AvailabilityPercent >= 99.9m ? 3 : 2;

    /// <summary>Most instances.</summary>
    public int MaxInstances =>
        Math.Clamp(((plan.Blueprint.Targets.RequestsPerSecond ?? 0) + RequestsOfInstance - 1) / RequestsOfInstance, 2 * MinInstances, 100);

    /// <summary>Whether the database has a twin in another zone.</summary>
    public bool HasStandby => plan.Blueprint.Targets.AvailabilityPercent >= 99.5m;

    /// <summary>Days for which every moment of the database can be brought back, 7 to 35.</summary>
    public static int BackupDays => 30;

    /// <summary>Slowest answer that nineteen of twenty keep to, in seconds.</summary>
    public decimal LatencySeconds => (plan.Blueprint.Targets.LatencyP95Milliseconds ?? 500) / 1000m;

    /// <summary>Requests of a thousand that may fail.</summary>
    public decimal ErrorsOfHundred => 100 - (plan.Blueprint.Targets.AvailabilityPercent ?? 99.5m);

    /// <summary>Secrets of the service by the names of their settings.</summary>
    public IReadOnlyList<string> Secrets => [.. DeploymentSecrets.OfService(plan).Select(static setting => setting.Variable)];

    /// <summary>Whether events go through queues of AWS.</summary>
    public bool HasQueues => Broker == "sqs";

    /// <summary>Whether copies lie in Redis.</summary>
    public bool HasRedis => plan.Blueprint.Deployment.Cache == "redis" && (members is null || HasOne(ResourceKind.Cache));

    /// <summary>Port of Redis.</summary>
    public static int RedisPort => 6379;

    /// <summary>Whether events go through RabbitMQ.</summary>
    public bool HasRabbitMq => Broker == "rabbitmq";

    /// <summary>Whether events go through Kafka.</summary>
    public bool HasKafka => Broker == "kafka";

    /// <summary>Whether events go through a broker that is made here.</summary>
    public bool HasBroker => HasRabbitMq || HasKafka;

    /// <summary>Port of the broker on AWS: AMQP over TLS, or Kafka over TLS with a password.</summary>
    public int BrokerPort => HasRabbitMq ? 5671 : 9096;

    /// <summary>Zones of the network: Kafka keeps each event in three.</summary>
    public int Zones => HasKafka ? 3 : 2;

    /// <summary>Who reaches what is made, for people.</summary>
    public string Who => members is null ? "the service" : "the services";

    /// <summary>What the service, or all of several, are connected to; what these share once.</summary>
    public IEnumerable<Resource> Resources =>
        members is null ? plan.Resources : members.SelectMany(static member => member.Resources).DistinctBy(static one => one.Name);

    // Several services have a broker also where the blueprint names none.
    private string? Broker =>
        members is null ? plan.Blueprint.Deployment.Messaging
        : HasOne(ResourceKind.Broker) ? members[0].Blueprint.Deployment.Messaging
        : null;

    private bool HasOne(ResourceKind kind) => members!.Any(member => member.Resources.Any(resource => resource.Kind == kind));

    /// <summary>Name of a queue, as the service looks for it; of the events themselves, or of the dead letters.</summary>
    public string Queue(string which) => $"{plan.Blueprint.Service.Name}-{which}.fifo";

    /// <summary>Command by which the service says whether it is well.</summary>
    public string[] HealthCommand => ["CMD", "dotnet", plan.ProjectName + ".dll", "--healthcheck"];
}
