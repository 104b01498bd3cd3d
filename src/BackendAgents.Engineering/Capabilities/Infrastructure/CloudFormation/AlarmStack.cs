using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using static BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation.StackTemplate;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation;

/// <summary>What people must know as a stack, by the targets of the blueprint.</summary>
internal static class AlarmStack
{
    private const string Topic = "Alarms";

    public static StackTemplate Template(CloudSizing sizing)
    {
        var stack = Seen(sizing);
        Database(stack, Ref(Topic), Import(sizing.Name, "Database"));
        foreach (var alarm in AwsAlarmCatalog.Of(sizing))
            Add(stack, sizing, alarm, Ref(Topic));
        return stack;
    }

    /// <summary>What callers see of several services, what these share, and the gateway's instances.</summary>
    public static StackTemplate Whole(CloudSystem system)
    {
        var stack = Seen(system.Sizing);
        Instances(stack, system.Gateway, system, Ref(Topic));
        foreach (var alarm in AwsAlarmCatalog.Shared(system.Sizing))
            Add(stack, system.Sizing, alarm, Ref(Topic));
        return stack.Export(system.Sizing.Name, Topic, Ref(Topic));
    }

    /// <summary>The alarms of one of several services.</summary>
    public static StackTemplate Of(CloudMember member, CloudSystem system)
    {
        var stack = new StackTemplate(member.Key + "-alarms", $"What people must know of {member.Key}.");
        var topic = Import(system.Sizing.Name, Topic);
        Database(stack, topic, Import($"{system.Sizing.Name}-{member.Key}", "Database"));
        Instances(stack, member, system, topic);
        foreach (var alarm in system.LagOf(member))
            Add(stack, system.Sizing, alarm, topic);
        return stack;
    }

    // The topic, and what callers see.
    private static StackTemplate Seen(CloudSizing sizing)
    {
        var stack = new StackTemplate("alarms", "What people must know, by the targets of the blueprint.");
        stack.Parameter("AlarmEmail", "Who is told of alarms.", pattern: "[^@ ]+@[^@ ]+");
        stack.Resource(
            Topic,
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
        return stack;
    }

    private static void Database(StackTemplate stack, YamlMap topic, YamlMap name)
    {
        YamlMap[] database = [Dimension("DBInstanceIdentifier", name)];
        Alarm(stack, "DatabaseBusy", "AWS/RDS", "CPUUtilization", "Average", database, "80", "The database has no CPU left.", topic);
    }

    private static void Instances(StackTemplate stack, CloudMember member, CloudSystem system, YamlMap topic)
    {
        var dimensions = new[] { Pair("ClusterName", system.Sizing.Name), Pair("ServiceName", system.Sizing.Name + member.Suffix) };
        var few = AwsAlarmCatalog.Few;
        stack.Resource(
            few.Pascal + "Alarm",
            "AWS::CloudWatch::Alarm",
            Measured(
                few.Space,
                few.Metric,
                few.Statistic,
                dimensions,
                system.Sizing.MinInstances,
                few.Meaning,
                topic,
                few.Comparison,
                "breaching"
            )
        );
        foreach (var one in AwsAlarmCatalog.Exhausted)
            Alarm(stack, one.Pascal, one.Space, one.Metric, one.Statistic, dimensions, $"{one.Threshold}", one.Meaning, topic);
    }

    private static void Add(StackTemplate stack, CloudSizing sizing, AwsAlarm alarm, YamlMap topic)
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
                { "AlarmActions", new[] { topic } },
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
        string meaning,
        YamlMap? topic = null
    ) =>
        stack.Resource(
            key + "Alarm",
            "AWS::CloudWatch::Alarm",
            Measured(
                space,
                metric,
                statistic,
                dimensions,
                decimal.Parse(threshold, CultureInfo.InvariantCulture),
                meaning,
                topic ?? Ref(Topic)
            )
        );

    private static YamlMap Measured(
        string space,
        string metric,
        string statistic,
        YamlMap[] dimensions,
        object threshold,
        string meaning,
        YamlMap topic,
        string comparison = "GreaterThanThreshold",
        string missing = "notBreaching"
    ) =>
        new()
        {
            { "AlarmDescription", meaning },
            { "Namespace", space },
            { "MetricName", metric },
            { statistic.StartsWith('p') ? "ExtendedStatistic" : "Statistic", statistic },
            { "Dimensions", dimensions },
            { "ComparisonOperator", comparison },
            { "Threshold", threshold },
            { "Period", 60 },
            { "EvaluationPeriods", 5 },
            { "TreatMissingData", missing },
            { "AlarmActions", new[] { topic } },
        };

    private static YamlMap Dimension(string name, YamlMap value) => new() { { "Name", name }, { "Value", value } };
}
