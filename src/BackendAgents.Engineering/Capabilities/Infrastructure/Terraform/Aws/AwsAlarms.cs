using System.Globalization;
using BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;
using static BackendAgents.Engineering.Capabilities.Infrastructure.Hcl.HclExpression;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Aws;

/// <summary>What people must know, and the backups that nobody in the account can take away by mistake.</summary>
internal static class AwsAlarms
{
    private static readonly HclExpression s_topic = Of("aws_sns_topic.alarms.arn");

    /// <summary>Alarms of one service.</summary>
    public static TerraformModule Module(CloudSizing sizing) =>
        Module(
            sizing,
            [new ModuleInput("database", "string", "The database.", "module.database.id")],
            [.. OfDatabase(s_topic), .. AwsAlarmCatalog.Of(sizing).Select(Alarm)]
        );

    /// <summary>Alarms of what callers see of several services, and of what these share.</summary>
    public static TerraformModule Whole(CloudSizing sizing) => Module(sizing, [], [.. AwsAlarmCatalog.Shared(sizing).Select(Alarm)]);

    /// <summary>Alarms of a database, where there are several.</summary>
    public static TerraformModule Database() =>
        new(
            "database_alarms",
            "What people must know of a service's database.",
            [
                ModuleInput.OfName,
                new("topic_arn", "string", "Where alarms are told.", "module.alarms.topic_arn"),
                new("database", "string", "The database.", "module.database.id"),
            ],
            [.. OfDatabase(Var("topic_arn"))],
            []
        );

    private static TerraformModule Module(CloudSizing sizing, IEnumerable<ModuleInput> more, IEnumerable<HclBlock> alarms) =>
        new(
            "alarms",
            "What people must know, by the targets of the blueprint.",
            [
                ModuleInput.OfName,
                new("kms_key_arn", "string", "Key that encrypts messages.", "module.secrets.kms_key_arn"),
                new("email", "string", "Who is told.", "var.alarm_email"),
                new("balancer", "string", "The balancer.", "module.balancer.arn_suffix"),
                new("target_group", "string", "The instances behind it.", "module.balancer.target_group_suffix"),
                .. more,
            ],
            [
                new HclBlock("resource", "aws_sns_topic", "alarms")
                {
                    { "name", Of("\"${var.name}-alarms\"") },
                    { "kms_master_key_id", Var("kms_key_arn") },
                },
                new HclBlock("resource", "aws_sns_topic_subscription", "email")
                {
                    { "topic_arn", s_topic },
                    { "protocol", "email" },
                    { "endpoint", Var("email") },
                },
                Alarm("errors", "AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "Sum", s_balancer, 10, "Requests fail."),
                Slow(sizing),
                Alarm("gone", "AWS/ApplicationELB", "UnHealthyHostCount", "Maximum", s_targets, 0, "An instance does not answer."),
                .. alarms,
            ],
            [("topic_arn", "aws_sns_topic.alarms.arn", "Where alarms are told.")]
        );

    private static IEnumerable<HclBlock> OfDatabase(HclExpression topic) =>
        [
            Alarm("database-cpu", "AWS/RDS", "CPUUtilization", "Average", s_database, 80, "The database has no CPU left.", topic: topic),
            Alarm(
                "database-room",
                "AWS/RDS",
                "FreeStorageSpace",
                "Minimum",
                s_database,
                5_368_709_120,
                "Less than five GiB are free.",
                "LessThanThreshold",
                topic
            ),
        ];

    /// <summary>Backups of their own beside those of the database, where the blueprint asks for backups.</summary>
    /// <param name="databases">An expression: what is backed up, where that is more than one; null for one.</param>
    public static TerraformModule Backup(string? databases = null) =>
        new(
            "backup",
            "Backups beside the database's own: they stay when the database is deleted.",
            [
                ModuleInput.OfName,
                new("kms_key_arn", "string", "Key that encrypts.", "module.secrets.kms_key_arn"),
                databases is null
                    ? new("database_arn", "string", "What is backed up.", "module.database.arn")
                    : new("database_arns", "list(string)", "What is backed up.", databases),
            ],
            [
                new HclBlock("resource", "aws_backup_vault", "main") { { "name", Var("name") }, { "kms_key_arn", Var("kms_key_arn") } },
                new HclBlock("resource", "aws_backup_plan", "main")
                {
                    { "name", Var("name") },
                    new HclBlock("rule")
                    {
                        { "rule_name", "daily" },
                        { "target_vault_name", Of("aws_backup_vault.main.name") },
                        { "schedule", "cron(0 2 * * ? *)" },
                        new HclBlock("lifecycle") { { "delete_after", CloudSizing.BackupDays } },
                    },
                },
                new HclBlock("resource", "aws_iam_role", "backup")
                {
                    { "name", Of("\"${var.name}-backup\"") },
                    { "assume_role_policy", AwsPolicies.Trust("backup") },
                },
                new HclBlock("resource", "aws_iam_role_policy_attachment", "backup")
                {
                    { "role", Of("aws_iam_role.backup.name") },
                    { "policy_arn", "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup" },
                },
                new HclBlock("resource", "aws_backup_selection", "main")
                {
                    { "name", Var("name") },
                    { "plan_id", Of("aws_backup_plan.main.id") },
                    { "iam_role_arn", Of("aws_iam_role.backup.arn") },
                    { "resources", databases is null ? new[] { Var("database_arn") } : Var("database_arns") },
                },
            ],
            []
        );

    private static readonly HclMap s_balancer = new() { { "LoadBalancer", Var("balancer") } };
    private static readonly HclMap s_targets = new() { { "LoadBalancer", Var("balancer") }, { "TargetGroup", Var("target_group") } };
    private static readonly HclMap s_database = new() { { "DBInstanceIdentifier", Var("database") } };

    private static HclBlock Slow(CloudSizing sizing)
    {
        var seconds = sizing.LatencySeconds.ToString("0.###", CultureInfo.InvariantCulture);
        return new HclBlock("resource", "aws_cloudwatch_metric_alarm", "slow")
        {
            { "alarm_name", Of("\"${var.name}-slow\"") },
            { "alarm_description", $"One of twenty answers takes more than {seconds} seconds." },
            { "namespace", "AWS/ApplicationELB" },
            { "metric_name", "TargetResponseTime" },
            { "extended_statistic", "p95" },
            { "dimensions", s_balancer },
            { "comparison_operator", "GreaterThanThreshold" },
            { "threshold", Of(seconds) },
            { "period", 60 },
            { "evaluation_periods", 10 },
            { "treat_missing_data", "notBreaching" },
            { "alarm_actions", new[] { s_topic } },
        };
    }

    private static HclBlock Alarm(AwsAlarm alarm)
    {
        var dimensions = new HclMap();
        foreach (var (name, value) in alarm.Dimensions)
            dimensions.Add(
                name,
                value.Contains(AwsAlarm.Service, StringComparison.Ordinal)
                    ? Of($"\"{value.Replace(AwsAlarm.Service, "${var.name}", StringComparison.Ordinal)}\"")
                    : value
            );
        if (alarm.PercentOf is null)
            return Alarm(
                alarm.Name,
                alarm.Space,
                alarm.Metric,
                alarm.Statistic,
                dimensions,
                alarm.Threshold,
                alarm.Meaning,
                alarm.Comparison
            );
        HclBlock Looked(string id, string metric) =>
            new("metric_query")
            {
                { "id", id },
                new HclBlock("metric")
                {
                    { "namespace", alarm.Space },
                    { "metric_name", metric },
                    { "dimensions", dimensions },
                    { "period", 60 },
                    { "stat", alarm.Statistic },
                },
            };
        return new HclBlock("resource", "aws_cloudwatch_metric_alarm", alarm.Name.Replace('-', '_'))
        {
            { "alarm_name", Of($"\"${{var.name}}-{alarm.Name}\"") },
            { "alarm_description", alarm.Meaning },
            { "comparison_operator", alarm.Comparison },
            { "threshold", alarm.Threshold },
            { "evaluation_periods", 5 },
            { "treat_missing_data", "notBreaching" },
            { "alarm_actions", new[] { s_topic } },
            new HclBlock("metric_query")
            {
                { "id", "share" },
                { "expression", "100 * part / whole" },
                { "return_data", true },
            },
            Looked("part", alarm.Metric),
            Looked("whole", alarm.PercentOf),
        };
    }

    /// <summary>An alarm of one metric.</summary>
    public static HclBlock Alarm(
        string name,
        string space,
        string metric,
        string statistic,
        HclMap dimensions,
        object threshold,
        string meaning,
        string comparison = "GreaterThanThreshold",
        HclExpression? topic = null,
        string missing = "notBreaching"
    ) =>
        new("resource", "aws_cloudwatch_metric_alarm", name.Replace('-', '_'))
        {
            { "alarm_name", Of($"\"${{var.name}}-{name}\"") },
            { "alarm_description", meaning },
            { "namespace", space },
            { "metric_name", metric },
            { "statistic", statistic },
            { "dimensions", dimensions },
            { "comparison_operator", comparison },
            { "threshold", threshold },
            { "period", 60 },
            { "evaluation_periods", 5 },
            { "treat_missing_data", missing },
            { "alarm_actions", new[] { topic ?? s_topic } },
        };
}
