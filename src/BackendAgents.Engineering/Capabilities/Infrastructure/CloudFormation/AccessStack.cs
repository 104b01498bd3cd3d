using BackendAgents.Engineering.Artifacts;
using static BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation.StackTemplate;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation;

/// <summary>
/// Who of several services reaches whom: a stack with a group for each, and the way from the world to the gateway. The ways of a service
/// are in its own stack.
/// </summary>
internal static class AccessStack
{
    public static StackTemplate Template(CloudSystem system)
    {
        var stack = new StackTemplate(
            "access",
            "A group for each that is reached. The world reaches the balancer, this the gateway, and what no stack lets in is kept out."
        );
        var name = system.Sizing.Name;
        foreach (var (group, meaning) in system.Groups)
            stack.Resource(
                Key(group),
                "AWS::EC2::SecurityGroup",
                new YamlMap { { "GroupDescription", meaning }, { "VpcId", Import(name, "Network") } }
            );
        foreach (var port in new[] { 80, 443 })
            stack.Resource(
                "BalancerIn" + port,
                "AWS::EC2::SecurityGroupIngress",
                NetworkStack.Rule(Attribute(Key("balancer"), "GroupId"), port, "CidrIp", "0.0.0.0/0"),
                port == 80 ? "It only says where HTTPS is." : null
            );
        stack.Resource(
            "GatewayIn",
            "AWS::EC2::SecurityGroupIngress",
            NetworkStack.Rule(
                Attribute(Key(CloudMember.Gateway), "GroupId"),
                system.Gateway.Plan.Port,
                "SourceSecurityGroupId",
                Attribute(Key("balancer"), "GroupId")
            )
        );
        foreach (var (group, _) in system.Groups)
            stack.Export(name, Key(group), Attribute(Key(group), "GroupId"));
        return stack;
    }

    /// <summary>The ways of a service: that the gateway reaches it, and what it may reach itself.</summary>
    public static void AddWays(StackTemplate stack, CloudSystem system, CloudMember member)
    {
        foreach (
            var (from, to, port) in system.Ways.Where(way =>
                way.From == member.Key || (way.From == CloudMember.Gateway && way.To == member.Key)
            )
        )
            stack.Resource(
                $"{Pascal(to)}From{Pascal(from)}",
                "AWS::EC2::SecurityGroupIngress",
                NetworkStack.Rule(Import(system.Sizing.Name, Key(to)), port, "SourceSecurityGroupId", Import(system.Sizing.Name, Key(from)))
            );
    }

    /// <summary>Logical id of a group, by which it is exported, too.</summary>
    public static string Key(string group) => Pascal(group) + "Group";

    private static string Pascal(string name) =>
        string.Concat(name.Split('-').Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));
}
