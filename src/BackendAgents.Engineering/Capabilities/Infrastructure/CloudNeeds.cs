using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities.Caching;
using BackendAgents.Engineering.Capabilities.Deployment;
using BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Azure;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Infrastructure;

/// <summary>What a person writes into the secrets of connections, and what is not made at all and why, for READMEs.</summary>
internal static class CloudNeeds
{
    private const string Plain = "security.protocol=SASL_SSL;sasl.mechanism=PLAIN;sasl.username=$ConnectionString;sasl.password=\"KEY\"";

    private const string Scram = "security.protocol=SASL_SSL;sasl.mechanism=SCRAM-SHA-512;sasl.username=app;sasl.password=PASSWORD";

    /// <summary>Why nothing is made in a cloud for a service; null where it is.</summary>
    public static string? WhyNot(ServicePlan plan) =>
        plan.Blueprint.Deployment.Database != "sqlite" || DeploymentSecrets.KeepsFile(plan) ? WhyNot(plan.Blueprint) : null;

    /// <summary>Why nothing is made in a cloud for what keeps its rows as a blueprint says; null where it is.</summary>
    public static string? WhyNot(Blueprint blueprint)
    {
        if (blueprint.Entities.Any(static entity => entity.Fields.Any(static field => field.Type == FieldType.File)))
            return "files that callers upload lie in a folder, which outlives no instance there. Have the service run in a cluster, "
                + "with a volume for them (`deploy/k8s`).";
        const string Instead = "Set `deployment.database` to `postgresql` or `mysql`";
        return blueprint.Deployment.Database switch
        {
            "sqlite" => $"an SQLite file outlives no instance there. {Instead}.",
            "mongodb" => "what AWS and Azure run in MongoDB's place knows a part of its commands, and no service was tried on it. "
                + $"{Instead}, or have MongoDB run by its maker and the service in a cluster.",
            _ => null,
        };
    }

    /// <summary>Whom a service calls by another port than that of HTTPS, which is open for what AWS itself needs; each port once.</summary>
    public static IEnumerable<OutsideCall> OtherCalls(ServicePlan plan) =>
        plan.OutsideCalls.Where(static call => call.Port != OutsideCall.Https).DistinctBy(static call => (call.Port, call.IsNear));

    /// <summary>On AWS; empty where there is nothing to say.</summary>
    /// <param name="sizing">What there is.</param>
    /// <param name="brokerAddress">Where the broker's address is to be read.</param>
    public static string OnAws(CloudSizing sizing, string brokerAddress)
    {
        var made = new List<string>();
        if (sizing.HasRedis)
            made.Add(
                $"Redis is ElastiCache: encrypted, without a password, since its group lets in {sizing.Who} alone. The secret "
                    + $"`{ReadCacheParts.Variable}` is `ADDRESS:{CloudSizing.RedisPort},ssl=true`, with the address that is an output."
            );
        if (sizing.HasRabbitMq)
            made.Add(
                $"""
                RabbitMQ is Amazon MQ: private, over TLS alone. AWS makes the password, which lies in the secret
                `{sizing.Name}/broker-password` and in no state; its user is the broker's administrator, and the only one. The secret
                `ConnectionStrings__RabbitMq` is `amqps://app:PASSWORD@HOST:{sizing.BrokerPort}/`, with the host of {brokerAddress}.
                Its disks are encrypted by a key of AWS; one of your own is not taken for RabbitMQ.
                """
            );
        if (sizing.HasKafka)
            made.Add(
                $$"""
                Kafka is MSK: private, over TLS alone, with a password (SCRAM). You make it:
                `aws secretsmanager get-random-password --exclude-punctuation`, and put `{"username":"app","password":"PASSWORD"}` into
                the secret `{{KafkaSecret(sizing)}}`. The secret `ConnectionStrings__Kafka` is
                `bootstrap.servers=BROKERS;{{Scram}}`, with the brokers of {{brokerAddress}}.
                Topics come by themselves, with three copies of each event.
                """
            );
        var missing = All(sizing)
            .Where(resource => resource.Kind == ResourceKind.Cache ? !sizing.HasRedis : !sizing.HasQueues && !sizing.HasBroker)
            .ToList();
        return Text(made, missing, "Use a managed one in the same network; its secret says where it is.");
    }

    /// <summary>On Azure; empty where there is nothing to say.</summary>
    public static string OnAzure(CloudSizing sizing)
    {
        var made = new List<string>();
        var cache = AzureModules.SecretName(ReadCacheParts.Variable);
        if (sizing.HasRedis)
            made.Add(
                $"""
                Redis is Azure Managed Redis: encrypted, without a public address. The secret
                `{cache}` is `HOST:{AzureCache.Port},ssl=true,password=KEY`;
                `az redisenterprise database list-keys --cluster-name {sizing.Name} --resource-group {sizing.Name}`
                shows the key. The state has it, too, as that of every such resource: let nobody read it who may not read the vault.
                """
            );
        if (sizing.HasKafka)
            made.Add(
                $"""
                Kafka is Event Hubs, which speaks as Kafka does: TLS alone, without a public address. The secret
                `ConnectionStrings-Kafka` is
                `bootstrap.servers={sizing.Name}-events.servicebus.windows.net:{AzureEvents.Port};{Plain}`, where KEY is the connection
                string that `az eventhubs namespace authorization-rule keys list --name service --namespace-name {sizing.Name}-events
                --resource-group {sizing.Name} --query primaryConnectionString` shows. Leave the quotes in. The state has it, too.
                """
            );
        if (sizing.HasRabbitMq)
            made.Add(
                "RabbitMQ is not made: Azure runs none, and Service Bus has no AMQP 0.9.1, which RabbitMQ's client speaks, but 1.0. "
                    + "With `deployment.messaging: kafka` events go through Event Hubs; else run RabbitMQ yourself, in the cluster of "
                    + "`deploy/k8s` for example, and name it in `ConnectionStrings-RabbitMq` as `amqps://…`."
            );
        var missing = All(sizing).Where(resource => resource.Kind == ResourceKind.Cache ? !sizing.HasRedis : !sizing.HasBroker).ToList();
        return Text(made, missing, "Its secret says where it is.");
    }

    /// <summary>Name of the secret that MSK reads; it has to begin so.</summary>
    public static string KafkaSecret(CloudSizing sizing) => "AmazonMSK_" + sizing.Name;

    /// <summary>Names as a README lists them.</summary>
    public static string List(IEnumerable<string> names) => string.Join(", ", names.Select(static name => $"`{name}`"));

    private static IEnumerable<Resource> All(CloudSizing sizing) =>
        sizing.Resources.Where(static resource => resource is { Kind: ResourceKind.Cache or ResourceKind.Broker, Connection: not null });

    /// <summary>What is made, and what is not.</summary>
    private static string Text(IEnumerable<string> made, List<Resource> missing, string instead)
    {
        var said = string.Concat(made.Select(static paragraph => "\n\n" + paragraph));
        if (missing.Count == 0)
            return said;
        var names = missing.Select(static resource => $"{resource.Title} (`{Setting.VariableOf(resource.Connection!.Setting)}`)");
        return $"{said}\n\nNot made here: {string.Join(", ", names)}. {instead}";
    }
}
