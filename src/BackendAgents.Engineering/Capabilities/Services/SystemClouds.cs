using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities.Infrastructure;
using BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation;
using BackendAgents.Engineering.Capabilities.Infrastructure.Clouds;
using BackendAgents.Engineering.Capabilities.Infrastructure.Terraform;
using BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Aws;
using BackendAgents.Engineering.Division;

namespace BackendAgents.Engineering.Capabilities.Services;

/// <summary>All services in a cloud: one root of Terraform, and the stacks of CloudFormation, from the one plan.</summary>
internal static class SystemClouds
{
    private const string Missing = "On Azure";

    private static readonly HashSet<string> s_ways =
    [
        AwsCapability.Id,
        AzureCapability.Id,
        TerraformCapability.Id,
        CloudFormationCapability.Id,
    ];

    /// <summary>
    /// Whether a way into a cloud is asked for and nothing of it is written: with a database that no cloud keeps; and of several services
    /// where one keeps files of its own, or on Azure, which runs no RabbitMQ and is put together by a person.
    /// </summary>
    /// <param name="blueprint">A blueprint without errors.</param>
    /// <param name="capability">Id of the capability.</param>
    public static bool IsNotMade(Blueprint blueprint, string capability) =>
        s_ways.Contains(capability)
        && (
            CloudNeeds.WhyNot(blueprint) is not null
            || (ServiceDivision.Applies(blueprint) && (FileField.All(blueprint).Any() || IsOfAzureAlone(blueprint, capability)))
        );

    /// <summary>Whether something is made in a cloud.</summary>
    public static bool IsMade(SystemDelivery system) =>
        Of(system).WhyNot is null && (HasTerraform(system) || system.Plan.Has(CloudFormationCapability.Id));

    public static IEnumerable<Artifact> Emit(SystemDelivery system)
    {
        var cloud = Of(system);
        if (cloud.WhyNot is not null)
            return [];
        var options = system.Plan.Options<AwsOptions>(AwsCapability.Id);
        return
        [
            .. HasTerraform(system) ? new AwsSystemRoot(cloud, options).Files() : [],
            .. system.Plan.Has(CloudFormationCapability.Id) ? new SystemStacks(cloud, options).Files() : [],
        ];
    }

    /// <summary>The sections of the README that say how something that is made is filled.</summary>
    public static IEnumerable<string> Places(SystemDelivery system) =>
        IsMade(system) ? Sections(system).Select(static section => section.Title).Where(static title => title != Missing) : [];

    /// <summary>Sections of the README.</summary>
    public static IEnumerable<(string Title, string Text)> Sections(SystemDelivery system)
    {
        var plan = system.Plan;
        var cloud = Of(system);
        var options = plan.Options<AwsOptions>(AwsCapability.Id);
        if (cloud.WhyNot is { } reason)
        {
            if (plan.Has(TerraformCapability.Id) || plan.Has(CloudFormationCapability.Id))
                yield return ("In a cloud", $"Nothing is made there: {reason}");
            yield break;
        }

        if (HasTerraform(system))
            yield return ("On AWS", new AwsSystemRoot(cloud, options).Readme());
        if (plan.Has(CloudFormationCapability.Id))
            yield return ("On AWS by CloudFormation", new SystemStacks(cloud, options).Readme());
        if (plan.Has(AzureCapability.Id))
            yield return (
                Missing,
                "**Not delivered**: for several services there are modules for AWS alone. `deploy/kubernetes/`, with "
                    + "`capabilities: { kubernetes: {} }`, runs all of them in a cluster, and a cluster of Azure is one."
            );
    }

    private static bool IsOfAzureAlone(Blueprint blueprint, string capability) =>
        capability == AzureCapability.Id
        || (
            capability == TerraformCapability.Id
            && blueprint.Capability(AzureCapability.Id) is not null
            && blueprint.Capability(AwsCapability.Id) is null
        );

    private static bool HasTerraform(SystemDelivery system) =>
        system.Plan.Has(TerraformCapability.Id) && TerraformCapability.IsForAws(system.Plan);

    private static CloudSystem Of(SystemDelivery system) =>
        new(system.Plan, system.Gateway, [.. system.Services.Select(static service => service.Plan)]);
}
