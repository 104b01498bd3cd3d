using BackendAgents.Engineering.Artifacts;
using static BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation.StackTemplate;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation;

/// <summary>The network as a stack: public for the balancer, private for the rest, and who reaches whom.</summary>
internal static class NetworkStack
{
    public static StackTemplate Template(CloudSizing sizing)
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
        Subnets(stack);
        stack.Resource("NatAddress", "AWS::EC2::EIP", new YamlMap { { "Domain", "vpc" } }, after: "GatewayAttachment");
        stack.Resource(
            "Nat",
            "AWS::EC2::NatGateway",
            new YamlMap { { "AllocationId", Attribute("NatAddress", "AllocationId") }, { "SubnetId", Ref("PublicSubnet1") } }
        );
        Route(stack, "Public", "GatewayId", "Gateway", "GatewayAttachment");
        Route(stack, "Private", "NatGatewayId", "Nat", null);
        Groups(stack, sizing);
        stack.Export(sizing.Name, "Network", Ref("Network"));
        foreach (var key in new[] { "PublicSubnet1", "PublicSubnet2", "PrivateSubnet1", "PrivateSubnet2" })
            stack.Export(sizing.Name, key, Ref(key));
        string[] groups = ["BalancerGroup", "ServiceGroup", "DatabaseGroup", .. sizing.HasRedis ? new[] { "CacheGroup" } : []];
        foreach (var key in groups)
            stack.Export(sizing.Name, key, Attribute(key, "GroupId"));
        return stack;
    }

    private static void Subnets(StackTemplate stack)
    {
        foreach (var (kind, offset) in new[] { ("Public", 0), ("Private", 8) })
        foreach (var zone in new[] { 0, 1 })
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

    private static void Route(StackTemplate stack, string kind, string argument, string target, string? after)
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
        foreach (var number in new[] { 1, 2 })
            stack.Resource(
                $"{kind}Association{number}",
                "AWS::EC2::SubnetRouteTableAssociation",
                new YamlMap { { "RouteTableId", Ref(kind + "Routes") }, { "SubnetId", Ref($"{kind}Subnet{number}") } }
            );
    }

    private static void Groups(StackTemplate stack, CloudSizing sizing)
    {
        foreach (
            var (key, meaning) in ((string, string)[])
                [
                    ("BalancerGroup", "Callers reach it by HTTPS"),
                    ("ServiceGroup", "The balancer alone reaches it"),
                    ("DatabaseGroup", "The service alone reaches it"),
                    .. sizing.HasRedis ? new[] { ("CacheGroup", "The service alone reaches it") } : [],
                ]
        )
            stack.Resource(key, "AWS::EC2::SecurityGroup", new YamlMap { { "GroupDescription", meaning }, { "VpcId", Ref("Network") } });
        foreach (var port in new[] { 80, 443 })
            stack.Resource(
                "BalancerIn" + port,
                "AWS::EC2::SecurityGroupIngress",
                Rule("BalancerGroup", port, "CidrIp", "0.0.0.0/0"),
                port == 80 ? "It only says where HTTPS is." : null
            );
        stack.Resource(
            "ServiceIn",
            "AWS::EC2::SecurityGroupIngress",
            Rule("ServiceGroup", sizing.Plan.Port, "SourceSecurityGroupId", Attribute("BalancerGroup", "GroupId"))
        );
        stack.Resource(
            "DatabaseIn",
            "AWS::EC2::SecurityGroupIngress",
            Rule("DatabaseGroup", sizing.DatabasePort, "SourceSecurityGroupId", Attribute("ServiceGroup", "GroupId"))
        );
        if (sizing.HasRedis)
            stack.Resource(
                "CacheIn",
                "AWS::EC2::SecurityGroupIngress",
                Rule("CacheGroup", CloudSizing.RedisPort, "SourceSecurityGroupId", Attribute("ServiceGroup", "GroupId"))
            );
    }

    private static YamlMap Rule(string group, int port, string source, object value) =>
        new()
        {
            { "GroupId", Attribute(group, "GroupId") },
            { "IpProtocol", "tcp" },
            { "FromPort", port },
            { "ToPort", port },
            { source, value },
        };
}
