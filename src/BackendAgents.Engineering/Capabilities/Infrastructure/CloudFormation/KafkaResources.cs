using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Aws;
using static BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation.StackTemplate;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation;

/// <summary>Kafka of MSK in the stack of what keeps things: three brokers, over TLS alone, with a password.</summary>
internal static class KafkaResources
{
    /// <summary>The cluster and the secret of its password, which a person fills.</summary>
    public static void Add(StackTemplate stack, CloudSizing sizing)
    {
        stack.Parameter("BrokerClass", "Size of Kafka's machines.", AwsKafka.NodeType);
        stack.Resource(
            "BrokerSecret",
            "AWS::SecretsManager::Secret",
            new YamlMap { { "Name", CloudNeeds.KafkaSecret(sizing) }, { "KmsKeyId", Attribute("Key", "Arn") } },
            "A person puts the content in; MSK reads secrets of names that begin so.",
            keep: true
        );
        stack.Resource(
            "BrokerSettings",
            "AWS::MSK::Configuration",
            new YamlMap { { "Name", sizing.Name }, { "ServerProperties", AwsKafka.Settings } }
        );
        stack.Resource("BrokerLogs", "AWS::Logs::LogGroup", new YamlMap { { "RetentionInDays", 30 } });
        stack.Resource(
            "Broker",
            "AWS::MSK::Cluster",
            new YamlMap
            {
                { "ClusterName", sizing.Name },
                { "KafkaVersion", AwsKafka.Version },
                { "NumberOfBrokerNodes", sizing.Zones, "One in each zone." },
                {
                    "BrokerNodeGroupInfo",
                    new YamlMap
                    {
                        { "InstanceType", Ref("BrokerClass") },
                        { "ClientSubnets", DataStack.PrivateSubnets(sizing) },
                        { "SecurityGroups", new[] { Import(sizing.Name, "BrokerGroup") } },
                        {
                            "StorageInfo",
                            new YamlMap
                            {
                                {
                                    "EBSStorageInfo",
                                    new YamlMap { { "VolumeSize", AwsKafka.Gibibytes } }
                                },
                            }
                        },
                    }
                },
                {
                    "ConfigurationInfo",
                    new YamlMap { { "Arn", Ref("BrokerSettings") }, { "Revision", Attribute("BrokerSettings", "LatestRevision.Revision") } }
                },
                {
                    "ClientAuthentication",
                    new YamlMap
                    {
                        {
                            "Sasl",
                            new YamlMap
                            {
                                {
                                    "Scram",
                                    new YamlMap { { "Enabled", true } }
                                },
                            }
                        },
                        {
                            "Unauthenticated",
                            new YamlMap { { "Enabled", false } }
                        },
                    }
                },
                {
                    "EncryptionInfo",
                    new YamlMap
                    {
                        {
                            "EncryptionAtRest",
                            new YamlMap { { "DataVolumeKMSKeyId", Attribute("Key", "Arn") } }
                        },
                        {
                            "EncryptionInTransit",
                            new YamlMap { { "ClientBroker", "TLS" }, { "InCluster", true } }
                        },
                    }
                },
                {
                    "LoggingInfo",
                    new YamlMap
                    {
                        {
                            "BrokerLogs",
                            new YamlMap
                            {
                                {
                                    "CloudWatchLogs",
                                    new YamlMap { { "Enabled", true }, { "LogGroup", Ref("BrokerLogs") } }
                                },
                            }
                        },
                    }
                },
            },
            keep: true
        );
        stack.Export(sizing.Name, "Broker", Attribute("Broker", "Arn"));
        stack.Export(sizing.Name, "BrokerSecret", Ref("BrokerSecret"));
    }

    /// <summary>Lets in who has the password; in the stack of the service, since the secret has to be filled before.</summary>
    public static void AddAccess(StackTemplate stack, CloudSizing sizing) =>
        stack.Resource(
            "BrokerAccess",
            "AWS::MSK::BatchScramSecret",
            new YamlMap
            {
                { "ClusterArn", Import(sizing.Name, "Broker") },
                { "SecretArnList", new[] { Import(sizing.Name, "BrokerSecret") } },
            }
        );
}
