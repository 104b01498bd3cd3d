using BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;
using BackendAgents.Engineering.Planning;
using static BackendAgents.Engineering.Capabilities.Infrastructure.Hcl.HclExpression;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Aws;

/// <summary>Who of several services reaches whom: a group for each, and a table of the ways between them.</summary>
internal static class AwsAccess
{
    private const string Group = "aws_security_group.main[each.value";

    public static TerraformModule Module(CloudSystem system)
    {
        var groups = new HclMap();
        foreach (var (name, meaning) in system.Groups)
            groups.Add(name, meaning);
        return new TerraformModule(
            "access",
            "Who reaches whom. The world reaches the balancer, and what is in no table here is closed.",
            [
                ModuleInput.OfName,
                new("vpc_id", "string", "The network.", "module.network.vpc_id"),
                .. Calls(system).Any(static call => call.Call.IsNear)
                    ? new ModuleInput[] { new("cidr", "string", "Range of addresses of the network.", "var.network_cidr") }
                    : [],
            ],
            [
                Table(system),
                new HclBlock("resource", "aws_security_group", "main")
                {
                    { "for_each", groups },
                    { "name", Of("\"${var.name}-${each.key}\"") },
                    { "description", Of("each.value") },
                    { "vpc_id", Var("vpc_id") },
                },
                AwsNetwork.Rule("ingress", "http", "main[\"balancer\"]", 80, null),
                AwsNetwork.Rule("ingress", "https", "main[\"balancer\"]", 443, null),
                new HclBlock("resource", "aws_vpc_security_group_egress_rule", "https")
                {
                    { "for_each", Of($"toset({HclText.Expression(system.All.Select(static member => member.Key))})") },
                    { "security_group_id", Of("aws_security_group.main[each.key].id") },
                    { "cidr_ipv4", "0.0.0.0/0", "Images, secrets and logs of AWS." },
                    { "ip_protocol", "tcp" },
                    { "from_port", 443 },
                    { "to_port", 443 },
                },
                .. Calls(system)
                    .Select(static call => AwsNetwork.Outside($"{call.From}_{call.Call.Port}", $"main[\"{call.From}\"]", call.Call)),
                Way("egress", "from", "to"),
                Way("ingress", "to", "from"),
            ],
            [("group_ids", "{ for name, group in aws_security_group.main : name => group.id }", "The groups.")]
        );
    }

    private static IEnumerable<(string From, OutsideCall Call)> Calls(CloudSystem system) =>
        from member in system.All
        from call in CloudNeeds.OtherCalls(member.Plan)
        select (member.Key, call);

    private static HclBlock Table(CloudSystem system)
    {
        var ways = new HclMap();
        foreach (var (from, to, port) in system.Ways.Prepend(new CloudWay("balancer", CloudMember.Gateway, system.Gateway.Plan.Port)))
            ways.Add($"{from}_{to}", Of($"{{ from = \"{from}\", to = \"{to}\", port = {port} }}"));
        return new HclBlock("locals") { { "ways", ways } };
    }

    // One side of each way: who calls may, and who is called lets in.
    private static HclBlock Way(string direction, string own, string other) =>
        new("resource", $"aws_vpc_security_group_{direction}_rule", "way")
        {
            { "for_each", Of("local.ways") },
            { "security_group_id", Of($"{Group}.{own}].id") },
            { "referenced_security_group_id", Of($"{Group}.{other}].id") },
            { "ip_protocol", "tcp" },
            { "from_port", Of("each.value.port") },
            { "to_port", Of("each.value.port") },
        };
}
