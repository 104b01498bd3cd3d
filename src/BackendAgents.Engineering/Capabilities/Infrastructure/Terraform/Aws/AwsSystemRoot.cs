using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Infrastructure.Clouds;
using BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;
using static BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.TerraformRoot;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Aws;

/// <summary>The root of several services for AWS: the modules of one service, those that are used once for each, and a table.</summary>
internal sealed class AwsSystemRoot(CloudSystem system, AwsOptions options)
{
    private readonly CloudSizing _sizing = system.Sizing;

    public IEnumerable<Artifact> Files() =>
        TerraformRoot
            .Files(
                AwsRoot.Folder,
                AwsRoot.Versions(_sizing),
                [
                    .. AwsRoot
                        .Settable(_sizing, options)
                        .Where(static variable => variable.Labels[0] is not ("min_instances" or "max_instances")),
                    Sizes(),
                ],
                [AwsRoot.Zones],
                [.. Shared(), .. Services()],
                [.. Outputs()]
            )
            .Append(AwsTable.File(system));

    private HclBlock Sizes()
    {
        var sizes = new HclMap();
        foreach (var member in system.All)
            sizes.Add(
                member.Key,
                new HclMap
                {
                    { "cpu", 512 },
                    { "memory", 1024 },
                    { "min_instances", _sizing.MinInstances },
                    { "max_instances", _sizing.MaxInstances },
                }
            );
        return Variable(
            "sizes",
            "map(object({ cpu = number, memory = number, min_instances = number, max_instances = number }))",
            "How big instances are (CPU: 1024 is a core; memory in MiB), and how many there are.",
            sizes,
            $"alltrue([for name in {HclText.Expression(system.All.Select(static member => member.Key))} : "
                + "try(var.sizes[name].min_instances >= 1 && var.sizes[name].min_instances <= var.sizes[name].max_instances, false)])",
            "Write a size for the gateway and each service, with min_instances from 1 to max_instances."
        );
    }

    // What there is once.
    private IEnumerable<TerraformModule> Shared()
    {
        yield return AwsNetwork.Bare(_sizing);
        yield return AwsAccess.Module(system);
        yield return AwsData.Secrets(system.Secrets, "all services");
        yield return AwsData.Registries(
            HclText.Expression(
                Named(static member => HclExpression.Of(member.IsGateway ? "var.name" : $"\"${{var.name}}{member.Suffix}\""), system.All)
            )
        );
        if (_sizing.HasRedis)
            yield return AwsCache.Module(_sizing).With(("security_group_id", Group("cache")));
        if (_sizing.HasBroker)
            yield return (_sizing.HasKafka ? AwsKafka.Module(_sizing) : AwsRabbitMq.Module(_sizing)).With(
                ("security_group_id", Group("broker"))
            );
        if (_sizing.HasKafka)
            yield return AwsKafka.Users();
        yield return AwsService.Balancer(_sizing).With(("security_group_id", Group("balancer")));
        yield return AwsCluster.Module();
        yield return AwsAlarms.Whole(_sizing);
    }

    // What there is for each service, and the gateway after them: it leads to nothing that is not there yet.
    private IEnumerable<TerraformModule> Services()
    {
        const string Named = "\"${var.name}-${each.key}\"";
        yield return AwsData.Database(_sizing).With(("name", Named), ("security_group_id", Group("${each.key}-database"))) with
        {
            Each = AwsTable.Services,
        };
        yield return AwsAlarms.Database().With(("name", Named), ("database", "module.database[each.key].id")) with
        {
            Each = AwsTable.Services,
        };
        var service = AwsMember.Module(system);
        yield return service.With(("name", Named)) with
        {
            Each = AwsTable.Services,
            After = ["access", "database"],
        };
        yield return service.With(
            ("name", "var.name"),
            ("host", $"\"{CloudMember.Gateway}\""),
            ("image", $"\"${{module.registry.urls[\"{CloudMember.Gateway}\"]}}:${{var.image_tag}}\""),
            ("project", AwsTable.Gateway + ".project"),
            ("port", AwsTable.Gateway + ".port"),
            ("environment", AwsTable.Gateway + ".environment"),
            ("secret_arns", AwsMember.SecretsOf(AwsTable.Gateway + ".secrets")),
            ("security_group_id", Group(CloudMember.Gateway)),
            ("target_group_arn", "module.balancer.target_group_arn"),
            ("migrates", "false"),
            ("consumer_group", AwsTable.Gateway + ".consumer_group"),
            ("heard", AwsTable.Gateway + ".heard"),
            ("size", $"var.sizes[\"{CloudMember.Gateway}\"]")
        ) with
        {
            CalledAs = CloudMember.Gateway,
            After = ["access", "balancer", "service"],
        };
        if (system.Plan.Has("backup"))
            yield return AwsAlarms.Backup($"[for name in keys({AwsTable.Services}) : module.database[name].arn]");
    }

    private IEnumerable<(string Name, string Value, string Description)> Outputs()
    {
        yield return ("registry_urls", "module.registry.urls", "Where images are pushed to.");
        yield return ("balancer_dns_name", "module.balancer.dns_name", "Where the host's name has to lead.");
        foreach (
            var (name, output, meaning) in new[]
            {
                ("database_addresses", "address", "Where the databases are."),
                ("database_password_secret_arns", "password_secret_arn", "Where AWS keeps their passwords."),
            }
        )
            yield return (
                name,
                HclText.Expression(Named(service => HclExpression.Of($"module.database[\"{service.Key}\"].{output}"), system.Services)),
                meaning
            );
        if (_sizing.HasRedis)
            yield return ("cache_address", "module.cache.address", "Where Redis is.");
        if (_sizing.HasBroker)
            yield return ("broker_address", "module.broker.address", "Where the broker is.");
        yield return ("secret_arns", "module.secrets.arns", "Secrets that a person fills.");
        yield return ("cluster", "module.cluster.name", "Where all services run.");
        yield return ("alarms", "module.alarms.topic_arn", "Where alarms are told.");
    }

    private static HclMap Named(Func<CloudMember, HclExpression> value, IEnumerable<CloudMember> members)
    {
        var named = new HclMap();
        foreach (var member in members)
            named.Add(member.Key, value(member));
        return named;
    }

    private static string Group(string name) => $"module.access.group_ids[\"{name}\"]";

    public string Readme() =>
        $"""
            `{AwsRoot.Folder}` is one root for all: a network, a cluster, a broker, a cache; and for each service a database, secrets,
            rights, alarms and {_sizing.MinInstances} to {_sizing.MaxInstances} instances on Fargate. What differs between services
            stands in `services.tf`; who reaches whom in `modules/access`. The gateway alone is behind the balancer; services find each other by
            names that only the network knows (`{system.Services[0].Key}.{_sizing.Name}.internal`).

            ```bash
            cd {AwsRoot.Folder} && terraform init -backend-config=bucket=NAME -backend-config=region={options.Region}
            terraform apply -target=module.secrets -target=module.registry -target=module.database{AwsRoot.More(_sizing)}
            ```

            Then push the images to the repositories that the output `registry_urls` names, and fill the secrets, which no state holds:
            `aws secretsmanager put-secret-value --secret-id {_sizing.Name}/NAME --secret-string file://VALUE` for each NAME of:
            {CloudNeeds.List(system.Secrets)}.

            A service reads its own and what all share, and no other. The databases' passwords are in
            the secrets that the output names. Last `terraform apply`: for each service a task migrates the database (`migrate.sh`, which
            needs the `aws` command) before instances of that version begin, and the gateway comes after the services.{CloudNeeds.OnAws(
                _sizing,
                "the output `broker_address`"
            )}
            """;
}
