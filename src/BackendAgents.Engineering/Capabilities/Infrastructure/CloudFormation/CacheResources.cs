using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Aws;
using static BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation.StackTemplate;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation;

/// <summary>Redis of ElastiCache in the stack of what keeps things; what it keeps may be lost.</summary>
internal static class CacheResources
{
    public static void Add(StackTemplate stack, CloudSizing sizing)
    {
        stack.Parameter("CacheClass", "Size of Redis' machines.", AwsCache.NodeType);
        stack.Resource(
            "CacheSubnets",
            "AWS::ElastiCache::SubnetGroup",
            new YamlMap
            {
                { "Description", "Private subnets" },
                { "SubnetIds", new[] { Import(sizing.Name, "PrivateSubnet1"), Import(sizing.Name, "PrivateSubnet2") } },
            }
        );
        stack.Resource(
            "Cache",
            "AWS::ElastiCache::ReplicationGroup",
            new YamlMap
            {
                { "ReplicationGroupId", sizing.Name },
                { "ReplicationGroupDescription", "Copies of answers, and counts of callers" },
                { "Engine", "redis" },
                { "EngineVersion", AwsCache.Version },
                { "CacheNodeType", Ref("CacheClass") },
                { "Port", CloudSizing.RedisPort },
                { "NumCacheClusters", sizing.HasStandby ? 2 : 1, "From the target of availability." },
                { "AutomaticFailoverEnabled", sizing.HasStandby },
                { "MultiAZEnabled", sizing.HasStandby },
                { "AtRestEncryptionEnabled", true },
                { "KmsKeyId", Attribute("Key", "Arn") },
                { "TransitEncryptionEnabled", true },
                { "AutoMinorVersionUpgrade", true },
                { "CacheSubnetGroupName", Ref("CacheSubnets") },
                { "SecurityGroupIds", new[] { Import(sizing.Name, "CacheGroup") } },
            },
            "No password: its group lets in the service alone."
        );
        stack.Export(sizing.Name, "CacheAddress", Attribute("Cache", "PrimaryEndPoint.Address"));
    }
}
