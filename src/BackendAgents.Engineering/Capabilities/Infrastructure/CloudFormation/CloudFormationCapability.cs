using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Infrastructure.Clouds;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation;

/// <summary>AWS's own form of the same resources.</summary>
internal sealed class CloudFormationCapability : ICapability
{
    /// <summary>Its id.</summary>
    public const string Id = "cloudformation";

    /// <summary>Where its files are.</summary>
    public const string Folder = "deploy/cloudformation/";

    public CapabilityInfo Info { get; } =
        new(Id, "CloudFormation", "Templates of AWS: network, managed database, Redis, broker, registry, secrets, the service, alarms.")
        {
            Words = [Id, "aws cloudformation", "cloud formation"],
            IsOptional = true,
        };

    public void Plan(PlanBuilder plan) { }

    public void Deliver(DeliveryBuilder delivery)
    {
        var plan = delivery.Plan;
        if (plan.Blueprint.Part is not null)
        {
            // The stacks of all services are beside the gateway; a task of each migrates its database.
            delivery.AddStartup(ServiceImage.MigrateOnly);
            return;
        }

        if (CloudNeeds.WhyNot(plan) is { } reason)
        {
            delivery.AddSection("On AWS by CloudFormation", $"There is no template: {reason}");
            return;
        }

        var sizing = new CloudSizing(plan);
        var options = plan.Options<AwsOptions>(AwsCapability.Id);
        StackTemplate[] templates =
        [
            NetworkStack.Template(sizing),
            DataStack.Template(sizing, options),
            ServiceStack.Template(sizing),
            AlarmStack.Template(sizing),
        ];
        delivery.AddFiles(Id, "Templates of CloudFormation", _ =>
            templates.Select(template => new Artifact($"{Folder}{template.Name}.yaml", template.Write()))
        );
        delivery.AddSection(
            "On AWS by CloudFormation",
            $"""
            `{Folder}` has four stacks, each of which uses what those before export: `network`, `data`, `service`, `alarms`.

            ```bash
            aws cloudformation deploy --stack-name {sizing.Name}-network --template-file {Folder}network.yaml
            aws cloudformation deploy --stack-name {sizing.Name}-data --template-file {Folder}data.yaml
            aws cloudformation deploy --stack-name {sizing.Name}-service --template-file {Folder}service.yaml \
              --capabilities CAPABILITY_IAM --parameter-overrides CertificateArn=ARN ImageTag={plan.Blueprint.Service.Version}
            aws cloudformation deploy --stack-name {sizing.Name}-alarms --template-file {Folder}alarms.yaml \
              --parameter-overrides AlarmEmail=ADDRESS
            ```

            Before the service push the image, and put the content of the secrets in: `aws secretsmanager put-secret-value`. No
            template has it. After an upgrade from a version whose alarms were in the stack `service` deploy `alarms` at once: until
            then there are none.{CloudNeeds.OnAws(sizing, Address(sizing))}
            """
        );
    }

    /// <summary>Where the broker's address is to be read: MSK tells CloudFormation nothing of its own.</summary>
    public static string Address(CloudSizing sizing) =>
        sizing.HasKafka
            ? $"`aws kafka get-bootstrap-brokers --cluster-arn ARN`, whose ARN is the export `{sizing.Name}-Broker`"
            : $"the export `{sizing.Name}-BrokerAddress`";
}
