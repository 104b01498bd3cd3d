using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Infrastructure.Clouds;
using static BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation.StackTemplate;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation;

/// <summary>What keeps things, as a stack: key, secrets, images, the database.</summary>
internal static class DataStack
{
    // What CloudWatch needs to tell of an alarm through an encrypted topic.
    private static readonly string[] s_alarmsUse = ["kms:Decrypt", "kms:GenerateDataKey*"];

    public static StackTemplate Template(CloudSizing sizing, AwsOptions options)
    {
        var stack = new StackTemplate("data", "What keeps things: the database, the images, and the secrets without their content.");
        stack.Parameter("DatabaseClass", "Size of the database's machine.", options.DatabaseClass);
        AddKey(stack, sizing);
        foreach (var secret in sizing.Secrets)
            AddSecret(stack, SecretKey(secret), $"{sizing.Name}/{secret}", Attribute("Key", "Arn"));
        AddImages(stack, "Images", sizing.Name);
        AddDatabase(stack, sizing, Attribute("Key", "Arn"), Import(sizing.Name, "DatabaseGroup"));
        AddShared(stack, sizing);
        stack.Export(sizing.Name, "Key", Attribute("Key", "Arn"));
        stack.Export(sizing.Name, "Images", Attribute("Images", "RepositoryUri"));
        stack.Export(sizing.Name, "Database", Ref("Database"));
        stack.Export(sizing.Name, "DatabaseAddress", Attribute("Database", "Endpoint.Address"));
        foreach (var secret in sizing.Secrets)
            stack.Export(sizing.Name, SecretKey(secret), Ref(SecretKey(secret)));
        return stack;
    }

    /// <summary>The key that encrypts what is kept.</summary>
    public static void AddKey(StackTemplate stack, CloudSizing sizing) =>
        stack.Resource(
            "Key",
            "AWS::KMS::Key",
            new YamlMap
            {
                { "Description", "What " + sizing.Name + " keeps" },
                { "EnableKeyRotation", true },
                { "KeyPolicy", KeyPolicy() },
            },
            keep: true
        );

    /// <summary>A secret without its content.</summary>
    public static void AddSecret(StackTemplate stack, string key, string name, YamlMap encryption) =>
        stack.Resource(
            key,
            "AWS::SecretsManager::Secret",
            new YamlMap { { "Name", name }, { "KmsKeyId", encryption } },
            "A person puts the content in.",
            keep: true
        );

    /// <summary>Where an image is pushed to.</summary>
    public static void AddImages(StackTemplate stack, string key, string name) =>
        stack.Resource(
            key,
            "AWS::ECR::Repository",
            new YamlMap
            {
                { "RepositoryName", name },
                { "ImageTagMutability", "IMMUTABLE", "A tag never changes what it means." },
                {
                    "ImageScanningConfiguration",
                    new YamlMap { { "ScanOnPush", true } }
                },
                {
                    "EncryptionConfiguration",
                    new YamlMap { { "EncryptionType", "KMS" }, { "KmsKey", Attribute("Key", "Arn") } }
                },
            },
            keep: true
        );

    /// <summary>The cache and the broker, which several services share.</summary>
    public static void AddShared(StackTemplate stack, CloudSizing sizing)
    {
        if (sizing.HasRedis)
            CacheResources.Add(stack, sizing);
        if (sizing.HasKafka)
            KafkaResources.Add(stack, sizing);
        if (sizing.HasRabbitMq)
            RabbitMq(stack, sizing);
    }

    /// <summary>The private subnets, one in each zone.</summary>
    public static YamlMap[] PrivateSubnets(CloudSizing sizing) =>
        [.. Enumerable.Range(1, sizing.Zones).Select(zone => Import(sizing.Name, $"PrivateSubnet{zone}"))];

    /// <summary>Logical id of a secret.</summary>
    public static string SecretKey(string variable) => "Secret" + string.Concat(variable.Where(char.IsAsciiLetterOrDigit));

    private static void RabbitMq(StackTemplate stack, CloudSizing sizing)
    {
        RabbitMqResources.Add(
            stack,
            sizing,
            sizing.Name,
            Attribute("Key", "Arn"),
            Import(sizing.Name, "BrokerGroup"),
            PrivateSubnets(sizing)[..(sizing.HasStandby ? 2 : 1)]
        );
        stack.Export(sizing.Name, "BrokerAddress", RabbitMqResources.Address);
    }

    /// <summary>A database.</summary>
    /// <param name="stack">The stack to add to.</param>
    /// <param name="sizing">What there has to be.</param>
    /// <param name="key">ARN of the key that encrypts.</param>
    /// <param name="group">Group that its service alone reaches.</param>
    public static void AddDatabase(StackTemplate stack, CloudSizing sizing, YamlMap key, YamlMap group)
    {
        stack.Resource(
            "DatabaseSubnets",
            "AWS::RDS::DBSubnetGroup",
            new YamlMap
            {
                { "DBSubnetGroupDescription", "Private subnets" },
                { "SubnetIds", new[] { Import(sizing.Name, "PrivateSubnet1"), Import(sizing.Name, "PrivateSubnet2") } },
            }
        );
        stack.Resource(
            "DatabaseParameters",
            "AWS::RDS::DBParameterGroup",
            new YamlMap
            {
                { "Description", "Nobody speaks to it in the clear" },
                { "Family", sizing.IsMySql ? "mysql8.4" : "postgres15" },
                {
                    "Parameters",
                    new YamlMap { { sizing.IsMySql ? "require_secure_transport" : "rds.force_ssl", "1" } }
                },
            }
        );
        stack.Resource(
            "Database",
            "AWS::RDS::DBInstance",
            new YamlMap
            {
                { "Engine", sizing.IsMySql ? "mysql" : "postgres" },
                { "EngineVersion", sizing.IsMySql ? "8.4" : "15" },
                { "DBInstanceClass", Ref("DatabaseClass") },
                { "AllocatedStorage", "20" },
                { "MaxAllocatedStorage", 80 },
                { "DBName", "app" },
                { "MasterUsername", "app" },
                { "ManageMasterUserPassword", true, "AWS makes the password: it is in no template." },
                {
                    "MasterUserSecret",
                    new YamlMap { { "KmsKeyId", key } }
                },
                { "StorageEncrypted", true },
                { "KmsKeyId", key },
                { "MultiAZ", sizing.HasStandby, "From the target of availability." },
                { "PubliclyAccessible", false },
                { "BackupRetentionPeriod", CloudSizing.BackupDays, "Days for which every moment can be brought back." },
                { "CopyTagsToSnapshot", true },
                { "DeletionProtection", true },
                { "AutoMinorVersionUpgrade", true },
                { "EnablePerformanceInsights", true },
                { "DBSubnetGroupName", Ref("DatabaseSubnets") },
                { "DBParameterGroupName", Ref("DatabaseParameters") },
                { "VPCSecurityGroups", new[] { group } },
            },
            keep: true
        );
    }

    // The account's own administrators decide who uses the key; that is what AWS asks for.
    private static YamlMap KeyPolicy() =>
        new()
        {
            { "Version", "2012-10-17" },
            {
                "Statement",
                new[]
                {
                    new YamlMap
                    {
                        { "Effect", "Allow" },
                        {
                            "Principal",
                            new YamlMap { { "AWS", Text("arn:${AWS::Partition}:iam::${AWS::AccountId}:root") } }
                        },
                        { "Action", "kms:*" },
                        { "Resource", "*" },
                    },
                    new YamlMap
                    {
                        { "Effect", "Allow" },
                        {
                            "Principal",
                            new YamlMap { { "Service", "cloudwatch.amazonaws.com" } }
                        },
                        { "Action", s_alarmsUse },
                        { "Resource", "*" },
                        {
                            "Condition",
                            new YamlMap
                            {
                                {
                                    "StringEquals",
                                    new YamlMap { { "aws:SourceAccount", Ref("AWS::AccountId") } }
                                },
                            }
                        },
                    },
                }
            },
        };

    /// <summary>A whole number as templates write it where they want a text.</summary>
    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
