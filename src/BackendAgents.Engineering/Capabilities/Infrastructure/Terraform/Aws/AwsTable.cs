using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;
using static BackendAgents.Engineering.Capabilities.Infrastructure.Hcl.HclExpression;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Aws;

/// <summary>The table of all that differs between services: one file of the root, which all modules read.</summary>
internal static class AwsTable
{
    /// <summary>Where the table of services is.</summary>
    public const string Services = "local.services";

    /// <summary>Where the gateway's row is.</summary>
    public const string Gateway = "local.gateway";

    public static Artifact File(CloudSystem system)
    {
        var services = new HclMap();
        foreach (var service in system.Services)
            services.Add(service.Key, Row(service, system));
        return new Artifact(
            AwsRoot.Folder + "/services.tf",
            HclText.Write(
                "Generated from backend.yaml. What differs between the services: the modules are the same for all.",
                [new HclBlock("locals") { { "services", services }, { "gateway", Row(system.Gateway, system) } }]
            )
        );
    }

    private static HclMap Row(CloudMember member, CloudSystem system)
    {
        var (environment, secrets) = (new HclMap(), new HclMap());
        foreach (var (name, value) in member.Settings)
            environment.Add(name, value);
        foreach (var (name, other, port) in member.Addresses)
            environment.Add(name, Of($"\"http://{other}.${{var.name}}.internal:{port}\""));
        foreach (var (name, kept) in member.Secrets)
            secrets.Add(name, kept);
        var row = new HclMap
        {
            { "project", member.Plan.ProjectName },
            { "port", member.Plan.Port },
            { "environment", environment },
            { "secrets", secrets },
        };
        if (system.Sizing.HasKafka)
        {
            row.Add("consumer_group", member.Plan.Blueprint.Service.Name);
            row.Add("heard", CloudSystem.TopicsOf(member).ToArray());
        }

        return row;
    }
}
