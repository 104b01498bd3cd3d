using System.Globalization;
using BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;
using static BackendAgents.Engineering.Capabilities.Infrastructure.Hcl.HclExpression;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Azure;

/// <summary>The service in Azure: its instances, and what people must know of them.</summary>
internal static class AzureService
{
    public static TerraformModule Module(CloudSizing sizing) =>
        new(
            "service",
            "The instances of the service, as many as callers need.",
            [
                .. AzureModules.Place,
                new("subnet_id", "string", "Subnet of the instances.", "module.network.service_subnet_id"),
                new("image", "string", "Image with its tag.", "\"${module.registry.host}/${var.name}:${var.image_tag}\""),
                new("registry_host", "string", "Where it is pulled from.", "module.registry.host"),
                new("identity_id", "string", "Who the service is.", "module.vault.identity_id"),
                new("vault_uri", "string", "Where its secrets are.", "module.vault.uri"),
                new("min_instances", "number", "Fewest instances.", "var.min_instances"),
                new("max_instances", "number", "Most instances.", "var.max_instances"),
            ],
            [
                AzureModules.In(
                    "azurerm_log_analytics_workspace",
                    "main",
                    ("name", Var("name")),
                    ("sku", "PerGB2018"),
                    ("retention_in_days", 30)
                ),
                AzureModules.In(
                    "azurerm_container_app_environment",
                    "main",
                    ("name", Var("name")),
                    ("log_analytics_workspace_id", Of("azurerm_log_analytics_workspace.main.id")),
                    ("infrastructure_subnet_id", Var("subnet_id")),
                    ("zone_redundancy_enabled", true)
                ),
                App(sizing),
            ],
            [
                ("id", "azurerm_container_app.main.id", "The service, for alarms."),
                ("host", "azurerm_container_app.main.ingress[0].fqdn", "Where the host's name has to lead."),
            ]
        );

    public static TerraformModule Alarms(CloudSizing sizing) =>
        new(
            "alarms",
            "What people must know, by the targets of the blueprint.",
            [
                ModuleInput.OfName,
                new("resource_group_name", "string", "Group that everything is in.", "azurerm_resource_group.main.name"),
                new("email", "string", "Who is told.", "var.alarm_email"),
                new("service_id", "string", "The service.", "module.service.id"),
                new("database_id", "string", "The database.", "module.database.id"),
                .. sizing.HasRedis ? new ModuleInput[] { new("cache_id", "string", "Redis.", "module.cache.id") } : [],
                .. sizing.HasKafka ? new ModuleInput[] { new("broker_id", "string", "Event Hubs.", "module.broker.id") } : [],
            ],
            [
                new HclBlock("resource", "azurerm_monitor_action_group", "main")
                {
                    { "name", Var("name") },
                    { "resource_group_name", Var("resource_group_name") },
                    { "short_name", Of("substr(var.name, 0, 12)") },
                    new HclBlock("email_receiver") { { "name", "operators" }, { "email_address", Var("email") } },
                },
                Alarm(
                    "slow",
                    "service_id",
                    "Microsoft.App/containerApps",
                    "ResponseTime",
                    "Average",
                    sizing.LatencySeconds * 1000,
                    "Answers are slow."
                ),
                Alarm(
                    "restarts",
                    "service_id",
                    "Microsoft.App/containerApps",
                    "RestartCount",
                    "Maximum",
                    3,
                    "Instances end and begin again."
                ),
                Alarm(
                    "database-room",
                    "database_id",
                    sizing.IsMySql ? "Microsoft.DBforMySQL/flexibleServers" : "Microsoft.DBforPostgreSQL/flexibleServers",
                    "storage_percent",
                    "Average",
                    80,
                    "The database has little room left."
                ),
                Alarm(
                    "database-cpu",
                    "database_id",
                    sizing.IsMySql ? "Microsoft.DBforMySQL/flexibleServers" : "Microsoft.DBforPostgreSQL/flexibleServers",
                    "cpu_percent",
                    "Average",
                    80,
                    "The database has no CPU left."
                ),
                .. More(sizing),
            ],
            [("group_id", "azurerm_monitor_action_group.main.id", "Who is told.")]
        );

    private static IEnumerable<HclBlock> More(CloudSizing sizing)
    {
        const string Redis = "Microsoft.Cache/redisEnterprise";
        const string Events = "Microsoft.EventHub/namespaces";
        if (sizing.HasRedis)
        {
            yield return Alarm("cache-memory", "cache_id", Redis, "usedmemorypercentage", "Maximum", 90, "Redis has little memory left.");
            yield return Alarm("cache-cpu", "cache_id", Redis, "percentProcessorTime", "Maximum", 80, "Redis has no CPU left.");
        }

        if (sizing.HasKafka)
        {
            yield return Alarm(
                "events-throttled",
                "broker_id",
                Events,
                "ThrottledRequests",
                "Total",
                0,
                "Events come faster than is paid for."
            );
            yield return Alarm("events-failing", "broker_id", Events, "ServerErrors", "Total", 0, "Event Hubs fails.");
        }
    }

    private static HclBlock App(CloudSizing sizing)
    {
        var app = new HclBlock("resource", "azurerm_container_app", "main")
        {
            { "name", Var("name") },
            { "resource_group_name", Var("resource_group_name") },
            { "container_app_environment_id", Of("azurerm_container_app_environment.main.id") },
            { "revision_mode", "Single" },
            new HclBlock("identity") { { "type", "UserAssigned" }, { "identity_ids", new[] { Var("identity_id") } } },
            new HclBlock("registry") { { "server", Var("registry_host") }, { "identity", Var("identity_id") } },
        };
        foreach (var secret in sizing.Secrets)
            app.Add(
                new HclBlock("secret")
                {
                    { "name", AzureModules.SecretName(secret).ToLowerInvariant() },
                    { "identity", Var("identity_id") },
                    { "key_vault_secret_id", Of($"\"${{var.vault_uri}}secrets/{AzureModules.SecretName(secret)}\"") },
                }
            );
        app.Add(
            new HclBlock("ingress")
            {
                { "external_enabled", true },
                { "allow_insecure_connections", false },
                { "target_port", sizing.Plan.Port },
                new HclBlock("traffic_weight") { { "latest_revision", true }, { "percentage", 100 } },
            }
        );
        app.Add(
            new HclBlock("template")
            {
                { "min_replicas", Var("min_instances") },
                { "max_replicas", Var("max_instances") },
                { "termination_grace_period_seconds", 40, "The service drains for 30 seconds." },
                Container(sizing),
                new HclBlock("http_scale_rule") { { "name", "requests" }, { "concurrent_requests", "50" } },
            }
        );
        return app;
    }

    private static HclBlock Container(CloudSizing sizing)
    {
        var container = new HclBlock("container")
        {
            { "name", "app" },
            { "image", Var("image") },
            { "cpu", Of("0.5") },
            { "memory", "1Gi" },
            Setting("ASPNETCORE_ENVIRONMENT", "Production"),
            Setting("ASPNETCORE_HTTP_PORTS", sizing.Plan.HttpPorts),
            Setting("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true"),
        };
        foreach (var secret in sizing.Secrets)
            container.Add(
                new HclBlock("env") { { "name", secret }, { "secret_name", AzureModules.SecretName(secret).ToLowerInvariant() } }
            );
        container.Add(Probe("liveness_probe", sizing.Plan.LivePath, sizing));
        container.Add(Probe("readiness_probe", sizing.Plan.ReadyPath, sizing));
        return container;
    }

    private static HclBlock Setting(string name, string value) => new("env") { { "name", name }, { "value", value } };

    private static HclBlock Probe(string type, string path, CloudSizing sizing) =>
        new(type)
        {
            { "transport", "HTTP" },
            { "port", sizing.Plan.Port },
            { "path", path },
            { "interval_seconds", 10 },
        };

    private static HclBlock Alarm(string name, string scope, string space, string metric, string kind, decimal threshold, string meaning) =>
        new("resource", "azurerm_monitor_metric_alert", name.Replace('-', '_'))
        {
            { "name", Of($"\"${{var.name}}-{name}\"") },
            { "resource_group_name", Var("resource_group_name") },
            { "scopes", new[] { Var(scope) } },
            { "description", meaning },
            new HclBlock("criteria")
            {
                { "metric_namespace", space },
                { "metric_name", metric },
                { "aggregation", kind },
                { "operator", "GreaterThan" },
                { "threshold", Of(threshold.ToString("0.###", CultureInfo.InvariantCulture)) },
            },
            new HclBlock("action") { { "action_group_id", Of("azurerm_monitor_action_group.main.id") } },
        };
}
