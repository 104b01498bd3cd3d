using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Checks.Rules;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Rules;

/// <summary>What a cloud keeps is encrypted.</summary>
internal sealed class CloudKeepsEncrypted()
    : Rule(
        new RuleDescriptor(
            "OPS027",
            "What a cloud keeps is encrypted.",
            Area.Operations,
            Severity.Error,
            "Set storage_encrypted to true (of Redis at_rest_encryption_enabled and transit_encryption_enabled; of brokers their "
                + "encryption_options or encryption_info), with a key of your own.",
            "checkov CKV_AWS_16, CKV_AWS_27, CKV_AWS_29, CKV_AWS_30, CKV_AWS_81, CKV_AWS_209; CIS AWS Foundations 2.2.1"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from resource in CloudResource.All(context)
        let fault = resource.Type switch
        {
            "aws_db_instance" or "aws_rds_cluster" or "AWS::RDS::DBInstance" or "AWS::RDS::DBCluster" => resource["storage_encrypted"]
            == "true"
                ? null
                : "The database keeps its rows in the clear.",
            "aws_elasticache_replication_group" or "AWS::ElastiCache::ReplicationGroup" => resource["at_rest_encryption_enabled"] == "true"
            && resource["transit_encryption_enabled"] == "true"
                ? null
                : "Redis keeps copies, or is told them, in the clear.",
            "aws_mq_broker" or "AWS::AmazonMQ::Broker" => resource["use_aws_owned_key"] == "true" || resource["kms_key_id"] is not null
                ? null
                : "It is not said by which key the broker keeps messages.",
            "azurerm_managed_redis" => resource["client_protocol"] is null or "Encrypted" ? null : "Redis is told copies in the clear.",
            "aws_msk_cluster" or "AWS::MSK::Cluster" => Kafka(resource),
            "aws_sqs_queue" or "AWS::SQS::Queue" => resource["sqs_managed_sse_enabled"] == "true"
            || resource["kms_master_key_id"] is not null
                ? null
                : "The queue keeps messages in the clear.",
            _ => null,
        }
        where fault is not null
        select Descriptor.Report(resource.Place, fault);

    private static string? Kafka(CloudResource resource) =>
        resource["client_broker"] != "TLS" || resource["in_cluster"] == "false" ? "Kafka is told events in the clear."
        : (resource["encryption_at_rest_kms_key_arn"] ?? resource["data_volume_kmskey_id"]) is null
            ? "Kafka keeps events without a key of your own."
        : null;
}
