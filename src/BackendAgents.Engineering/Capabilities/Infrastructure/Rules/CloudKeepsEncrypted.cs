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
            "Set storage_encrypted to true (of Redis at_rest_encryption_enabled and transit_encryption_enabled), with a key of your own.",
            "checkov CKV_AWS_16, CKV_AWS_29, CKV_AWS_30; CIS AWS Foundations 2.2.1"
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
            _ => null,
        }
        where fault is not null
        select Descriptor.Report(resource.Place, fault);
}
