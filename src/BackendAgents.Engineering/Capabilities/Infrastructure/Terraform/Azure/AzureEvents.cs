using BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;
using BackendAgents.Engineering.Planning;
using static BackendAgents.Engineering.Capabilities.Infrastructure.Hcl.HclExpression;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Azure;

/// <summary>Event Hubs, which speaks as Kafka does: the topics of the service, and the right to send to them and to listen.</summary>
internal static class AzureEvents
{
    /// <summary>Port at which it speaks as Kafka does.</summary>
    public const int Port = 9093;

    // Parts among which the instances share events, as a broker of one's own has them.
    private const int Parts = 12;

    public static TerraformModule Module(CloudSizing sizing)
    {
        var service = sizing.Plan.Blueprint.Service.Name;
        var topic = sizing.Plan.Resources.Single(static resource => resource.Kind == ResourceKind.Broker).Events!(service);
        const string Space = "azurerm_eventhub_namespace.main";
        return new(
            "broker",
            "Event Hubs in place of Kafka: encrypted, without a public address.",
            [.. AzureModules.Place, .. AzureEndpoint.Inputs],
            [
                new HclBlock("resource", "azurerm_eventhub_namespace", "main")
                {
                    { "name", Of("\"${var.name}-events\"") },
                    { "resource_group_name", Var("resource_group_name") },
                    { "location", Var("location") },
                    { "sku", "Standard", "The smallest that speaks as Kafka does." },
                    { "capacity", 1, "At the beginning; it grows by itself." },
                    { "auto_inflate_enabled", true },
                    { "maximum_throughput_units", 8 },
                    { "minimum_tls_version", "1.2" },
                    { "public_network_access_enabled", false },
                    new HclBlock("lifecycle")
                    {
                        { "ignore_changes", Of("[capacity]"), "Else each apply would take back what it grew to." },
                    },
                },
                Topic("events", topic),
                Topic("dead", service + ".dead"),
                new HclBlock("resource", "azurerm_eventhub_namespace_authorization_rule", "service")
                {
                    { "name", "service", "What the service needs, and no more." },
                    { "namespace_name", Of(Space + ".name") },
                    { "resource_group_name", Var("resource_group_name") },
                    { "listen", true },
                    { "send", true },
                    { "manage", false },
                },
                .. AzureEndpoint.Blocks("broker", Space + ".id", "namespace", "privatelink.servicebus.windows.net"),
            ],
            [("id", Space + ".id", "Event Hubs, for alarms."), ("name", Space + ".name", "Its name.")]
        );
    }

    private static HclBlock Topic(string name, string topic) =>
        new("resource", "azurerm_eventhub", name)
        {
            { "name", topic },
            { "namespace_id", Of("azurerm_eventhub_namespace.main.id") },
            { "partition_count", Parts },
            { "message_retention", 7 },
        };
}
