using BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;
using static BackendAgents.Engineering.Capabilities.Infrastructure.Hcl.HclExpression;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Aws;

/// <summary>Where the instances of several services run, and find each other.</summary>
internal static class AwsCluster
{
    public static TerraformModule Module() =>
        new(
            "cluster",
            "Where all services run, and the names by which they find each other: nobody outside of the network knows them.",
            [ModuleInput.OfName, new("vpc_id", "string", "The network.", "module.network.vpc_id")],
            [
                new HclBlock("resource", "aws_ecs_cluster", "main")
                {
                    { "name", Var("name") },
                    new HclBlock("setting") { { "name", "containerInsights" }, { "value", "enabled" } },
                },
                new HclBlock("resource", "aws_service_discovery_private_dns_namespace", "main")
                {
                    { "name", Of("\"${var.name}.internal\"") },
                    { "vpc", Var("vpc_id") },
                },
            ],
            [
                ("name", "aws_ecs_cluster.main.name", "The cluster."),
                ("arn", "aws_ecs_cluster.main.arn", "The cluster, for its services."),
                ("namespace_id", "aws_service_discovery_private_dns_namespace.main.id", "Where names are."),
            ]
        );
}
