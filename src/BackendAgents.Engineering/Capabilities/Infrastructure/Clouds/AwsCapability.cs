using System.ComponentModel.DataAnnotations;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Clouds;

/// <summary>AWS as the place to run in: which region, and how big things begin. Terraform and CloudFormation read it.</summary>
internal sealed class AwsCapability : ICapability
{
    /// <summary>Its id.</summary>
    public const string Id = "aws";

    public CapabilityInfo Info { get; } =
        new(Id, "AWS", "AWS as the place to run in, by Terraform or CloudFormation: instances without machines, a managed database.")
        {
            Words = [Id, "amazon web services"],
            Options = typeof(AwsOptions),
            IsOptional = true,
        };

    public void Plan(PlanBuilder plan) { }

    public void Deliver(DeliveryBuilder delivery) { }
}

/// <summary>What a blueprint can say about AWS.</summary>
internal sealed record AwsOptions
{
    /// <summary>Region.</summary>
    [RegularExpression("[a-z]{2}(-[a-z]+){1,3}-[0-9]", ErrorMessage = "Write a region: eu-central-1.")]
    public string Region { get; init; } = "eu-central-1";

    /// <summary>Size of the database's machine.</summary>
    [RegularExpression(@"db\.[a-z0-9]{2,12}\.[a-z0-9]{2,12}", ErrorMessage = "Write a class of RDS: db.t4g.medium.")]
    public string DatabaseClass { get; init; } = "db.t4g.medium";
}
