using BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;
using static BackendAgents.Engineering.Capabilities.Infrastructure.Hcl.HclExpression;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Aws;

/// <summary>Kafka of MSK: three brokers, over TLS alone, with a password.</summary>
internal static class AwsKafka
{
    /// <summary>Version of Kafka.</summary>
    public const string Version = "3.9.x";

    /// <summary>The smallest machine for more than a trial.</summary>
    public const string NodeType = "kafka.m7g.large";

    /// <summary>Room of a broker.</summary>
    public const int Gibibytes = 100;

    /// <summary>How brokers work: topics come with the first event, and an event is through when two of three have it.</summary>
    public const string Settings =
        "auto.create.topics.enable=true\ndefault.replication.factor=3\nmin.insync.replicas=2\nnum.partitions=12\n";

    public static TerraformModule Module(CloudSizing sizing) =>
        new(
            "broker",
            "Kafka: encrypted, private, each event in three zones. The password is in a secret that a person fills, and in no state.",
            [
                ModuleInput.OfName,
                new("subnet_ids", "list(string)", "Private subnets, one a broker.", "module.network.private_subnet_ids"),
                new("security_group_id", "string", "Group that the service alone reaches.", "module.network.broker_group_id"),
                new("kms_key_arn", "string", "Key that encrypts.", "module.secrets.kms_key_arn"),
                new("node_type", "string", "Size of a machine.", "var.broker_class"),
            ],
            [.. Secret(), .. Cluster(sizing)],
            [
                ("arn", "aws_msk_cluster.main.arn", "The cluster."),
                ("address", "aws_msk_cluster.main.bootstrap_brokers_sasl_scram", "Where it is."),
                ("secret_arn", "aws_secretsmanager_secret.main.arn", "The secret with name and password."),
            ]
        );

    /// <summary>Lets in who has the password; in the service's module, since the secret has to be filled before.</summary>
    public static HclBlock Access { get; } =
        new("resource", "aws_msk_scram_secret_association", "main")
        {
            { "cluster_arn", Var("broker_arn") },
            { "secret_arn_list", new[] { Var("broker_secret_arn") } },
        };

    /// <summary>The same as a module, where several services use the cluster.</summary>
    public static TerraformModule Users() =>
        new(
            "broker_users",
            "Lets in who has the password, once a person has filled the secret with it.",
            [
                new("broker_arn", "string", "The cluster of Kafka.", "module.broker.arn"),
                new("broker_secret_arn", "string", "Name and password for it.", "module.broker.secret_arn"),
            ],
            [Access],
            []
        );

    private static IEnumerable<HclBlock> Secret()
    {
        yield return new HclBlock("resource", "aws_secretsmanager_secret", "main")
        {
            { "name", Of("\"AmazonMSK_${var.name}\""), "MSK reads secrets of names that begin so." },
            { "kms_key_id", Var("kms_key_arn") },
            { "recovery_window_in_days", 30 },
        };
        yield return new HclBlock("resource", "aws_secretsmanager_secret_policy", "main")
        {
            { "secret_arn", Of("aws_secretsmanager_secret.main.arn") },
            {
                "policy",
                Of(
                    """
                    jsonencode({
                      Version = "2012-10-17"
                      Statement = [{
                        Sid       = "AWSKafkaResourcePolicy"
                        Effect    = "Allow"
                        Action    = "secretsmanager:GetSecretValue"
                        Principal = { Service = "kafka.amazonaws.com" }
                        Resource  = aws_secretsmanager_secret.main.arn
                      }]
                    })
                    """
                ),
                "MSK alone, beside who may already."
            },
        };
    }

    private static IEnumerable<HclBlock> Cluster(CloudSizing sizing)
    {
        yield return new HclBlock("resource", "aws_msk_configuration", "main")
        {
            { "name", Var("name") },
            { "server_properties", Settings },
        };
        yield return new HclBlock("resource", "aws_cloudwatch_log_group", "main")
        {
            { "name", Of("\"/msk/${var.name}\"") },
            { "retention_in_days", 30 },
        };
        yield return new HclBlock("resource", "aws_msk_cluster", "main")
        {
            { "cluster_name", Var("name") },
            { "kafka_version", Version },
            { "number_of_broker_nodes", sizing.Zones, "One in each zone." },
            new HclBlock("broker_node_group_info")
            {
                { "instance_type", Var("node_type") },
                { "client_subnets", Var("subnet_ids") },
                { "security_groups", new[] { Var("security_group_id") } },
                new HclBlock("storage_info") { new HclBlock("ebs_storage_info") { { "volume_size", Gibibytes } } },
            },
            new HclBlock("configuration_info")
            {
                { "arn", Of("aws_msk_configuration.main.arn") },
                { "revision", Of("aws_msk_configuration.main.latest_revision") },
            },
            new HclBlock("client_authentication")
            {
                { "unauthenticated", false },
                new HclBlock("sasl") { { "scram", true } },
            },
            new HclBlock("encryption_info")
            {
                { "encryption_at_rest_kms_key_arn", Var("kms_key_arn") },
                new HclBlock("encryption_in_transit") { { "client_broker", "TLS" }, { "in_cluster", true } },
            },
            new HclBlock("logging_info")
            {
                new HclBlock("broker_logs")
                {
                    new HclBlock("cloudwatch_logs") { { "enabled", true }, { "log_group", Of("aws_cloudwatch_log_group.main.name") } },
                },
            },
            new HclBlock("lifecycle") { { "prevent_destroy", true } },
        };
    }
}
