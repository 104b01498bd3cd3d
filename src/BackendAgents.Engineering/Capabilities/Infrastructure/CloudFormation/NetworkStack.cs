using BackendAgents.Engineering.Artifacts;
using static BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation.StackTemplate;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation;

/// <summary>The network as a stack: public for the balancer, private for the rest, and who reaches whom.</summary>
internal static class NetworkStack
{
    private const string ServiceAlone = "The service alone reaches it";

    /// <param name="sizing">What there has to be.</param>
    /// <param name="hasGroups">Whether it says who reaches whom, as it does for one service.</param>
    public static StackTemplate Template(CloudSizing sizing, bool hasGroups = true)
    {
        var stack = new StackTemplate(
            "network",
            "The network: the balancer is public, everything else has no address that the world reaches."
        );
        stack.Resource(
            "Network",
            "AWS::EC2::VPC",
            new YamlMap
            {
                { "CidrBlock", "10.20.0.0/16" },
                { "EnableDnsHostnames", true },
                { "EnableDnsSupport", true },
            }
        );
        stack.Resource("Gateway", "AWS::EC2::InternetGateway", new YamlMap());
        stack.Resource(
            "GatewayAttachment",
            "AWS::EC2::VPCGatewayAttachment",
            new YamlMap { { "VpcId", Ref("Network") }, { "InternetGatewayId", Ref("Gateway") } }
        );
        Subnets(stack, sizing);
        stack.Resource("NatAddress", "AWS::EC2::EIP", new YamlMap { { "Domain", "vpc" } }, after: "GatewayAttachment");
        stack.Resource(
            "Nat",
            "AWS::EC2::NatGateway",
            new YamlMap { { "AllocationId", Attribute("NatAddress", "AllocationId") }, { "SubnetId", Ref("PublicSubnet1") } }
        );
        Route(stack, sizing, "Public", "GatewayId", "Gateway", "GatewayAttachment");
        Route(stack, sizing, "Private", "NatGatewayId", "Nat", null);
        if (hasGroups)
            Groups(stack, sizing);
        stack.Export(sizing.Name, "Network", Ref("Network"));
        foreach (var kind in new[] { "Public", "Private" })
        foreach (var zone in Enumerable.Range(1, sizing.Zones))
            stack.Export(sizing.Name, $"{kind}Subnet{zone}", Ref($"{kind}Subnet{zone}"));
        foreach (var (key, _) in hasGroups ? GroupsOf(sizing) : [])
            stack.Export(sizing.Name, key, Attribute(key, "GroupId"));
        return stack;
    }

    private static void Subnets(StackTemplate stack, CloudSizing sizing)
    {
        foreach (var (kind, offset) in new[] { ("Public", 0), ("Private", 8) })
        foreach (var zone in Enumerable.Range(0, sizing.Zones))
            stack.Resource(
                $"{kind}Subnet{zone + 1}",
                "AWS::EC2::Subnet",
                new YamlMap
                {
                    { "VpcId", Ref("Network") },
                    { "CidrBlock", $"10.20.{16 * (zone + offset)}.0/20" },
                    {
                        "AvailabilityZone",
                        new YamlMap
                        {
                            {
                                "Fn::Select",
                                new object[]
                                {
                                    zone,
                                    new YamlMap { { "Fn::GetAZs", "" } },
                                }
                            },
                        }
                    },
                    { "MapPublicIpOnLaunch", false },
                }
            );
    }

    private static void Route(StackTemplate stack, CloudSizing sizing, string kind, string argument, string target, string? after)
    {
        stack.Resource(kind + "Routes", "AWS::EC2::RouteTable", new YamlMap { { "VpcId", Ref("Network") } });
        stack.Resource(
            kind + "Route",
            "AWS::EC2::Route",
            new YamlMap
            {
                { "RouteTableId", Ref(kind + "Routes") },
                { "DestinationCidrBlock", "0.0.0.0/0" },
                { argument, Ref(target) },
            },
            after: after
        );
        foreach (var number in Enumerable.Range(1, sizing.Zones))
            stack.Resource(
                $"{kind}Association{number}",
                "AWS::EC2::SubnetRouteTableAssociation",
                new YamlMap { { "RouteTableId", Ref(kind + "Routes") }, { "SubnetId", Ref($"{kind}Subnet{number}") } }
            );
    }

    private static (string Key, string Meaning)[] GroupsOf(CloudSizing sizing) =>
        [
            ("BalancerGroup", "Callers reach it by HTTPS"),
            ("ServiceGroup", "The balancer alone reaches it"),
            ("DatabaseGroup", ServiceAlone),
            .. sizing.HasRedis ? new[] { ("CacheGroup", ServiceAlone) } : [],
            .. sizing.HasBroker ? new[] { ("BrokerGroup", ServiceAlone) } : [],
        ];

    private static void Groups(StackTemplate stack, CloudSizing sizing)
    {
        foreach (var (key, meaning) in GroupsOf(sizing))
            stack.Resource(key, "AWS::EC2::SecurityGroup", new YamlMap { { "GroupDescription", meaning }, { "VpcId", Ref("Network") } });
        foreach (var port in new[] { 80, 443 })
            stack.Resource(
                "BalancerIn" + port,
                "AWS::EC2::SecurityGroupIngress",
                Rule(Attribute("BalancerGroup", "GroupId"), port, "CidrIp", "0.0.0.0/0"),
                port == 80 ? "It only says where HTTPS is." : null
            );
        stack.Resource(
            "ServiceIn",
            "AWS::EC2::SecurityGroupIngress",
            Rule(Attribute("ServiceGroup", "GroupId"), sizing.Plan.Port, "SourceSecurityGroupId", Attribute("BalancerGroup", "GroupId"))
        );
        FromService(stack, "Database", sizing.DatabasePort);
        if (sizing.HasRedis)
            FromService(stack, "Cache", CloudSizing.RedisPort);
        if (sizing.HasBroker)
            FromService(stack, "Broker", sizing.BrokerPort);
    }

    private static void FromService(StackTemplate stack, string what, int port) =>
        stack.Resource(
            what + "In",
            "AWS::EC2::SecurityGroupIngress",
            Rule(Attribute(what + "Group", "GroupId"), port, "SourceSecurityGroupId", Attribute("ServiceGroup", "GroupId"))
        );

    /// <summary>That something is let in at a port.</summary>
    public static YamlMap Rule(YamlMap group, int port, string source, object value) =>
        new()
        {
            { "GroupId", group },
            { "IpProtocol", "tcp" },
            { "FromPort", port },
            { "ToPort", port },
            { source, value },
        };
}
