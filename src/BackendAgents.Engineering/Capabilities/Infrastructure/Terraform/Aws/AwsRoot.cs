using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation;
using BackendAgents.Engineering.Capabilities.Infrastructure.Clouds;
using BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;
using static BackendAgents.Engineering.Capabilities.Infrastructure.Hcl.HclExpression;
using static BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.TerraformRoot;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Aws;

/// <summary>The root for AWS: which modules there are, what one can set, and what comes out.</summary>
internal sealed class AwsRoot(CloudSizing sizing, AwsOptions options)
{
    /// <summary>Where its files are.</summary>
    public const string Folder = "deploy/terraform/aws";

    public IEnumerable<Artifact> Files() =>
        TerraformRoot.Files(
            Folder,
            Versions(sizing),
            [
                .. Settable(sizing, options),
                Variable("cpu", "number", "CPU of an instance; 1024 is a core.", 512),
                Variable("memory", "number", "Memory of an instance in MiB.", 1024),
            ],
            [Zones],
            [
                AwsNetwork.Module(sizing),
                AwsData.Secrets(sizing),
                AwsData.Registry(),
                AwsData.Database(sizing),
                .. sizing.HasQueues ? new[] { AwsQueues.Module(sizing) } : [],
                .. sizing.HasRedis ? new[] { AwsCache.Module(sizing) } : [],
                .. sizing.HasRabbitMq ? new[] { AwsRabbitMq.Module(sizing) } : [],
                .. sizing.HasKafka ? new[] { AwsKafka.Module(sizing) } : [],
                AwsService.Balancer(sizing),
                AwsService.Module(sizing),
                AwsAlarms.Module(sizing),
                .. sizing.Plan.Has("backup") ? new[] { AwsAlarms.Backup() } : [],
            ],
            [
                ("registry_url", "module.registry.url", "Where images are pushed to."),
                ("balancer_dns_name", "module.balancer.dns_name", "Where the host's name has to lead."),
                ("database_address", "module.database.address", "Where the database is."),
                ("database_password_secret_arn", "module.database.password_secret_arn", "Where AWS keeps its password."),
                .. sizing.HasRedis ? new[] { ("cache_address", "module.cache.address", "Where Redis is.") } : [],
                .. sizing.HasBroker ? new[] { ("broker_address", "module.broker.address", "Where the broker is.") } : [],
                ("secret_arns", "module.secrets.arns", "Secrets that a person fills."),
                ("service", "module.service.service_name", "The service."),
                ("alarms", "module.alarms.topic_arn", "Where alarms are told."),
            ]
        );

    /// <summary>Terraform itself, its provider, and where the state is kept.</summary>
    public static HclBlock[] Versions(CloudSizing sizing) =>
        [
            new HclBlock("terraform")
            {
                { "required_version", ">= 1.10", "A state that locks itself needs that." },
                new HclBlock("required_providers")
                {
                    {
                        "aws",
                        new HclMap { { "source", "hashicorp/aws" }, { "version", "~> 6.0" } }
                    },
                },
                new HclBlock("backend", "s3")
                {
                    {
                        "encrypt",
                        true,
                        "The bucket is made once, by hand: init -backend-config=bucket=NAME -backend-config=region=REGION."
                    },
                    { "key", sizing.Name + "/terraform.tfstate" },
                    { "use_lockfile", true },
                },
            },
            new HclBlock("provider", "aws")
            {
                { "region", Var("region") },
                new HclBlock("default_tags")
                {
                    {
                        "tags",
                        new HclMap { { "service", Var("name") }, { "managed-by", "terraform" } }
                    },
                },
            },
        ];

    /// <summary>What an operator can set, but for the sizes of instances.</summary>
    public static HclBlock[] Settable(CloudSizing sizing, AwsOptions options) =>
        [
            .. Variables(sizing),
            Variable("region", "string", "Region.", options.Region),
            Variable(
                "network_cidr",
                "string",
                "Range of addresses.",
                "10.20.0.0/16",
                "can(cidrhost(var.network_cidr, 0))",
                "Write a range: 10.20.0.0/16."
            ),
            Variable(
                "certificate_arn",
                "string",
                "Certificate of the host, in ACM.",
                null,
                "startswith(var.certificate_arn, \"arn:aws:acm:\")",
                "Write the ARN of a certificate in ACM."
            ),
            Variable("database_class", "string", "Size of the database's machine.", options.DatabaseClass),
            Variable("database_storage", "number", "Room of the database at the beginning, in GiB.", 20),
            .. sizing.HasRedis ? new[] { Variable("cache_class", "string", "Size of Redis' machines.", AwsCache.NodeType) } : [],
            .. sizing.HasBroker ? new[] { Variable("broker_class", "string", "Size of the broker's machines.", BrokerClass(sizing)) } : [],
        ];

    /// <summary>The zones that there are.</summary>
    public static HclBlock Zones => new("data", "aws_availability_zones", "available") { { "state", "available" } };

    private static string BrokerClass(CloudSizing sizing) => sizing.HasKafka ? AwsKafka.NodeType : RabbitMqResources.Class(sizing);

    /// <summary>What has an address, which has to be there before the secrets are filled.</summary>
    public static string More(CloudSizing sizing) =>
        (sizing.HasRedis ? " -target=module.cache" : "") + (sizing.HasBroker ? " -target=module.broker" : "");

    public string Readme() =>
        $"""
            `{Folder}` has the modules: {sizing.MinInstances} to {sizing.MaxInstances} instances on Fargate behind a balancer,
            RDS, ECR, secrets and alarms.

            ```bash
            cd {Folder} && terraform init -backend-config=bucket=NAME -backend-config=region={options.Region}
            terraform apply -target=module.secrets -target=module.registry -target=module.database{More(sizing)}
            ```

            Then push the image, and fill the secrets, which no state holds: `aws secretsmanager put-secret-value
            --secret-id {sizing.Name}/NAME --secret-string file://VALUE` for each of {string.Join(
                ", ",
                sizing.Secrets.Select(static name => $"`{name}`")
            )}. The database's
            password is in the secret that the output names. Last `terraform apply`. Instances migrate the database when they start, one at
            a time.{CloudNeeds.OnAws(sizing, "the output `broker_address`")}
            """;
}
