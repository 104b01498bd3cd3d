using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Deployment;
using BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;
using BackendAgents.Engineering.Planning;
using static BackendAgents.Engineering.Capabilities.Infrastructure.Hcl.HclExpression;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Aws;

/// <summary>One of several services, or their gateway: a module that is the same for all, and is told what differs.</summary>
internal static class AwsMember
{
    private const string Id = "service";
    private const string Migrates = "var.migrates ? 1 : 0";

    public static TerraformModule Module(CloudSystem system) =>
        new(
            Id,
            "A service, or the gateway: instances without a machine to look after, with no right that they do not need.",
            [
                ModuleInput.OfName,
                new("host", "string", "Its name among the services.", "each.key"),
                new("region", "string", "Region of the logs.", "var.region"),
                new("cluster_arn", "string", "Where it runs.", "module.cluster.arn"),
                new("cluster_name", "string", "The same by its name.", "module.cluster.name"),
                new("namespace_id", "string", "Where others look for its name.", "module.cluster.namespace_id"),
                new("image", "string", "Image with its tag.", "\"${module.registry.urls[each.key]}:${var.image_tag}\""),
                new("project", "string", "Name of its program.", "each.value.project"),
                new("port", "number", "Port on which it listens.", "each.value.port"),
                new("environment", "map(string)", "Its settings.", "each.value.environment"),
                new("secret_arns", "map(string)", "Its secrets by their settings.", SecretsOf("each.value.secrets")),
                new("kms_key_arn", "string", "Key of the secrets.", "module.secrets.kms_key_arn"),
                new("subnet_ids", "list(string)", "Private subnets.", "module.network.private_subnet_ids"),
                new("security_group_id", "string", "Its group.", "module.access.group_ids[each.key]"),
                new("target_group_arn", "string", "What leads to it from the world; null for nothing.", "null"),
                new("migrates", "bool", "Whether it has a database, which is migrated before it.", "true"),
                new("alarm_topic_arn", "string", "Where alarms are told.", "module.alarms.topic_arn"),
                .. system.Sizing.HasKafka
                    ? new ModuleInput[]
                    {
                        new("consumer_group", "string", "What it is called among those who read.", "each.value.consumer_group"),
                        new("heard", "list(string)", "Topics that it reads.", "each.value.heard"),
                    }
                    : [],
                new(
                    "size",
                    "object({ cpu = number, memory = number, min_instances = number, max_instances = number })",
                    "How big and how many.",
                    "var.sizes[each.key]"
                ),
            ],
            [.. Tasks(system), Found(), Service()],
            [("service_name", "aws_ecs_service.main.name", "The service.")]
        )
        {
            Parts =
            [
                ("roles.tf", "What it may do.", [.. Roles()]),
                ("migration.tf", "What migrates its database, before instances of that version begin.", [.. Migration()]),
                ("scaling.tf", "How many instances there are.", [.. AwsService.Scaling("var.size.", "var.cluster_name")]),
                ("alarms.tf", "What people must know of it.", [.. Alarms(system)]),
            ],
            Beside = [new Artifact(MigrateScript.Name, MigrateScript.Write())],
        };

    /// <summary>An expression: where the secrets of a table lie.</summary>
    public static string SecretsOf(string table) => $"{{ for name, kept in {table} : name => module.secrets.arns[kept] }}";

    private static IEnumerable<HclBlock> Roles()
    {
        foreach (var role in AwsService.StartRole(Of("length(var.secret_arns) > 0 ? 1 : 0")))
            yield return role;
        yield return new HclBlock("resource", "aws_iam_role", Id)
        {
            { "name", Of("\"${var.name}-service\""), "The service itself may do nothing in AWS." },
            { "assume_role_policy", AwsPolicies.Trust("ecs-tasks") },
        };
    }

    private static IEnumerable<HclBlock> Tasks(CloudSystem system)
    {
        yield return new HclBlock("locals")
        {
            { "base", AwsService.Base(system.Sizing) },
            {
                "container",
                new HclMap
                {
                    { "name", "app" },
                    { "environment", Environment("var.environment") },
                    { "portMappings", new[] { new HclMap { { "containerPort", Var("port") } } } },
                    { "healthCheck", AwsService.Health(Of("[\"CMD\", \"dotnet\", \"${var.project}.dll\", \"--healthcheck\"]")) },
                    // Other instances are told first that it goes, and what is under way ends.
                    { "stopTimeout", 60 },
                }
            },
        };
        yield return AwsService.Logs();
        yield return AwsService.Task("main", Var("name"), "var.size.", "merge(local.base, local.container)");
    }

    private static IEnumerable<HclBlock> Migration()
    {
        var container = new HclMap
        {
            { "name", "migration" },
            { "command", HclBlock.Texts(ServiceImage.Migrate) },
            { "environment", Environment($"merge(var.environment, {{ {DeploymentSettings.Migrates} = \"true\" }})") },
        };
        yield return AwsService.Task(
            "migration",
            Of("\"${var.name}-migration\""),
            "var.size.",
            $"merge(local.base, {HclText.Expression(container)})",
            Of(Migrates)
        );
        yield return new HclBlock("resource", "terraform_data", "migrated")
        {
            { "count", Of(Migrates) },
            {
                "triggers_replace",
                new[] { Of("aws_ecs_task_definition.migration[0].arn") },
                "Once for each image and each change of settings."
            },
            { "depends_on", new[] { Of("aws_iam_role_policy.secrets"), Of("aws_iam_role_policy_attachment.start") } },
            new HclBlock("provisioner", "local-exec")
            {
                { "command", Of($"\"bash ${{path.module}}/{MigrateScript.Name}\"") },
                {
                    "environment",
                    new HclMap
                    {
                        { "AWS_REGION", Var("region") },
                        { "CLUSTER", Var("cluster_name") },
                        { "TASK", Of("aws_ecs_task_definition.migration[0].arn") },
                        { "SUBNETS", Of("join(\",\", var.subnet_ids)") },
                        { "GROUP", Var("security_group_id") },
                    }
                },
            },
        };
    }

    private static HclBlock Found() =>
        new("resource", "aws_service_discovery_service", "main")
        {
            { "name", Var("host") },
            new HclBlock("dns_config")
            {
                { "namespace_id", Var("namespace_id") },
                { "routing_policy", "MULTIVALUE" },
                new HclBlock("dns_records") { { "type", "A" }, { "ttl", CloudSystem.AddressSeconds } },
            },
            new HclBlock("health_check_custom_config") { { "failure_threshold", 1, "ECS says which instances are well." } },
        };

    private static HclBlock Service() =>
        new("resource", "aws_ecs_service", "main")
        {
            { "name", Var("name") },
            { "cluster", Var("cluster_arn") },
            { "task_definition", Of("aws_ecs_task_definition.main.arn") },
            { "desired_count", Of("var.size.min_instances") },
            { "launch_type", "FARGATE" },
            { "health_check_grace_period_seconds", Of("var.target_group_arn == null ? null : 60") },
            { "enable_execute_command", false },
            { "depends_on", new[] { Of("terraform_data.migrated"), Of("aws_iam_role_policy_attachment.start") } },
            AwsService.Breaker(),
            AwsService.Placement(),
            new HclBlock("service_registries") { { "registry_arn", Of("aws_service_discovery_service.main.arn") } },
            new HclBlock("dynamic", "load_balancer")
            {
                { "for_each", Of("var.target_group_arn == null ? [] : [var.target_group_arn]"), "The gateway alone has one." },
                new HclBlock("content")
                {
                    { "target_group_arn", Of("load_balancer.value") },
                    { "container_name", "app" },
                    { "container_port", Var("port") },
                },
            },
            new HclBlock("lifecycle") { { "ignore_changes", new[] { Of("desired_count") }, "The number is the autoscaler's." } },
        };

    private static IEnumerable<HclBlock> Alarms(CloudSystem system)
    {
        var topic = Var("alarm_topic_arn");
        var service = new HclMap { { "ClusterName", Var("cluster_name") }, { "ServiceName", Of("aws_ecs_service.main.name") } };
        var few = AwsAlarmCatalog.Few;
        yield return AwsAlarms.Alarm(
            few.Name,
            few.Space,
            few.Metric,
            few.Statistic,
            service,
            Of("var.size.min_instances"),
            few.Meaning,
            few.Comparison,
            topic,
            "breaching"
        );
        foreach (var one in AwsAlarmCatalog.Exhausted)
            yield return AwsAlarms.Alarm(one.Name, one.Space, one.Metric, one.Statistic, service, one.Threshold, one.Meaning, topic: topic);
        if (!system.Sizing.HasKafka)
            yield break;
        var lag = AwsAlarmCatalog.Lag("", "", "");
        yield return new HclBlock("resource", "aws_cloudwatch_metric_alarm", "events_wait")
        {
            { "for_each", Of("toset(var.heard)") },
            { "alarm_name", Of("\"${var.name}-events-wait-${each.key}\"") },
            { "alarm_description", lag.Meaning },
            { "namespace", lag.Space },
            { "metric_name", lag.Metric },
            { "statistic", lag.Statistic },
            {
                "dimensions",
                new HclMap
                {
                    { "Cluster Name", Var("cluster_name") },
                    { "Consumer Group", Var("consumer_group") },
                    { "Topic", Of("each.key") },
                }
            },
            { "comparison_operator", lag.Comparison },
            { "threshold", lag.Threshold },
            { "period", 60 },
            { "evaluation_periods", 5 },
            { "treat_missing_data", "notBreaching" },
            { "alarm_actions", new[] { topic } },
        };
    }

    private static HclExpression Environment(string table) => Of($"[for name, value in {table} : {{ name = name, value = value }}]");
}
