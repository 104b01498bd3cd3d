using BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;
using BackendAgents.Engineering.Planning;
using static BackendAgents.Engineering.Capabilities.Infrastructure.Hcl.HclExpression;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Aws;

/// <summary>The service itself: its instances without machines to look after, what leads to them, and how many there are.</summary>
internal static class AwsService
{
    private static readonly string[] s_common =
    [
        "image",
        "essential",
        "user",
        "readonlyRootFilesystem",
        "mountPoints",
        "secrets",
        "logConfiguration",
    ];

    public static TerraformModule Balancer(CloudSizing sizing) =>
        new(
            "balancer",
            "What the world sees: HTTPS alone, with the certificate of the host.",
            [
                ModuleInput.OfName,
                new("vpc_id", "string", "The network.", "module.network.vpc_id"),
                new("subnet_ids", "list(string)", "Public subnets.", "module.network.public_subnet_ids"),
                new("security_group_id", "string", "Group that callers reach.", "module.network.balancer_group_id"),
                new("certificate_arn", "string", "Certificate of the host, in ACM.", "var.certificate_arn"),
            ],
            [
                new HclBlock("resource", "aws_lb", "main")
                {
                    { "name", Var("name") },
                    { "internal", false },
                    { "load_balancer_type", "application" },
                    { "security_groups", new[] { Var("security_group_id") } },
                    { "subnets", Var("subnet_ids") },
                    { "drop_invalid_header_fields", true },
                    { "enable_deletion_protection", true },
                },
                new HclBlock("resource", "aws_lb_target_group", "main")
                {
                    { "name", Var("name") },
                    { "port", sizing.Plan.Port },
                    { "protocol", "HTTP" },
                    { "target_type", "ip" },
                    { "vpc_id", Var("vpc_id") },
                    { "deregistration_delay", 30, "As long as the service waits for requests that it has taken." },
                    new HclBlock("health_check")
                    {
                        { "path", sizing.Plan.ReadyPath },
                        { "matcher", "200" },
                        { "interval", 10 },
                        { "timeout", 5 },
                        { "healthy_threshold", 2 },
                        { "unhealthy_threshold", 2 },
                    },
                },
                new HclBlock("resource", "aws_lb_listener", "https")
                {
                    { "load_balancer_arn", Of("aws_lb.main.arn") },
                    { "port", 443 },
                    { "protocol", "HTTPS" },
                    { "ssl_policy", "ELBSecurityPolicy-TLS13-1-2-2021-06" },
                    { "certificate_arn", Var("certificate_arn") },
                    new HclBlock("default_action") { { "type", "forward" }, { "target_group_arn", Of("aws_lb_target_group.main.arn") } },
                },
                new HclBlock("resource", "aws_lb_listener", "http")
                {
                    { "load_balancer_arn", Of("aws_lb.main.arn") },
                    { "port", 80 },
                    { "protocol", "HTTP" },
                    new HclBlock("default_action")
                    {
                        { "type", "redirect" },
                        new HclBlock("redirect")
                        {
                            { "port", "443" },
                            { "protocol", "HTTPS" },
                            { "status_code", "HTTP_301" },
                        },
                    },
                },
            ],
            [
                ("dns_name", "aws_lb.main.dns_name", "Where the host's name has to lead."),
                ("arn_suffix", "aws_lb.main.arn_suffix", "The balancer, for alarms."),
                ("target_group_arn", "aws_lb_target_group.main.arn", "What leads to the instances."),
                ("target_group_suffix", "aws_lb_target_group.main.arn_suffix", "The same, for alarms."),
                ("listener_arn", "aws_lb_listener.https.arn", "Once it is there, instances can be registered."),
            ]
        );

    public static TerraformModule Module(CloudSizing sizing) =>
        new(
            "service",
            "The instances of the service: no machine to look after, no right that it does not need.",
            [
                ModuleInput.OfName,
                new("region", "string", "Region of the logs.", "var.region"),
                new("image", "string", "Image with its tag.", "\"${module.registry.url}:${var.image_tag}\""),
                new("subnet_ids", "list(string)", "Private subnets.", "module.network.private_subnet_ids"),
                new("security_group_id", "string", "Group of the service.", "module.network.service_group_id"),
                new("target_group_arn", "string", "What leads to it.", "module.balancer.target_group_arn"),
                new("secret_arns", "map(string)", "Its secrets by their settings.", "module.secrets.arns"),
                new("kms_key_arn", "string", "Key of the secrets and the logs.", "module.secrets.kms_key_arn"),
                .. sizing.HasQueues ? new ModuleInput[] { new("queue_arns", "list(string)", "Its queues.", "module.queues.arns") } : [],
                .. sizing.HasKafka
                    ? new ModuleInput[]
                    {
                        new("broker_arn", "string", "The cluster of Kafka.", "module.broker.arn"),
                        new("broker_secret_arn", "string", "Name and password for it.", "module.broker.secret_arn"),
                    }
                    : [],
                new("min_instances", "number", "Fewest instances.", "var.min_instances"),
                new("max_instances", "number", "Most instances.", "var.max_instances"),
                new("cpu", "number", "Thousandths of a core, by 1024.", "var.cpu"),
                new("memory", "number", "Memory in MiB.", "var.memory"),
            ],
            [
                .. Roles(),
                .. sizing.HasQueues ? new[] { AwsQueues.Policy } : [],
                .. sizing.HasKafka ? new[] { AwsKafka.Access } : [],
                .. Tasks(sizing),
                .. Scaling(),
            ],
            [("cluster_name", "aws_ecs_cluster.main.name", "The cluster."), ("service_name", "aws_ecs_service.main.name", "The service.")]
        );

    /// <summary>The role by which AWS starts instances: it reads their image and their secrets, and writes their logs.</summary>
    /// <param name="secrets">How often there is a right to read secrets; null for once.</param>
    public static IEnumerable<HclBlock> StartRole(HclExpression? secrets)
    {
        yield return new HclBlock("resource", "aws_iam_role", "start")
        {
            { "name", Of("\"${var.name}-start\"") },
            { "assume_role_policy", AwsPolicies.Trust("ecs-tasks") },
        };
        yield return new HclBlock("resource", "aws_iam_role_policy_attachment", "start")
        {
            { "role", Of("aws_iam_role.start.name") },
            { "policy_arn", "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy" },
        };
        yield return new HclBlock("resource", "aws_iam_role_policy", "secrets")
        {
            { "count", secrets },
            { "name", "secrets" },
            { "role", Of("aws_iam_role.start.id") },
            { "policy", AwsPolicies.Secrets, "These secrets and this key, and no other." },
        };
    }

    /// <summary>Where logs go.</summary>
    public static HclBlock Logs() =>
        new("resource", "aws_cloudwatch_log_group", "service") { { "name", Of("\"/ecs/${var.name}\"") }, { "retention_in_days", 30 } };

    /// <summary>What every container has in common, whatever it is started for.</summary>
    public static HclMap Base(CloudSizing sizing)
    {
        var common = new HclMap();
        foreach (var item in Container(sizing).Where(static item => s_common.Contains(item.Name)))
            common.Add(item.Name, item.Value);
        return common;
    }

    /// <summary>How AWS asks whether an instance is well.</summary>
    public static HclMap Health(object command) =>
        new()
        {
            { "command", command },
            { "interval", 10 },
            { "timeout", 5 },
            { "retries", 3 },
            { "startPeriod", 60 },
        };

    private static IEnumerable<HclBlock> Roles()
    {
        foreach (var block in StartRole(null))
            yield return block;
        yield return new HclBlock("resource", "aws_iam_role", "service")
        {
            { "name", Of("\"${var.name}-service\""), "The service itself may do nothing in AWS but what a policy here says." },
            { "assume_role_policy", AwsPolicies.Trust("ecs-tasks") },
        };
    }

    /// <summary>What is started.</summary>
    /// <param name="name">Name of the resource.</param>
    /// <param name="family">What its versions are called.</param>
    /// <param name="size">What stands before the names of CPU and memory.</param>
    /// <param name="container">An expression: the container.</param>
    /// <param name="count">How many there are; null for one.</param>
    public static HclBlock Task(string name, HclExpression family, string size, string container, HclExpression? count = null) =>
        new("resource", "aws_ecs_task_definition", name)
        {
            { "count", count },
            { "family", family },
            { "requires_compatibilities", HclBlock.Texts("FARGATE") },
            { "network_mode", "awsvpc" },
            { "cpu", Of(size + "cpu") },
            { "memory", Of(size + "memory") },
            { "execution_role_arn", Of("aws_iam_role.start.arn") },
            { "task_role_arn", Of("aws_iam_role.service.arn") },
            { "container_definitions", Of($"jsonencode([{container}])") },
            new HclBlock("volume") { { "name", "tmp" } },
        };

    /// <summary>That a version whose instances do not get well is taken back.</summary>
    public static HclBlock Breaker() => new("deployment_circuit_breaker") { { "enable", true }, { "rollback", true } };

    /// <summary>Where instances are, which nobody out there reaches.</summary>
    public static HclBlock Placement() =>
        new("network_configuration")
        {
            { "subnets", Var("subnet_ids") },
            { "security_groups", new[] { Var("security_group_id") } },
            { "assign_public_ip", false },
        };

    private static IEnumerable<HclBlock> Tasks(CloudSizing sizing)
    {
        yield return new HclBlock("resource", "aws_ecs_cluster", "main")
        {
            { "name", Var("name") },
            new HclBlock("setting") { { "name", "containerInsights" }, { "value", "enabled" } },
        };
        yield return Logs();
        yield return Task("main", Var("name"), "var.", HclText.Expression(Container(sizing)));
        yield return new HclBlock("resource", "aws_ecs_service", "main")
        {
            { "name", Var("name") },
            { "cluster", Of("aws_ecs_cluster.main.id") },
            { "task_definition", Of("aws_ecs_task_definition.main.arn") },
            { "desired_count", Var("min_instances") },
            { "launch_type", "FARGATE" },
            { "health_check_grace_period_seconds", 60 },
            { "enable_execute_command", false },
            Breaker(),
            Placement(),
            new HclBlock("load_balancer")
            {
                { "target_group_arn", Var("target_group_arn") },
                { "container_name", "app" },
                { "container_port", sizing.Plan.Port },
            },
            new HclBlock("lifecycle") { { "ignore_changes", new[] { Of("desired_count") }, "The number is the autoscaler's." } },
        };
    }

    private static HclMap Container(CloudSizing sizing) =>
        new()
        {
            { "name", "app" },
            { "image", Var("image") },
            { "essential", true },
            { "user", ServiceImage.UserId.ToString(null, null) },
            { "readonlyRootFilesystem", true },
            { "portMappings", new[] { new HclMap { { "containerPort", sizing.Plan.Port } } } },
            {
                "mountPoints",
                new[]
                {
                    new HclMap { { "sourceVolume", "tmp" }, { "containerPath", "/tmp" } },
                }
            },
            {
                "environment",
                new[]
                {
                    Setting("ASPNETCORE_ENVIRONMENT", "Production"),
                    Setting("ASPNETCORE_HTTP_PORTS", sizing.Plan.HttpPorts),
                    Setting("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true"),
                }
            },
            { "secrets", Of("[for name, arn in var.secret_arns : { name = name, valueFrom = arn }]") },
            { "healthCheck", Health(sizing.HealthCommand) },
            {
                "logConfiguration",
                new HclMap
                {
                    { "logDriver", "awslogs" },
                    {
                        "options",
                        new HclMap
                        {
                            { "awslogs-group", Of("aws_cloudwatch_log_group.service.name") },
                            { "awslogs-region", Var("region") },
                            { "awslogs-stream-prefix", "app" },
                        }
                    },
                }
            },
        };

    private static HclMap Setting(string name, string value) => new() { { "name", name }, { "value", value } };

    /// <summary>How many instances there are, by what they have to do.</summary>
    /// <param name="bounds">Where the fewest and the most stand.</param>
    /// <param name="cluster">An expression: name of the cluster.</param>
    public static IEnumerable<HclBlock> Scaling(string bounds = "var.", string cluster = "aws_ecs_cluster.main.name")
    {
        yield return new HclBlock("resource", "aws_appautoscaling_target", "main")
        {
            { "service_namespace", "ecs" },
            { "resource_id", Of($"\"service/${{{cluster}}}/${{aws_ecs_service.main.name}}\"") },
            { "scalable_dimension", "ecs:service:DesiredCount" },
            { "min_capacity", Of(bounds + "min_instances") },
            { "max_capacity", Of(bounds + "max_instances") },
        };
        yield return new HclBlock("resource", "aws_appautoscaling_policy", "cpu")
        {
            { "name", Of("\"${var.name}-cpu\"") },
            { "policy_type", "TargetTrackingScaling" },
            { "service_namespace", Of("aws_appautoscaling_target.main.service_namespace") },
            { "resource_id", Of("aws_appautoscaling_target.main.resource_id") },
            { "scalable_dimension", Of("aws_appautoscaling_target.main.scalable_dimension") },
            new HclBlock("target_tracking_scaling_policy_configuration")
            {
                { "target_value", 60, "Room for a peak until another instance is there." },
                { "scale_in_cooldown", 300 },
                { "scale_out_cooldown", 60 },
                new HclBlock("predefined_metric_specification") { { "predefined_metric_type", "ECSServiceAverageCPUUtilization" } },
            },
        };
    }
}
