using BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;
using BackendAgents.Engineering.Planning;
using static BackendAgents.Engineering.Capabilities.Infrastructure.Hcl.HclExpression;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Aws;

/// <summary>The network: public for the balancer, private for the rest, and who reaches whom.</summary>
internal static class AwsNetwork
{
    private const string World = "0.0.0.0/0";

    private const string Purpose = "The network: the balancer is public, everything else has no address that the world reaches.";

    private static readonly (string Name, string Value, string Description)[] s_places =
    [
        ("vpc_id", "aws_vpc.main.id", "The network."),
        ("public_subnet_ids", "aws_subnet.public[*].id", "Subnets of the balancer."),
        ("private_subnet_ids", "aws_subnet.private[*].id", "Subnets of everything else."),
    ];

    /// <summary>The network alone: who reaches whom is said elsewhere.</summary>
    public static TerraformModule Bare(CloudSizing sizing) =>
        new("network", Purpose, Inputs(sizing)[1..], [.. Subnets(), .. Routes()], s_places);

    /// <summary>The network of one service, with its groups.</summary>
    public static TerraformModule Module(CloudSizing sizing) =>
        new(
            "network",
            Purpose,
            Inputs(sizing),
            [.. Subnets(), .. Routes(), .. Groups(sizing)],
            [
                .. s_places,
                ("balancer_group_id", "aws_security_group.balancer.id", "Group of the balancer."),
                ("service_group_id", "aws_security_group.service.id", "Group of the service."),
                ("database_group_id", "aws_security_group.database.id", "Group of the database."),
                .. sizing.HasRedis ? new[] { ("cache_group_id", "aws_security_group.cache.id", "Group of Redis.") } : [],
                .. sizing.HasBroker ? new[] { ("broker_group_id", "aws_security_group.broker.id", "Group of the broker.") } : [],
            ]
        );

    private static ModuleInput[] Inputs(CloudSizing sizing) =>
        [
            ModuleInput.OfName,
            new("cidr", "string", "Range of addresses.", "var.network_cidr"),
            new("zones", "list(string)", "Zones, two or more.", $"slice(data.aws_availability_zones.available.names, 0, {sizing.Zones})"),
        ];

    private static IEnumerable<HclBlock> Subnets()
    {
        yield return HclBlockOf("aws_vpc", "main", ("cidr_block", Var("cidr")), ("enable_dns_hostnames", true));
        yield return new HclBlock("resource", "aws_default_security_group", "none")
        {
            { "vpc_id", Of("aws_vpc.main.id"), "Without rules: what names no group reaches nobody." },
        };
        foreach (var (kind, offset) in new[] { ("public", 0), ("private", 8) })
            yield return HclBlockOf(
                "aws_subnet",
                kind,
                ("count", Of("length(var.zones)")),
                ("vpc_id", Of("aws_vpc.main.id")),
                ("availability_zone", Of("var.zones[count.index]")),
                (
                    "cidr_block",
                    Of(offset == 0 ? "cidrsubnet(var.cidr, 4, count.index)" : $"cidrsubnet(var.cidr, 4, count.index + {offset})")
                ),
                ("map_public_ip_on_launch", false)
            );
    }

    private static IEnumerable<HclBlock> Routes()
    {
        yield return HclBlockOf("aws_internet_gateway", "main", ("vpc_id", Of("aws_vpc.main.id")));
        yield return HclBlockOf("aws_eip", "nat", ("domain", "vpc"));
        yield return HclBlockOf(
            "aws_nat_gateway",
            "main",
            ("allocation_id", Of("aws_eip.nat.id")),
            ("subnet_id", Of("aws_subnet.public[0].id")),
            ("depends_on", new[] { Of("aws_internet_gateway.main") })
        );
        foreach (
            var (kind, argument, target) in new[]
            {
                ("public", "gateway_id", "aws_internet_gateway.main.id"),
                ("private", "nat_gateway_id", "aws_nat_gateway.main.id"),
            }
        )
        {
            yield return HclBlockOf("aws_route_table", kind, ("vpc_id", Of("aws_vpc.main.id")));
            yield return HclBlockOf(
                "aws_route",
                kind,
                ("route_table_id", Of($"aws_route_table.{kind}.id")),
                ("destination_cidr_block", "0.0.0.0/0"),
                (argument, Of(target))
            );
            yield return HclBlockOf(
                "aws_route_table_association",
                kind,
                ("count", Of("length(var.zones)")),
                ("route_table_id", Of($"aws_route_table.{kind}.id")),
                ("subnet_id", Of($"aws_subnet.{kind}[count.index].id"))
            );
        }
    }

    private static IEnumerable<HclBlock> Groups(CloudSizing sizing)
    {
        foreach (
            var (name, meaning) in ((string, string)[])
                [
                    ("balancer", "Callers reach it by HTTPS"),
                    ("service", "The balancer alone reaches it"),
                    ("database", "The service alone reaches it"),
                    .. sizing.HasRedis ? new[] { ("cache", "The service alone reaches it") } : [],
                    .. sizing.HasBroker ? new[] { ("broker", "The service alone reaches it") } : [],
                ]
        )
            yield return new HclBlock("resource", "aws_security_group", name)
            {
                { "name", Of($"\"${{var.name}}-{name}\"") },
                { "description", meaning },
                { "vpc_id", Of("aws_vpc.main.id") },
            };
        foreach (var port in new[] { 80, 443 })
            yield return Rule("ingress", port == 80 ? "balancer_http" : "balancer_https", "balancer", port, null);
        yield return Rule("egress", "balancer_service", "balancer", sizing.Plan.Port, "service");
        yield return Rule("ingress", "service_balancer", "service", sizing.Plan.Port, "balancer");
        yield return Rule("egress", "service_https", "service", OutsideCall.Https, null);
        foreach (var call in CloudNeeds.OtherCalls(sizing.Plan))
            yield return Outside($"service_{call.Port}", "service", call);
        foreach (
            var (name, port) in ((string, int)[])
                [
                    ("database", sizing.DatabasePort),
                    .. sizing.HasRedis ? new[] { ("cache", CloudSizing.RedisPort) } : [],
                    .. sizing.HasBroker ? new[] { ("broker", sizing.BrokerPort) } : [],
                ]
        )
        {
            yield return Rule("egress", "service_" + name, "service", port, name);
            yield return Rule("ingress", name + "_service", name, port, "service");
        }
    }

    /// <summary>From or to a group; the world when it is null.</summary>
    public static HclBlock Rule(string direction, string name, string group, int port, string? other) =>
        other is null
            ? Rule(direction, name, group, port, null, World, direction == "egress" ? "Images, secrets and logs of AWS." : null)
            : Rule(direction, name, group, port, Of($"aws_security_group.{other}.id"), null, null);

    /// <summary>From a group to somebody outside who is called by another port than that of HTTPS.</summary>
    public static HclBlock Outside(string name, string group, OutsideCall call) =>
        Rule(
            "egress",
            name,
            group,
            call.Port,
            null,
            call.IsNear ? Var("cidr") : World,
            char.ToUpperInvariant(call.Who[0]) + call.Who[1..] + "."
        );

    private static HclBlock Rule(string direction, string name, string group, int port, HclExpression? other, object? range, string? who) =>
        new("resource", $"aws_vpc_security_group_{direction}_rule", name)
        {
            { "security_group_id", Of($"aws_security_group.{group}.id") },
            { "referenced_security_group_id", other },
            { "cidr_ipv4", range, who },
            { "ip_protocol", "tcp" },
            { "from_port", port },
            { "to_port", port },
        };

    private static HclBlock HclBlockOf(string type, string name, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var block = HclBlock.Resource(type, name);
        foreach (var (key, value) in arguments)
            block.Add(key, value);
        return block;
    }
}
