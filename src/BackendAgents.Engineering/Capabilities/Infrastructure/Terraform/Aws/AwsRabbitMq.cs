using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation;
using BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;
using static BackendAgents.Engineering.Capabilities.Infrastructure.Hcl.HclExpression;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Aws;

/// <summary>
/// RabbitMQ of Amazon MQ. Terraform's own resource takes the password as an argument and keeps it in the state; so Terraform has a stack of
/// CloudFormation made, in which AWS makes the password and looks it up.
/// </summary>
internal static class AwsRabbitMq
{
    private const string Template = "broker.yaml";

    public static TerraformModule Module(CloudSizing sizing) =>
        new(
            "broker",
            "RabbitMQ: private, over TLS alone. As a stack of CloudFormation, since aws_mq_broker would keep the password in the state.",
            [
                ModuleInput.OfName,
                new("subnet_ids", "list(string)", "Private subnets.", "module.network.private_subnet_ids"),
                new("security_group_id", "string", "Group that the service alone reaches.", "module.network.broker_group_id"),
                new("kms_key_arn", "string", "Key of the password.", "module.secrets.kms_key_arn"),
                new("node_type", "string", "Size of a machine.", "var.broker_class"),
            ],
            [
                new HclBlock("resource", "aws_cloudformation_stack", "main")
                {
                    { "name", Of("\"${var.name}-broker\"") },
                    { "template_body", Of($"file(\"${{path.module}}/{Template}\")") },
                    {
                        "parameters",
                        new HclMap
                        {
                            { "Name", Var("name") },
                            { "KeyArn", Var("kms_key_arn") },
                            { "GroupId", Var("security_group_id") },
                            { "SubnetIds", Of(sizing.HasStandby ? "join(\",\", var.subnet_ids)" : "var.subnet_ids[0]") },
                            { "BrokerClass", Var("node_type") },
                        }
                    },
                },
            ],
            [("address", "aws_cloudformation_stack.main.outputs[\"BrokerAddress\"]", "Where it is.")]
        )
        {
            Beside = [new Artifact(Template, Stack(sizing).Write())],
        };

    private static StackTemplate Stack(CloudSizing sizing)
    {
        var stack = new StackTemplate("broker", "RabbitMQ, and its password, which AWS makes.")
            .Parameter("Name", "Name that everything begins with.")
            .Parameter("KeyArn", "Key of the password.")
            .Parameter("GroupId", "Group that the service alone reaches.")
            .Parameter("SubnetIds", "Private subnets.", type: "CommaDelimitedList");
        RabbitMqResources.Add(
            stack,
            sizing,
            StackTemplate.Ref("Name"),
            StackTemplate.Ref("KeyArn"),
            StackTemplate.Ref("GroupId"),
            StackTemplate.Ref("SubnetIds")
        );
        return stack.Output("BrokerAddress", RabbitMqResources.Address);
    }
}
