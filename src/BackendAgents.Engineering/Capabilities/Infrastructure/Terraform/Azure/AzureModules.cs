using BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;
using static BackendAgents.Engineering.Capabilities.Infrastructure.Hcl.HclExpression;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Azure;

/// <summary>What the service stands on in Azure: network, vault, registry, database.</summary>
internal static class AzureModules
{
    private static readonly ModuleInput[] s_place =
    [
        ModuleInput.OfName,
        new("resource_group_name", "string", "Group that everything is in.", "azurerm_resource_group.main.name"),
        new("location", "string", "Location.", "azurerm_resource_group.main.location"),
    ];

    /// <summary>What every module is given.</summary>
    public static IReadOnlyList<ModuleInput> Place => s_place;

    /// <summary>A setting's name as a vault takes it.</summary>
    public static string SecretName(string variable) => variable.Replace("__", "-", StringComparison.Ordinal).Replace('_', '-');

    public static TerraformModule Network() =>
        new(
            "network",
            "The network: one part for the instances, one for what keeps things, which has no public address.",
            s_place,
            [
                In("azurerm_virtual_network", "main", ("name", Var("name")), ("address_space", HclBlock.Texts("10.20.0.0/16"))),
                Subnet("service", "10.20.0.0/23", "Microsoft.App/environments"),
                Subnet("database", "10.20.2.0/24", null),
                new HclBlock("resource", "azurerm_network_security_group", "database")
                {
                    { "name", Of("\"${var.name}-database\"") },
                    { "resource_group_name", Var("resource_group_name") },
                    { "location", Var("location") },
                    Rule("service", 100, "Allow", "10.20.0.0/23"),
                    Rule("nobody-else", 4096, "Deny", "*"),
                },
                HclBlockOf(
                    "azurerm_subnet_network_security_group_association",
                    "database",
                    ("subnet_id", Of("azurerm_subnet.database.id")),
                    ("network_security_group_id", Of("azurerm_network_security_group.database.id"))
                ),
            ],
            [
                ("id", "azurerm_virtual_network.main.id", "The network."),
                ("service_subnet_id", "azurerm_subnet.service.id", "Subnet of the instances."),
                ("database_subnet_id", "azurerm_subnet.database.id", "Subnet of the database."),
            ]
        );

    public static TerraformModule Vault(CloudSizing sizing) =>
        new(
            "vault",
            "The vault of the secrets, and the identity that may read them. A person puts the secrets in.",
            [.. s_place, new("tenant_id", "string", "The directory.", "data.azurerm_client_config.current.tenant_id")],
            [
                new HclBlock("resource", "azurerm_key_vault", "main")
                {
                    { "name", Var("name") },
                    { "resource_group_name", Var("resource_group_name") },
                    { "location", Var("location") },
                    { "tenant_id", Var("tenant_id") },
                    { "sku_name", "standard" },
                    { "rbac_authorization_enabled", true },
                    { "purge_protection_enabled", true },
                    { "soft_delete_retention_days", 30 },
                },
                In("azurerm_user_assigned_identity", "service", ("name", Of("\"${var.name}-service\""))),
                HclBlockOf(
                    "azurerm_role_assignment",
                    "secrets",
                    ("scope", Of("azurerm_key_vault.main.id")),
                    ("role_definition_name", "Key Vault Secrets User"),
                    ("principal_id", Of("azurerm_user_assigned_identity.service.principal_id"))
                ),
            ],
            [
                ("name", "azurerm_key_vault.main.name", "The vault."),
                ("uri", "azurerm_key_vault.main.vault_uri", "Where it is."),
                ("identity_id", "azurerm_user_assigned_identity.service.id", "Who the service is."),
                ("principal_id", "azurerm_user_assigned_identity.service.principal_id", "The same, for roles."),
            ]
        );

    public static TerraformModule Registry() =>
        new(
            "registry",
            "Where images are pushed to; nobody has a password for it.",
            [.. s_place, new("principal_id", "string", "Who may pull.", "module.vault.principal_id")],
            [
                In(
                    "azurerm_container_registry",
                    "main",
                    ("name", Of("replace(var.name, \"-\", \"\")")),
                    ("sku", "Premium"),
                    ("admin_enabled", false),
                    ("anonymous_pull_enabled", false)
                ),
                HclBlockOf(
                    "azurerm_role_assignment",
                    "pull",
                    ("scope", Of("azurerm_container_registry.main.id")),
                    ("role_definition_name", "AcrPull"),
                    ("principal_id", Var("principal_id"))
                ),
            ],
            [("host", "azurerm_container_registry.main.login_server", "Where images are pushed to.")]
        );

    public static TerraformModule Database(CloudSizing sizing)
    {
        var kind = sizing.IsMySql ? "mysql" : "postgresql";
        var server = $"azurerm_{kind}_flexible_server";
        return new TerraformModule(
            "database",
            "The database: no public address, every moment of the last weeks can be brought back.",
            [
                .. s_place,
                .. AzureEndpoint.Inputs,
                new("size", "string", "Size of the machine.", "var.database_size"),
                new("storage", "number", "Room in MiB.", "var.database_storage"),
                new("password", "string", "Password.", "var.database_password") { IsEphemeral = true },
            ],
            [
                new HclBlock("resource", server, "main")
                {
                    { "name", Var("name") },
                    { "resource_group_name", Var("resource_group_name") },
                    { "location", Var("location") },
                    { "version", sizing.IsMySql ? "8.4" : "15" },
                    { "sku_name", Var("size") },
                    { "storage_mb", sizing.IsMySql ? null : Var("storage") },
                    { "administrator_login", "app" },
                    { "administrator_password_wo", Var("password"), "Only written: it is in no state." },
                    { "administrator_password_wo_version", 1 },
                    { sizing.IsMySql ? "public_network_access" : "public_network_access_enabled", sizing.IsMySql ? "Disabled" : false },
                    { "backup_retention_days", CloudSizing.BackupDays },
                    { "geo_redundant_backup_enabled", true },
                    sizing.HasStandby
                        ? new HclBlock("high_availability") { { "mode", "ZoneRedundant" } }
                        : null,
                    sizing.IsMySql
                        ? new HclBlock("storage") { { "size_gb", Of("var.storage / 1024") }, { "auto_grow_enabled", true } }
                        : null,
                    new HclBlock("lifecycle") { { "prevent_destroy", true }, { "ignore_changes", new[] { Of("zone") } } },
                },
                new HclBlock("resource", server + "_configuration", "tls")
                {
                    { "name", "require_secure_transport" },
                    { sizing.IsMySql ? "server_name" : "server_id", Of(sizing.IsMySql ? $"{server}.main.name" : $"{server}.main.id") },
                    { "resource_group_name", sizing.IsMySql ? Var("resource_group_name") : null },
                    { "value", "ON", "Nobody speaks to it in the clear." },
                },
                Database(server, sizing.IsMySql),
                .. AzureEndpoint.Blocks(
                    "database",
                    $"{server}.main.id",
                    sizing.IsMySql ? "mysqlServer" : "postgresqlServer",
                    $"privatelink.{(sizing.IsMySql ? "mysql" : "postgres")}.database.azure.com"
                ),
            ],
            [("id", $"{server}.main.id", "The database, for alarms."), ("host", $"{server}.main.fqdn", "Where it is.")]
        );
    }

    private static HclBlock Database(string server, bool isMySql) =>
        isMySql
            ? HclBlockOf(
                "azurerm_mysql_flexible_database",
                "app",
                ("name", "app"),
                ("resource_group_name", Var("resource_group_name")),
                ("server_name", Of($"{server}.main.name")),
                ("charset", "utf8mb4"),
                ("collation", "utf8mb4_0900_ai_ci")
            )
            : HclBlockOf(
                "azurerm_postgresql_flexible_server_database",
                "app",
                ("name", "app"),
                ("server_id", Of($"{server}.main.id")),
                ("charset", "UTF8")
            );

    private static HclBlock Subnet(string name, string range, string? delegated) =>
        new("resource", "azurerm_subnet", name)
        {
            { "name", name },
            { "resource_group_name", Var("resource_group_name") },
            { "virtual_network_name", Of("azurerm_virtual_network.main.name") },
            { "address_prefixes", new[] { range } },
            delegated is null
                ? null
                : new HclBlock("delegation")
                {
                    { "name", "apps" },
                    new HclBlock("service_delegation")
                    {
                        { "name", delegated },
                        { "actions", HclBlock.Texts("Microsoft.Network/virtualNetworks/subnets/join/action") },
                    },
                },
        };

    private static HclBlock Rule(string name, int priority, string access, string source) =>
        new("security_rule")
        {
            { "name", name },
            { "priority", priority },
            { "direction", "Inbound" },
            { "access", access },
            { "protocol", access == "Allow" ? "Tcp" : "*" },
            { "source_address_prefix", source },
            { "source_port_range", "*" },
            { "destination_address_prefix", "*" },
            { "destination_port_range", "*" },
        };

    /// <summary>A resource of the group.</summary>
    public static HclBlock In(string type, string name, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var block = HclBlockOf(type, name, arguments[..1]);
        block.Add("resource_group_name", Var("resource_group_name"));
        block.Add("location", Var("location"));
        foreach (var (key, value) in arguments[1..])
            block.Add(key, value);
        return block;
    }

    private static HclBlock HclBlockOf(string type, string name, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var block = HclBlock.Resource(type, name);
        foreach (var (key, value) in arguments)
            block.Add(key, value);
        return block;
    }
}
