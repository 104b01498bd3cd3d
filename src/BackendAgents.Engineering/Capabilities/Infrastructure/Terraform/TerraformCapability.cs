using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities.Infrastructure.Clouds;
using BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Aws;
using BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Azure;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Terraform;

/// <summary>The cloud's resources as Terraform's modules: for AWS, for Azure, or for both.</summary>
internal sealed class TerraformCapability : ICapability
{
    /// <summary>Its id.</summary>
    public const string Id = "terraform";

    public CapabilityInfo Info { get; } =
        new(
            Id,
            "Terraform",
            "Modules for AWS or Azure: network, managed database, Redis, broker, registry, secrets, the service, alarms, backups."
        )
        {
            Words = [Id, "opentofu", "infrastructure as code"],
            IsOptional = true,
        };

    // Who names a cloud and no other way to fill it gets this one.
    public bool IsUsedBy(Blueprint blueprint) =>
        blueprint.Capability(Id) is not null
        || blueprint.Capability(AzureCapability.Id) is not null
        || (blueprint.Capability(AwsCapability.Id) is not null && blueprint.Capability("cloudformation") is null);

    public void Plan(PlanBuilder plan) { }

    public void Deliver(DeliveryBuilder delivery)
    {
        var plan = delivery.Plan;
        if (plan.Blueprint.Part is not null)
        {
            // One root makes all services; a task of each migrates its database.
            delivery.AddStartup(ServiceImage.MigrateOnly);
            return;
        }

        if (CloudNeeds.WhyNot(plan) is { } reason)
        {
            delivery.AddSection("In a cloud", $"There are no Terraform modules: {reason}");
            return;
        }

        var sizing = new CloudSizing(plan);
        if (IsForAws(plan))
        {
            var root = new AwsRoot(sizing, plan.Options<AwsOptions>(AwsCapability.Id));
            delivery.AddFiles("terraform-aws", "Terraform modules for AWS", _ => root.Files());
            delivery.AddSection("On AWS", root.Readme());
        }

        if (plan.Has(AzureCapability.Id))
        {
            var root = new AzureRoot(sizing, plan.Options<AzureOptions>(AzureCapability.Id));
            delivery.AddFiles("terraform-azure", "Terraform modules for Azure", _ => root.Files());
            delivery.AddSection("On Azure", root.Readme());
        }
    }

    /// <summary>Whether there are modules for AWS: it is named, or no cloud is.</summary>
    public static bool IsForAws(ServicePlan plan) => plan.Has(AwsCapability.Id) || !plan.Has(AzureCapability.Id);
}
