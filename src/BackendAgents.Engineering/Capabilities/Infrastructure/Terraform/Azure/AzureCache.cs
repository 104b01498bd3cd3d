using BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;
using static BackendAgents.Engineering.Capabilities.Infrastructure.Hcl.HclExpression;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Azure;

/// <summary>Azure Managed Redis: its copies may be lost, and nobody but the service may read them.</summary>
internal static class AzureCache
{
    /// <summary>Port that Azure gives it.</summary>
    public const int Port = 10000;

    /// <summary>The smallest machine; copies need little.</summary>
    public const string Size = "Balanced_B0";

    public static TerraformModule Module(CloudSizing sizing) =>
        new(
            "cache",
            "Redis: encrypted, without a public address.",
            [.. AzureModules.Place, .. AzureEndpoint.Inputs, new("size", "string", "Size of a machine.", "var.cache_size")],
            [
                new HclBlock("resource", "azurerm_managed_redis", "main")
                {
                    { "name", Var("name") },
                    { "resource_group_name", Var("resource_group_name") },
                    { "location", Var("location") },
                    { "sku_name", Var("size") },
                    { "high_availability_enabled", sizing.HasStandby, "From the target of availability." },
                    { "public_network_access", "Disabled" },
                    new HclBlock("default_database")
                    {
                        { "client_protocol", "Encrypted" },
                        { "clustering_policy", "NoCluster", "The service uses keys together that a cluster would part." },
                        { "eviction_policy", "AllKeysLRU", "Copies may go when there is no room." },
                        { "access_keys_authentication_enabled", true },
                    },
                },
                .. AzureEndpoint.Blocks("cache", "azurerm_managed_redis.main.id", "redisEnterprise", "privatelink.redis.azure.net"),
            ],
            [("id", "azurerm_managed_redis.main.id", "Redis, for alarms."), ("host", "azurerm_managed_redis.main.hostname", "Where it is.")]
        );
}
