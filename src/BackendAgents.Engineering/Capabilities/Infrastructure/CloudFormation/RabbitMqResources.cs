using BackendAgents.Engineering.Artifacts;
using static BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation.StackTemplate;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation;

/// <summary>
/// RabbitMQ of Amazon MQ, as a part of a stack. Terraform has the same stack made: its own resource would keep the password in the state.
/// </summary>
internal static class RabbitMqResources
{
    /// <summary>Version; 4 runs on machines of the kind m7g alone.</summary>
    public const string Version = "4.2";

    /// <summary>The password and the broker; the output <c>BrokerAddress</c> is where it is.</summary>
    /// <param name="stack">The stack to add to.</param>
    /// <param name="sizing">What there has to be.</param>
    /// <param name="name">Name that everything begins with.</param>
    /// <param name="key">ARN of the key.</param>
    /// <param name="group">Group that the service alone reaches.</param>
    /// <param name="subnets">Private subnets.</param>
    public static void Add(StackTemplate stack, CloudSizing sizing, object name, YamlMap key, YamlMap group, object subnets)
    {
        stack.Parameter("BrokerClass", "Size of RabbitMQ's machines.", Class(sizing));
        stack.Resource(
            "BrokerPassword",
            "AWS::SecretsManager::Secret",
            new YamlMap
            {
                { "Name", name is string text ? text + "/broker-password" : Text("${Name}/broker-password") },
                { "KmsKeyId", key },
                {
                    "GenerateSecretString",
                    new YamlMap { { "PasswordLength", 40 }, { "ExcludePunctuation", true } }
                },
            },
            "AWS makes it: it is in no template and no state.",
            keep: true
        );
        stack.Resource(
            "Broker",
            "AWS::AmazonMQ::Broker",
            new YamlMap
            {
                { "BrokerName", name },
                { "EngineType", "RABBITMQ" },
                { "EngineVersion", Version },
                {
                    "DeploymentMode",
                    sizing.HasStandby ? "CLUSTER_MULTI_AZ" : "SINGLE_INSTANCE",
                    "From the target of availability: three nodes, of which one may go."
                },
                { "HostInstanceType", Ref("BrokerClass") },
                { "PubliclyAccessible", false },
                { "AutoMinorVersionUpgrade", true },
                {
                    "EncryptionOptions",
                    new YamlMap { { "UseAwsOwnedKey", true } },
                    "RabbitMQ takes no key of one's own."
                },
                {
                    "Logs",
                    new YamlMap { { "General", true } }
                },
                { "SecurityGroups", new[] { group } },
                { "SubnetIds", subnets },
                {
                    "Users",
                    new[]
                    {
                        new YamlMap
                        {
                            { "Username", "app" },
                            { "Password", Text("{{resolve:secretsmanager:${BrokerPassword}:SecretString}}") },
                        },
                    }
                },
            },
            keep: true
        );
    }

    /// <summary>Where it is: <c>amqps://HOST:5671</c>, without the password.</summary>
    public static YamlMap Address { get; } = new() { { "Fn::Select", new object[] { 0, Attribute("Broker", "AmqpEndpoints") } } };

    /// <summary>Size of a machine: a cluster has larger ones.</summary>
    public static string Class(CloudSizing sizing) => sizing.HasStandby ? "mq.m7g.large" : "mq.m7g.medium";
}
