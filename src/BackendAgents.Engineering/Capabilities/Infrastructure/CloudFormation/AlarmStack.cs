using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using static BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation.StackTemplate;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation;

/// <summary>What people must know as a stack, by the targets of the blueprint.</summary>
internal static class AlarmStack
{
    public static StackTemplate Template(CloudSizing sizing)
    {
        var stack = new StackTemplate("alarms", "What people must know, by the targets of the blueprint.");
        stack.Parameter("AlarmEmail", "Who is told of alarms.", pattern: "[^@ ]+@[^@ ]+");
        stack.Resource(
            "Alarms",
            "AWS::SNS::Topic",
            new YamlMap
            {
                { "KmsMasterKeyId", Import(sizing.Name, "Key") },
                {
                    "Subscription",
                    new[]
                    {
                        new YamlMap { { "Protocol", "email" }, { "Endpoint", Ref("AlarmEmail") } },
                    }
                },
            }
        );
        YamlMap[] balancer = [Dimension("LoadBalancer", Import(sizing.Name, "BalancerName"))];
        YamlMap[] targets = [.. balancer, Dimension("TargetGroup", Import(sizing.Name, "TargetsName"))];
        YamlMap[] database = [Dimension("DBInstanceIdentifier", Import(sizing.Name, "Database"))];
        const string Elb = "AWS/ApplicationELB";
        Alarm(stack, "Failing", Elb, "HTTPCode_Target_5XX_Count", "Sum", balancer, "10", "Requests fail.");
        Alarm(stack, "Gone", Elb, "UnHealthyHostCount", "Maximum", targets, "0", "An instance does not answer.");
        var seconds = sizing.LatencySeconds.ToString("0.###", CultureInfo.InvariantCulture);
        Alarm(
            stack,
            "Slow",
            Elb,
            "TargetResponseTime",
            "p95",
            balancer,
            seconds,
            $"One of twenty answers takes more than {seconds} seconds."
        );
        Alarm(stack, "DatabaseBusy", "AWS/RDS", "CPUUtilization", "Average", database, "80", "The database has no CPU left.");
        foreach (var alarm in AwsAlarmCatalog.Of(sizing))
            Add(stack, sizing, alarm);
        return stack;
    }

    private static void Add(StackTemplate stack, CloudSizing sizing, AwsAlarm alarm)
    {
        YamlMap[] dimensions =
        [
            .. alarm.Dimensions.Select(dimension =>
                Pair(dimension.Name, dimension.Value.Replace(AwsAlarm.Service, sizing.Name, StringComparison.Ordinal))
            ),
        ];
        YamlMap Looked(string id, string metric) =>
            new()
            {
                { "Id", id },
                { "ReturnData", false },
                {
                    "MetricStat",
                    new YamlMap
                    {
                        {
                            "Metric",
                            new YamlMap
                            {
                                { "Namespace", alarm.Space },
                                { "MetricName", metric },
                                { "Dimensions", dimensions },
                            }
                        },
                        { "Period", 60 },
                        { "Stat", alarm.Statistic },
                    }
                },
            };
        var isShare = alarm.PercentOf is not null;
        stack.Resource(
            alarm.Pascal + "Alarm",
            "AWS::CloudWatch::Alarm",
            new YamlMap
            {
                { "AlarmDescription", alarm.Meaning },
                { "Namespace", isShare ? null : alarm.Space },
                { "MetricName", isShare ? null : alarm.Metric },
                { "Statistic", isShare ? null : alarm.Statistic },
                { "Dimensions", isShare ? null : dimensions },
                { "Period", isShare ? null : 60 },
                {
                    "Metrics",
                    isShare
                        ? new[]
                        {
                            new YamlMap
                            {
                                { "Id", "share" },
                                { "Expression", "100 * part / whole" },
                                { "ReturnData", true },
                            },
                            Looked("part", alarm.Metric),
                            Looked("whole", alarm.PercentOf!),
                        }
                        : null
                },
                { "ComparisonOperator", alarm.Comparison },
                { "Threshold", alarm.Threshold },
                { "EvaluationPeriods", 5 },
                { "TreatMissingData", "notBreaching" },
                { "AlarmActions", new[] { Ref("Alarms") } },
            }
        );
    }

    private static YamlMap Pair(string name, string value) => new() { { "Name", name }, { "Value", value } };

    private static void Alarm(
        StackTemplate stack,
        string key,
        string space,
        string metric,
        string statistic,
        YamlMap[] dimensions,
        string threshold,
        string meaning
    )
    {
        var isPercentile = statistic.StartsWith('p');
        stack.Resource(
            key + "Alarm",
            "AWS::CloudWatch::Alarm",
            new YamlMap
            {
                { "AlarmDescription", meaning },
                { "Namespace", space },
                { "MetricName", metric },
                { isPercentile ? "ExtendedStatistic" : "Statistic", statistic },
                { "Dimensions", dimensions },
                { "ComparisonOperator", "GreaterThanThreshold" },
                { "Threshold", decimal.Parse(threshold, CultureInfo.InvariantCulture) },
                { "Period", 60 },
                { "EvaluationPeriods", 5 },
                { "TreatMissingData", "notBreaching" },
                { "AlarmActions", new[] { Ref("Alarms") } },
            }
        );
    }

    private static YamlMap Dimension(string name, YamlMap value) => new() { { "Name", name }, { "Value", value } };
}
