using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Planning;
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
        Scaling(stack, sizing);
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
                    new[]
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
                                        new[]
                                        {
                                            Allow("secretsmanager:GetSecretValue", secrets),
                                            Allow("kms:Decrypt", [Import(sizing.Name, "Key")]),
                                        }
                                    },
                                }
                            },
                        },
                    },
                    "These secrets and this key, and no other."
                },
            }
        );
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

    private static void Balancer(StackTemplate stack, CloudSizing sizing)
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
        stack.Resource(
            "Task",
            "AWS::ECS::TaskDefinition",
            new YamlMap
            {
                { "Family", sizing.Name },
                { "RequiresCompatibilities", YamlMap.List("FARGATE") },
                { "NetworkMode", "awsvpc" },
                { "Cpu", "512" },
                { "Memory", "1024" },
                { "ExecutionRoleArn", Attribute("StartRole", "Arn") },
                { "TaskRoleArn", Attribute("ServiceRole", "Arn") },
                { "Volumes", new[] { new YamlMap { { "Name", "tmp" } } } },
                { "ContainerDefinitions", new[] { Container(sizing) } },
            }
        );
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
                {
                    "DeploymentConfiguration",
                    new YamlMap
                    {
                        {
                            "DeploymentCircuitBreaker",
                            new YamlMap { { "Enable", true }, { "Rollback", true } }
                        },
                    }
                },
                {
                    "NetworkConfiguration",
                    new YamlMap
                    {
                        {
                            "AwsvpcConfiguration",
                            new YamlMap
                            {
                                { "AssignPublicIp", "DISABLED" },
                                { "SecurityGroups", new[] { Import(sizing.Name, "ServiceGroup") } },
                                { "Subnets", new[] { Import(sizing.Name, "PrivateSubnet1"), Import(sizing.Name, "PrivateSubnet2") } },
                            }
                        },
                    }
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

    private static YamlMap Container(CloudSizing sizing) =>
        new()
        {
            { "Name", "app" },
            {
                "Image",
                new YamlMap { { "Fn::Join", new object[] { ":", new[] { Import(sizing.Name, "Images"), Ref("ImageTag") } } } }
            },
            { "Essential", true },
            { "User", DataStack.Number(ServiceImage.UserId) },
            { "ReadonlyRootFilesystem", true },
            { "PortMappings", new[] { new YamlMap { { "ContainerPort", sizing.Plan.Port } } } },
            {
                "MountPoints",
                new[]
                {
                    new YamlMap { { "SourceVolume", "tmp" }, { "ContainerPath", "/tmp" } },
                }
            },
            {
                "Environment",
                new[]
                {
                    Named("ASPNETCORE_ENVIRONMENT", "Production"),
                    Named("ASPNETCORE_HTTP_PORTS", sizing.Plan.HttpPorts),
                    Named("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true"),
                }
            },
            {
                "Secrets",
                sizing
                    .Secrets.Select(secret => new YamlMap
                    {
                        { "Name", secret },
                        { "ValueFrom", Import(sizing.Name, DataStack.SecretKey(secret)) },
                    })
                    .ToArray()
            },
            {
                "HealthCheck",
                new YamlMap
                {
                    { "Command", sizing.HealthCommand },
                    { "Interval", 10 },
                    { "Timeout", 5 },
                    { "Retries", 3 },
                    { "StartPeriod", 60 },
                }
            },
            {
                "LogConfiguration",
                new YamlMap
                {
                    { "LogDriver", "awslogs" },
                    {
                        "Options",
                        new YamlMap
                        {
                            { "awslogs-group", Ref("Logs") },
                            { "awslogs-region", Ref("AWS::Region") },
                            { "awslogs-stream-prefix", "app" },
                        }
                    },
                }
            },
        };

    private static void Scaling(StackTemplate stack, CloudSizing sizing)
    {
        stack.Resource(
            "Scaling",
            "AWS::ApplicationAutoScaling::ScalableTarget",
            new YamlMap
            {
                { "ServiceNamespace", "ecs" },
                { "ResourceId", Text("service/${Cluster}/${Service.Name}") },
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
                { "PolicyName", sizing.Name + "-cpu" },
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

    private static YamlMap Trust() =>
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

    private static YamlMap Named(string name, string value) => new() { { "Name", name }, { "Value", value } };
}
