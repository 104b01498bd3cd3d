using BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;
using static BackendAgents.Engineering.Capabilities.Infrastructure.Hcl.HclExpression;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Azure;

/// <summary>An address within the network for what Azure runs, and the name that leads to it.</summary>
internal static class AzureEndpoint
{
    /// <summary>What a module needs for it.</summary>
    public static IReadOnlyList<ModuleInput> Inputs { get; } =
    [
        new("network_id", "string", "The network.", "module.network.id"),
        new("subnet_id", "string", "Subnet of what keeps things.", "module.network.database_subnet_id"),
    ];

    /// <summary>The endpoint, its zone and the zone's link to the network.</summary>
    /// <param name="of">What it is of, for its name.</param>
    /// <param name="resource">Id of the resource: an expression.</param>
    /// <param name="part">Part of the resource, as Azure calls it.</param>
    /// <param name="zone">Zone of names that Azure has for it.</param>
    public static IEnumerable<HclBlock> Blocks(string of, string resource, string part, string zone)
    {
        yield return new HclBlock("resource", "azurerm_private_dns_zone", "main")
        {
            { "name", zone },
            { "resource_group_name", Var("resource_group_name") },
        };
        yield return new HclBlock("resource", "azurerm_private_dns_zone_virtual_network_link", "main")
        {
            { "name", Var("name") },
            { "resource_group_name", Var("resource_group_name") },
            { "private_dns_zone_name", Of("azurerm_private_dns_zone.main.name") },
            { "virtual_network_id", Var("network_id") },
        };
        yield return new HclBlock("resource", "azurerm_private_endpoint", "main")
        {
            { "name", Of($"\"${{var.name}}-{of}\"") },
            { "resource_group_name", Var("resource_group_name") },
            { "location", Var("location") },
            { "subnet_id", Var("subnet_id") },
            new HclBlock("private_service_connection")
            {
                { "name", Var("name") },
                { "private_connection_resource_id", Of(resource) },
                { "subresource_names", new[] { part } },
                { "is_manual_connection", false },
            },
            new HclBlock("private_dns_zone_group")
            {
                { "name", Var("name") },
                { "private_dns_zone_ids", new[] { Of("azurerm_private_dns_zone.main.id") } },
            },
        };
    }
}
