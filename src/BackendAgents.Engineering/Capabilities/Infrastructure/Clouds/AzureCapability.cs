using System.ComponentModel.DataAnnotations;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Clouds;

/// <summary>Azure as the place to run in: which location, and how big things begin. Terraform reads it.</summary>
internal sealed class AzureCapability : ICapability
{
    /// <summary>Its id.</summary>
    public const string Id = "azure";

    public CapabilityInfo Info { get; } =
        new(Id, "Azure", "Azure as the place to run in, by Terraform: container apps, a managed database, secrets in a vault.")
        {
            Words = [Id, "microsoft azure"],
            Options = typeof(AzureOptions),
            IsOptional = true,
        };

    public void Plan(PlanBuilder plan) { }

    public void Deliver(DeliveryBuilder delivery) { }
}

/// <summary>What a blueprint can say about Azure.</summary>
internal sealed record AzureOptions
{
    /// <summary>Location.</summary>
    [RegularExpression("[a-z0-9]{3,30}", ErrorMessage = "Write a location: westeurope.")]
    public string Location { get; init; } = "westeurope";

    /// <summary>Size of the database's machine.</summary>
    [RegularExpression("[A-Za-z0-9_]{5,40}", ErrorMessage = "Write a size: GP_Standard_D2ds_v4.")]
    public string DatabaseSize { get; init; } = "GP_Standard_D2ds_v4";
}
