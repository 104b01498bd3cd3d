using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Deployment;
using BackendAgents.Engineering.Capabilities.Infrastructure.Clouds;
using BackendAgents.Engineering.Planning;
using static BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation.StackTemplate;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation;

/// <summary>
/// The stacks of one of several services: what it keeps, what is started of it, and its instances; of the gateway, which keeps nothing,
/// one stack with the balancer before it.
/// </summary>
internal sealed class MemberStacks(CloudSystem system, CloudMember member)
{
    private readonly string _whole = system.Sizing.Name;
    private readonly string _name = system.Sizing.Name + member.Suffix;

    /// <summary>What its exports begin with.</summary>
    private string Scope => $"{_whole}-{member.Key}";

    /// <summary>Its database and its secrets.</summary>
    public StackTemplate Data(AwsOptions options)
    {
        var stack = new StackTemplate(
            member.Key + "-data",
            $"What {member.Key} keeps: its database, and its secrets without their content."
        );
        stack.Parameter("DatabaseClass", "Size of the database's machine.", options.DatabaseClass);
        var key = Import(_whole, "Key");
        foreach (var (name, kept) in Own)
        {
            DataStack.AddSecret(stack, DataStack.SecretKey(name), $"{_whole}/{kept}", key);
            stack.Export(Scope, DataStack.SecretKey(name), Ref(DataStack.SecretKey(name)));
        }

        DataStack.AddDatabase(stack, system.Sizing, key, Import(_whole, AccessStack.Key(CloudSystem.DatabaseOf(member))));
        stack.Export(Scope, "Database", Ref("Database"));
        stack.Export(Scope, "DatabaseAddress", Attribute("Database", "Endpoint.Address"));
        return stack;
    }

    /// <summary>What it may do, and what migrates its database before instances of that version begin.</summary>
    public StackTemplate Tasks()
    {
        var stack = new StackTemplate(member.Key + "-tasks", $"What {member.Key} reaches and may do, and what migrates its database.");
        AccessStack.AddWays(stack, system, member);
        Begin(stack);
        var container = Container(Ref("Logs")) with { Name = "migration", Command = [ServiceImage.Migrate] };
        var migrating = container with
        {
            Environment =
            [
                .. container.Environment.Select(static setting =>
                    setting.Name == DeploymentSettings.Migrates ? setting with { Value = "true" } : setting
                ),
            ],
        };
        ServiceStack.Task(
            stack,
            "Migration",
            _name + "-migration",
            migrating,
            Attribute("StartRole", "Arn"),
            Attribute("ServiceRole", "Arn")
        );
        stack.Export(Scope, "StartRole", Attribute("StartRole", "Arn"));
        stack.Export(Scope, "ServiceRole", Attribute("ServiceRole", "Arn"));
        stack.Export(Scope, "Logs", Ref("Logs"));
        stack.Export(Scope, "Migration", Ref("Migration"));
        return stack;
    }

    /// <summary>Its instances.</summary>
    public StackTemplate Service()
    {
        var stack = new StackTemplate(
            member.IsGateway ? member.Key : member.Key + "-service",
            member.IsGateway
                ? "The gateway, and the balancer before it: nothing else is reached by the world."
                : $"The instances of {member.Key}, which others find by its name."
        );
        YamlMap Role(string key) => member.IsGateway ? Attribute(key, "Arn") : Import(Scope, key);
        if (member.IsGateway)
        {
            stack.Parameter("CertificateArn", "Certificate of the host, in ACM.", pattern: "arn:aws:acm:.*");
            Begin(stack);
            ServiceStack.Balancer(stack, system.Sizing);
        }
        else
            stack.Parameter("ImageTag", "Tag of the image to run.", system.Plan.Blueprint.Service.Version);

        var container = Container(member.IsGateway ? Ref("Logs") : Import(Scope, "Logs")) with
        {
            Port = member.Plan.Port,
            HealthCommand = ["CMD", "dotnet", member.Plan.ProjectName + ".dll", "--healthcheck"],
            StopSeconds = 60,
        };
        ServiceStack.Task(stack, "Task", _name, container, Role("StartRole"), Role("ServiceRole"));
        Found(stack);
        Instances(stack);
        ServiceStack.Scaling(stack, system.Sizing, _name, _whole);
        if (!member.IsGateway)
            return stack;
        stack.Export(_whole, "BalancerName", Attribute("Balancer", "LoadBalancerFullName"));
        stack.Export(_whole, "TargetsName", Attribute("Targets", "TargetGroupFullName"));
        return stack.Export(_whole, "Address", Attribute("Balancer", "DNSName"));
    }

    private IEnumerable<(string Name, string Kept)> Own =>
        member.Secrets.Where(static secret => secret.Kept.Contains('/', StringComparison.Ordinal));

    // What all share is exported by the stack of what all share.
    private IReadOnlyList<(string Name, YamlMap Arn)> Secrets =>
        [
            .. member.Secrets.Select(secret =>
                (secret.Name, Import(Own.Contains(secret) ? Scope : _whole, DataStack.SecretKey(secret.Name)))
            ),
        ];

    private void Begin(StackTemplate stack)
    {
        stack.Parameter("ImageTag", "Tag of the image to run.", system.Plan.Blueprint.Service.Version);
        ServiceStack.StartRole(stack, [.. Secrets.Select(static secret => secret.Arn)], Import(_whole, "Key"));
        stack.Resource(
            "ServiceRole",
            "AWS::IAM::Role",
            new YamlMap { { "AssumeRolePolicyDocument", ServiceStack.Trust() } },
            "The service itself may do nothing in AWS."
        );
        stack.Resource("Logs", "AWS::Logs::LogGroup", new YamlMap { { "RetentionInDays", 30 } });
    }

    private StackContainer Container(YamlMap logs) =>
        new(
            new YamlMap { { "Fn::Join", new object[] { ":", new[] { Import(_whole, member.Pascal + "Images"), Ref("ImageTag") } } } },
            [
                .. member.Settings,
                .. member.Addresses.Select(address => (address.Name, $"http://{address.Other}.{_whole}.internal:{address.Port}")),
            ],
            Secrets,
            logs
        );

    private void Found(StackTemplate stack) =>
        stack.Resource(
            "Name",
            "AWS::ServiceDiscovery::Service",
            new YamlMap
            {
                { "Name", member.Key },
                {
                    "DnsConfig",
                    new YamlMap
                    {
                        { "NamespaceId", Import(_whole, "Names") },
                        { "RoutingPolicy", "MULTIVALUE" },
                        {
                            "DnsRecords",
                            new[]
                            {
                                new YamlMap { { "Type", "A" }, { "TTL", CloudSystem.AddressSeconds } },
                            }
                        },
                    }
                },
                {
                    "HealthCheckCustomConfig",
                    new YamlMap { { "FailureThreshold", 1 } },
                    "ECS says which instances are well."
                },
            }
        );

    private void Instances(StackTemplate stack) =>
        stack.Resource(
            "Service",
            "AWS::ECS::Service",
            new YamlMap
            {
                { "ServiceName", _name },
                { "Cluster", Import(_whole, "Cluster") },
                { "TaskDefinition", Ref("Task") },
                { "DesiredCount", system.Sizing.MinInstances },
                { "LaunchType", "FARGATE" },
                { "HealthCheckGracePeriodSeconds", member.IsGateway ? 60 : null },
                { "DeploymentConfiguration", ServiceStack.Breaker() },
                {
                    "NetworkConfiguration",
                    ServiceStack.Placement(Import(_whole, AccessStack.Key(member.Key)), DataStack.PrivateSubnets(system.Sizing))
                },
                { "ServiceRegistries", new[] { new YamlMap { { "RegistryArn", Attribute("Name", "Arn") } } } },
                {
                    "LoadBalancers",
                    !member.IsGateway
                        ? null
                        : new[]
                        {
                            new YamlMap
                            {
                                { "ContainerName", "app" },
                                { "ContainerPort", member.Plan.Port },
                                { "TargetGroupArn", Ref("Targets") },
                            },
                        }
                },
            },
            after: member.IsGateway ? "Https" : null
        );
}
