using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Infrastructure.Clouds;
using BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;
using static BackendAgents.Engineering.Capabilities.Infrastructure.Hcl.HclExpression;
using static BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.TerraformRoot;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Azure;

/// <summary>The root for Azure: which modules there are, what one can set, and what comes out.</summary>
internal sealed class AzureRoot(CloudSizing sizing, AzureOptions options)
{
    private const string Folder = "deploy/terraform/azure";

    public IEnumerable<Artifact> Files() =>
        TerraformRoot.Files(
            Folder,
            [
                new HclBlock("terraform")
                {
                    { "required_version", ">= 1.11", "A password that is only written, and never kept, needs that." },
                    new HclBlock("required_providers")
                    {
                        {
                            "azurerm",
                            new HclMap { { "source", "hashicorp/azurerm" }, { "version", "~> 4.54" } }
                        },
                    },
                    new HclBlock("backend", "azurerm")
                    {
                        { "use_azuread_auth", true, "The account of storage is made once, by hand; init -backend-config names it." },
                        { "key", sizing.Name + ".tfstate" },
                    },
                },
                new HclBlock("provider", "azurerm")
                {
                    { "subscription_id", Var("subscription_id") },
                    { "storage_use_azuread", true },
                    new HclBlock("features"),
                },
            ],
            [
                .. Variables(sizing),
                Variable("subscription_id", "string", "Subscription that pays."),
                Variable("location", "string", "Location.", options.Location),
                Variable("database_size", "string", "Size of the database's machine.", options.DatabaseSize),
                Variable("database_storage", "number", "Room of the database at the beginning, in MiB.", 32_768),
                .. sizing.HasRedis ? new[] { Variable("cache_size", "string", "Size of Redis' machines.", AzureCache.Size) } : [],
                new HclBlock("variable", "database_password")
                {
                    { "description", "Password of the database: TF_VAR_database_password, never a file." },
                    { "type", Of("string") },
                    { "sensitive", true },
                    { "ephemeral", true },
                    new HclBlock("validation")
                    {
                        { "condition", Of("length(var.database_password) >= 24") },
                        { "error_message", "Write at least 24 letters." },
                    },
                },
            ],
            [
                new HclBlock("resource", "azurerm_resource_group", "main")
                {
                    { "name", Var("name") },
                    { "location", Var("location") },
                    {
                        "tags",
                        new HclMap { { "service", Var("name") }, { "managed-by", "terraform" } }
                    },
                },
                new HclBlock("data", "azurerm_client_config", "current"),
            ],
            [
                AzureModules.Network(),
                AzureModules.Vault(sizing),
                AzureModules.Registry(),
                AzureModules.Database(sizing),
                .. sizing.HasRedis ? new[] { AzureCache.Module(sizing) } : [],
                .. sizing.HasKafka ? new[] { AzureEvents.Module(sizing) } : [],
                AzureService.Module(sizing),
                AzureService.Alarms(sizing),
            ],
            [
                ("registry_host", "module.registry.host", "Where images are pushed to."),
                ("service_host", "module.service.host", "Where the host's name has to lead."),
                ("database_host", "module.database.host", "Where the database is."),
                .. sizing.HasRedis ? new[] { ("cache_host", "module.cache.host", "Where Redis is.") } : [],
                .. sizing.HasKafka ? new[] { ("broker_name", "module.broker.name", "The name of Event Hubs.") } : [],
                ("vault", "module.vault.name", "The vault whose secrets a person fills."),
                ("alarms", "module.alarms.group_id", "Who is told."),
            ]
        );

    // What has an address has to be there before the vault is filled.
    private string More => (sizing.HasRedis ? " -target=module.cache" : "") + (sizing.HasKafka ? " -target=module.broker" : "");

    public string Readme() =>
        $"""
            `{Folder}` has the modules: {sizing.MinInstances} to {sizing.MaxInstances} instances as a container app, a flexible server,
            a registry, a vault and alarms. The password of the database comes from `TF_VAR_database_password` and is kept in no state.

            ```bash
            cd {Folder} && terraform init -backend-config=storage_account_name=NAME -backend-config=container_name=NAME
            terraform apply -target=module.vault -target=module.registry -target=module.database{More}
            ```

            Then push the image, and fill the vault: `az keyvault secret set --vault-name {sizing.Name} --name NAME --file VALUE` for each
            of {string.Join(
                ", ",
                sizing.Secrets.Select(static name => $"`{AzureModules.SecretName(name)}`")
            )}. Last `terraform apply`.{CloudNeeds.OnAzure(sizing)}
            """;
}
