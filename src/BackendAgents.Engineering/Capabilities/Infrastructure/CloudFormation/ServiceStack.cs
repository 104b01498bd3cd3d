using BackendAgents.Engineering.Artifacts;
using static BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation.StackTemplate;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation;

/// <summary>The service as a stack: its instances, what leads to them, and how many there are.</summary>
internal static class ServiceStack
{
    public static StackTemplate Template(CloudSizing sizing)
    {
        var stack = new StackTemplate("service", "The service: instances without machines behind a balancer.");
        stack.Parameter("CertificateArn", "Certificate of the host, in ACM.", pattern: "arn:aws:acm:.*");
        stack.Parameter("ImageTag", "Tag of the image to run.", sizing.Plan.Blueprint.Service.Version);
        Roles(stack, sizing);
        Balancer(stack, sizing);
        Instances(stack, sizing);
        Scaling(stack, sizing, sizing.Name);
        if (sizing.HasQueues)
            ServiceQueues.Add(stack, sizing);
        if (sizing.HasKafka)
            KafkaResources.AddAccess(stack, sizing);
        stack.Export(sizing.Name, "BalancerName", Attribute("Balancer", "LoadBalancerFullName"));
        stack.Export(sizing.Name, "TargetsName", Attribute("Targets", "TargetGroupFullName"));
        stack.Export(sizing.Name, "Address", Attribute("Balancer", "DNSName"));
        return stack;
    }

    private static void Roles(StackTemplate stack, CloudSizing sizing)
    {
        var secrets = sizing.Secrets.Select(secret => Import(sizing.Name, DataStack.SecretKey(secret))).ToArray();
        StartRole(stack, secrets, Import(sizing.Name, "Key"));
        stack.Resource(
            "ServiceRole",
            "AWS::IAM::Role",
            new YamlMap
            {
                { "AssumeRolePolicyDocument", Trust() },
                { "Policies", sizing.HasQueues ? new[] { ServiceQueues.Policy() } : null },
            },
            "The service itself may do nothing in AWS but what is said here."
        );
    }

    /// <summary>The role by which AWS starts instances: it reads their image and their secrets, and writes their logs.</summary>
    public static void StartRole(StackTemplate stack, YamlMap[] secrets, YamlMap key)
    {
        stack.Resource(
            "StartRole",
            "AWS::IAM::Role",
            new YamlMap
            {
                { "AssumeRolePolicyDocument", Trust() },
                {
                    "ManagedPolicyArns",
                    new[] { Text("arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy") }
                },
                {
                    "Policies",
                    secrets.Length == 0
                        ? null
                        : new[]
                        {
                            new YamlMap
                            {
                                { "PolicyName", "secrets" },
                                {
                                    "PolicyDocument",
                                    new YamlMap
                                    {
                                        { "Version", "2012-10-17" },
                                        {
                                            "Statement",
                                            new[] { Allow("secretsmanager:GetSecretValue", secrets), Allow("kms:Decrypt", [key]) }
                                        },
                                    }
                                },
                            },
                        },
                    "These secrets and this key, and no other."
                },
            }
        );
    }

    /// <summary>What the world sees.</summary>
    public static void Balancer(StackTemplate stack, CloudSizing sizing)
    {
        stack.Resource(
            "Balancer",
            "AWS::ElasticLoadBalancingV2::LoadBalancer",
            new YamlMap
            {
                { "Type", "application" },
                { "Scheme", "internet-facing" },
                { "SecurityGroups", new[] { Import(sizing.Name, "BalancerGroup") } },
                { "Subnets", new[] { Import(sizing.Name, "PublicSubnet1"), Import(sizing.Name, "PublicSubnet2") } },
                {
                    "LoadBalancerAttributes",
                    new[] { Pair("routing.http.drop_invalid_header_fields.enabled", "true"), Pair("deletion_protection.enabled", "true") }
                },
            }
        );
        stack.Resource(
            "Targets",
            "AWS::ElasticLoadBalancingV2::TargetGroup",
            new YamlMap
            {
                { "VpcId", Import(sizing.Name, "Network") },
                { "TargetType", "ip" },
                { "Protocol", "HTTP" },
                { "Port", sizing.Plan.Port },
                { "HealthCheckPath", sizing.Plan.ReadyPath },
                { "HealthCheckIntervalSeconds", 10 },
                { "HealthyThresholdCount", 2 },
                { "UnhealthyThresholdCount", 2 },
                {
                    "TargetGroupAttributes",
                    new[] { Pair("deregistration_delay.timeout_seconds", "30") },
                    "As long as the service waits for requests that it has taken."
                },
            }
        );
        stack.Resource(
            "Https",
            "AWS::ElasticLoadBalancingV2::Listener",
            new YamlMap
            {
                { "LoadBalancerArn", Ref("Balancer") },
                { "Port", 443 },
                { "Protocol", "HTTPS" },
                { "SslPolicy", "ELBSecurityPolicy-TLS13-1-2-2021-06" },
                { "Certificates", new[] { new YamlMap { { "CertificateArn", Ref("CertificateArn") } } } },
                {
                    "DefaultActions",
                    new[]
                    {
                        new YamlMap { { "Type", "forward" }, { "TargetGroupArn", Ref("Targets") } },
                    }
                },
            }
        );
        var redirect = new YamlMap
        {
            { "Port", "443" },
            { "Protocol", "HTTPS" },
            { "StatusCode", "HTTP_301" },
        };
        stack.Resource(
            "Http",
            "AWS::ElasticLoadBalancingV2::Listener",
            new YamlMap
            {
                { "LoadBalancerArn", Ref("Balancer") },
                { "Port", 80 },
                { "Protocol", "HTTP" },
                {
                    "DefaultActions",
                    new[]
                    {
                        new YamlMap { { "Type", "redirect" }, { "RedirectConfig", redirect } },
                    }
                },
            }
        );
    }

    private static void Instances(StackTemplate stack, CloudSizing sizing)
    {
        stack.Resource(
            "Cluster",
            "AWS::ECS::Cluster",
            new YamlMap
            {
                {
                    "ClusterSettings",
                    new[]
                    {
                        new YamlMap { { "Name", "containerInsights" }, { "Value", "enabled" } },
                    }
                },
            }
        );
        stack.Resource("Logs", "AWS::Logs::LogGroup", new YamlMap { { "RetentionInDays", 30 } });
        Task(stack, "Task", sizing.Name, Container(sizing), Attribute("StartRole", "Arn"), Attribute("ServiceRole", "Arn"));
        stack.Resource(
            "Service",
            "AWS::ECS::Service",
            new YamlMap
            {
                { "Cluster", Ref("Cluster") },
                { "TaskDefinition", Ref("Task") },
                { "DesiredCount", sizing.MinInstances },
                { "LaunchType", "FARGATE" },
                { "HealthCheckGracePeriodSeconds", 60 },
                { "DeploymentConfiguration", Breaker() },
                {
                    "NetworkConfiguration",
                    Placement(
                        Import(sizing.Name, "ServiceGroup"),
                        new[] { Import(sizing.Name, "PrivateSubnet1"), Import(sizing.Name, "PrivateSubnet2") }
                    )
                },
                {
                    "LoadBalancers",
                    new[]
                    {
                        new YamlMap
                        {
                            { "ContainerName", "app" },
                            { "ContainerPort", sizing.Plan.Port },
                            { "TargetGroupArn", Ref("Targets") },
                        },
                    }
                },
            },
            after: "Https"
        );
    }

    /// <summary>That a version whose instances do not get well is taken back.</summary>
    public static YamlMap Breaker() =>
        new()
        {
            {
                "DeploymentCircuitBreaker",
                new YamlMap { { "Enable", true }, { "Rollback", true } }
            },
        };

    /// <summary>Where instances are, which nobody out there reaches.</summary>
    public static YamlMap Placement(YamlMap group, YamlMap[] subnets) =>
        new()
        {
            {
                "AwsvpcConfiguration",
                new YamlMap
                {
                    { "AssignPublicIp", "DISABLED" },
                    { "SecurityGroups", new[] { group } },
                    { "Subnets", subnets },
                }
            },
        };

    /// <summary>What is started.</summary>
    public static void Task(StackTemplate stack, string key, string family, StackContainer container, YamlMap start, YamlMap service) =>
        stack.Resource(
            key,
            "AWS::ECS::TaskDefinition",
            new YamlMap
            {
                { "Family", family },
                { "RequiresCompatibilities", YamlMap.List("FARGATE") },
                { "NetworkMode", "awsvpc" },
                { "Cpu", "512" },
                { "Memory", "1024" },
                { "ExecutionRoleArn", start },
                { "TaskRoleArn", service },
                { "Volumes", new[] { new YamlMap { { "Name", "tmp" } } } },
                { "ContainerDefinitions", new[] { container.Write() } },
            }
        );

    private static StackContainer Container(CloudSizing sizing) =>
        new(
            new YamlMap { { "Fn::Join", new object[] { ":", new[] { Import(sizing.Name, "Images"), Ref("ImageTag") } } } },
            [
                ("ASPNETCORE_ENVIRONMENT", "Production"),
                ("ASPNETCORE_HTTP_PORTS", sizing.Plan.HttpPorts),
                ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true"),
            ],
            [.. sizing.Secrets.Select(secret => (secret, Import(sizing.Name, DataStack.SecretKey(secret))))],
            Ref("Logs")
        )
        {
            Port = sizing.Plan.Port,
            HealthCommand = sizing.HealthCommand,
        };

    /// <summary>How many instances there are, by what they have to do.</summary>
    /// <param name="stack">The stack to add to.</param>
    /// <param name="sizing">What there has to be.</param>
    /// <param name="name">Name of the service.</param>
    /// <param name="cluster">Its cluster, as it stands in a text.</param>
    public static void Scaling(StackTemplate stack, CloudSizing sizing, string name, string cluster = "${Cluster}")
    {
        stack.Resource(
            "Scaling",
            "AWS::ApplicationAutoScaling::ScalableTarget",
            new YamlMap
            {
                { "ServiceNamespace", "ecs" },
                { "ResourceId", Text($"service/{cluster}/${{Service.Name}}") },
                { "ScalableDimension", "ecs:service:DesiredCount" },
                { "MinCapacity", sizing.MinInstances },
                { "MaxCapacity", sizing.MaxInstances },
            }
        );
        stack.Resource(
            "ScalingByCpu",
            "AWS::ApplicationAutoScaling::ScalingPolicy",
            new YamlMap
            {
                { "PolicyName", name + "-cpu" },
                { "PolicyType", "TargetTrackingScaling" },
                { "ScalingTargetId", Ref("Scaling") },
                {
                    "TargetTrackingScalingPolicyConfiguration",
                    new YamlMap
                    {
                        { "TargetValue", 60, "Room for a peak until another instance is there." },
                        { "ScaleInCooldown", 300 },
                        { "ScaleOutCooldown", 60 },
                        {
                            "PredefinedMetricSpecification",
                            new YamlMap { { "PredefinedMetricType", "ECSServiceAverageCPUUtilization" } }
                        },
                    }
                },
            }
        );
    }

    /// <summary>That ECS may take a role.</summary>
    public static YamlMap Trust() =>
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
                        { "Action", "sts:AssumeRole" },
                        {
                            "Principal",
                            new YamlMap { { "Service", "ecs-tasks.amazonaws.com" } }
                        },
                    },
                }
            },
        };

    private static YamlMap Allow(string action, YamlMap[] resources) =>
        new()
        {
            { "Effect", "Allow" },
            { "Action", action },
            { "Resource", resources },
        };

    private static YamlMap Pair(string key, string value) => new() { { "Key", key }, { "Value", value } };
}
