using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Infrastructure.Clouds;
using static BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation.StackTemplate;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation;

/// <summary>The stacks of several services, in the order in which they are deployed, and the script that does it.</summary>
internal sealed class SystemStacks(CloudSystem system, AwsOptions options)
{
    private const string Folder = CloudFormationCapability.Folder;
    private readonly CloudSizing _sizing = system.Sizing;

    public IEnumerable<Artifact> Files() =>
        [
            .. Templates().Select(static template => new Artifact($"{Folder}{template.Name}.yaml", template.Write())),
            new Artifact(Folder + MigrateScript.Name, MigrateScript.Write()),
            new Artifact(Folder + SystemStackScript.Name, SystemStackScript.Write(system)),
        ];

    private IEnumerable<StackTemplate> Templates() =>
        [
            NetworkStack.Template(_sizing, hasGroups: false),
            AccessStack.Template(system),
            Data(),
            Cluster(),
            .. system.Services.SelectMany(service =>
            {
                var stacks = new MemberStacks(system, service);
                return (StackTemplate[])[stacks.Data(options), stacks.Tasks(), stacks.Service(), AlarmStack.Of(service, system)];
            }),
            new MemberStacks(system, system.Gateway).Service(),
            AlarmStack.Whole(system),
        ];

    private StackTemplate Data()
    {
        var stack = new StackTemplate("data", "What all services share: key, images, broker, cache, and secrets without their content.");
        DataStack.AddKey(stack, _sizing);
        stack.Export(_sizing.Name, "Key", Attribute("Key", "Arn"));
        foreach (var secret in system.Secrets.Where(static name => !name.Contains('/', StringComparison.Ordinal)))
        {
            DataStack.AddSecret(stack, DataStack.SecretKey(secret), $"{_sizing.Name}/{secret}", Attribute("Key", "Arn"));
            stack.Export(_sizing.Name, DataStack.SecretKey(secret), Ref(DataStack.SecretKey(secret)));
        }

        foreach (var member in system.All)
        {
            DataStack.AddImages(stack, member.Pascal + "Images", _sizing.Name + member.Suffix);
            stack.Export(_sizing.Name, member.Pascal + "Images", Attribute(member.Pascal + "Images", "RepositoryUri"));
        }

        DataStack.AddShared(stack, _sizing);
        return stack;
    }

    private StackTemplate Cluster()
    {
        var stack = new StackTemplate("cluster", "Where all services run, and the names by which they find each other.");
        stack.Resource(
            "Cluster",
            "AWS::ECS::Cluster",
            new YamlMap
            {
                { "ClusterName", _sizing.Name },
                {
                    "ClusterSettings",
                    new[]
                    {
                        new YamlMap { { "Name", "containerInsights" }, { "Value", "enabled" } },
                    }
                },
            }
        );
        stack.Resource(
            "Names",
            "AWS::ServiceDiscovery::PrivateDnsNamespace",
            new YamlMap { { "Name", _sizing.Name + ".internal" }, { "Vpc", Import(_sizing.Name, "Network") } },
            "Nobody outside of the network knows them."
        );
        // After people have filled the secret of its password.
        if (_sizing.HasKafka)
            KafkaResources.AddAccess(stack, _sizing);
        stack.Export(_sizing.Name, "Cluster", Ref("Cluster"));
        return stack.Export(_sizing.Name, "Names", Attribute("Names", "Id"));
    }

    public string Readme()
    {
        var broker = CloudNeeds.OnAws(_sizing, CloudFormationCapability.Address(_sizing));
        return $"""
            `{Folder}` has a stack for each part, each of which uses what those before export: `network`, `access` (groups), `data` (what
            all share) and `cluster`; for each service its data, its tasks (with what it reaches and may do), its instances and its alarms;
            the gateway with the balancer, which is all that the world reaches; and the alarms of the whole. One script deploys them in
            their order:

            ```bash
            bash {Folder}{SystemStackScript.Name} base
            CERTIFICATE_ARN=ARN ALARM_EMAIL=ADDRESS bash {Folder}{SystemStackScript.Name} services {system.Plan.Blueprint.Service.Version}
            ```

            Between the two push the images, and put the content of the secrets in, which no template has: `aws secretsmanager
            put-secret-value --secret-id {_sizing.Name}/NAME --secret-string file://VALUE` for each NAME of:
            {CloudNeeds.List(system.Secrets)}.

            A service reads its own and what all share, and no other. The second command migrates the database of each service by a task
            (`{MigrateScript.Name}`) before instances of that version begin.{broker}
            """;
    }
}
