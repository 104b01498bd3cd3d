using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using static BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation.StackTemplate;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation;

/// <summary>What people must know, by the targets of the blueprint.</summary>
internal static class ServiceAlarms
{
    public static void Add(StackTemplate stack, CloudSizing sizing)
    {
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
        YamlMap[] balancer = [Dimension("LoadBalancer", Attribute("Balancer", "LoadBalancerFullName"))];
        YamlMap[] targets = [.. balancer, Dimension("TargetGroup", Attribute("Targets", "TargetGroupFullName"))];
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
    }

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
