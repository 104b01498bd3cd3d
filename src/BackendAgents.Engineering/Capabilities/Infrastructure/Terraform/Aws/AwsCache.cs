using BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;
using static BackendAgents.Engineering.Capabilities.Infrastructure.Hcl.HclExpression;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Aws;

/// <summary>Redis of ElastiCache: its copies may be lost, and nobody but the service may read them.</summary>
internal static class AwsCache
{
    /// <summary>Version of Redis.</summary>
    public const string Version = "7.1";

    /// <summary>The smallest machine; copies need little.</summary>
    public const string NodeType = "cache.t4g.small";

    public static TerraformModule Module(CloudSizing sizing) =>
        new(
            "cache",
            "Redis: encrypted, private. No password: one would be in the state, and its group lets in the service alone.",
            [
                ModuleInput.OfName,
                new("subnet_ids", "list(string)", "Private subnets.", "module.network.private_subnet_ids"),
                new("security_group_id", "string", "Group that the service alone reaches.", "module.network.cache_group_id"),
                new("kms_key_arn", "string", "Key that encrypts.", "module.secrets.kms_key_arn"),
                new("node_type", "string", "Size of a machine.", "var.cache_class"),
            ],
            [
                new HclBlock("resource", "aws_elasticache_subnet_group", "main")
                {
                    { "name", Var("name") },
                    { "subnet_ids", Var("subnet_ids") },
                },
                new HclBlock("resource", "aws_elasticache_replication_group", "main")
                {
                    { "replication_group_id", Var("name") },
                    { "description", "Copies of answers, and counts of callers" },
                    { "engine", "redis" },
                    { "engine_version", Version },
                    { "node_type", Var("node_type") },
                    { "port", CloudSizing.RedisPort },
                    { "num_cache_clusters", sizing.HasStandby ? 2 : 1, "From the target of availability." },
                    { "automatic_failover_enabled", sizing.HasStandby },
                    { "multi_az_enabled", sizing.HasStandby },
                    { "at_rest_encryption_enabled", true },
                    { "kms_key_id", Var("kms_key_arn") },
                    { "transit_encryption_enabled", true },
                    { "auto_minor_version_upgrade", true },
                    { "subnet_group_name", Of("aws_elasticache_subnet_group.main.name") },
                    { "security_group_ids", new[] { Var("security_group_id") } },
                },
            ],
            [("address", "aws_elasticache_replication_group.main.primary_endpoint_address", "Where it is.")]
        );
}
