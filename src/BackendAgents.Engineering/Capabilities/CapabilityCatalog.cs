using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities.Arazzo;
using BackendAgents.Engineering.Capabilities.Caching;
using BackendAgents.Engineering.Capabilities.Caching.Edge;
using BackendAgents.Engineering.Capabilities.Caching.Memcached;
using BackendAgents.Engineering.Capabilities.Caching.Memory;
using BackendAgents.Engineering.Capabilities.Caching.Redis;
using BackendAgents.Engineering.Capabilities.Databases;
using BackendAgents.Engineering.Capabilities.Databases.MongoDb;
using BackendAgents.Engineering.Capabilities.Databases.MySql;
using BackendAgents.Engineering.Capabilities.Databases.PostgreSql;
using BackendAgents.Engineering.Capabilities.Databases.Replicas;
using BackendAgents.Engineering.Capabilities.Databases.Sqlite;
using BackendAgents.Engineering.Capabilities.Deployment.Compose;
using BackendAgents.Engineering.Capabilities.Deployment.Docker;
using BackendAgents.Engineering.Capabilities.Deployment.Helm;
using BackendAgents.Engineering.Capabilities.Deployment.Kubernetes;
using BackendAgents.Engineering.Capabilities.Deployment.LoadBalancer;
using BackendAgents.Engineering.Capabilities.Diagrams;
using BackendAgents.Engineering.Capabilities.Documents;
using BackendAgents.Engineering.Capabilities.Files;
using BackendAgents.Engineering.Capabilities.GraphQl;
using BackendAgents.Engineering.Capabilities.Identity.ApiKeys;
using BackendAgents.Engineering.Capabilities.Identity.Jwt;
using BackendAgents.Engineering.Capabilities.Identity.Login;
using BackendAgents.Engineering.Capabilities.Identity.Sessions;
using BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation;
using BackendAgents.Engineering.Capabilities.Infrastructure.Clouds;
using BackendAgents.Engineering.Capabilities.Infrastructure.Terraform;
using BackendAgents.Engineering.Capabilities.Limits;
using BackendAgents.Engineering.Capabilities.LoadTesting;
using BackendAgents.Engineering.Capabilities.Messaging.AccountHooks;
using BackendAgents.Engineering.Capabilities.Messaging.Brokers;
using BackendAgents.Engineering.Capabilities.Messaging.Events;
using BackendAgents.Engineering.Capabilities.Messaging.Kafka;
using BackendAgents.Engineering.Capabilities.Messaging.Notifications;
using BackendAgents.Engineering.Capabilities.Messaging.Outbox;
using BackendAgents.Engineering.Capabilities.Messaging.Providers;
using BackendAgents.Engineering.Capabilities.Messaging.RabbitMq;
using BackendAgents.Engineering.Capabilities.Messaging.Sqs;
using BackendAgents.Engineering.Capabilities.Messaging.WebhooksIn;
using BackendAgents.Engineering.Capabilities.Messaging.WebhooksOut;
using BackendAgents.Engineering.Capabilities.Monitoring.Elk;
using BackendAgents.Engineering.Capabilities.Monitoring.Grafana;
using BackendAgents.Engineering.Capabilities.Monitoring.OpenTelemetry;
using BackendAgents.Engineering.Capabilities.Monitoring.Prometheus;
using BackendAgents.Engineering.Capabilities.OpenApi;
using BackendAgents.Engineering.Capabilities.Pipelines.GitHubActions;
using BackendAgents.Engineering.Capabilities.Pipelines.GitLabCi;
using BackendAgents.Engineering.Capabilities.Recovery.Backup;
using BackendAgents.Engineering.Capabilities.Scheduling;
using BackendAgents.Engineering.Capabilities.Service;
using BackendAgents.Engineering.Capabilities.Services;
using BackendAgents.Engineering.Capabilities.Services.Asking;
using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Division;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;
using BackendAgents.Engineering.Scenarios;

namespace BackendAgents.Engineering.Capabilities;

/// <summary>The capabilities that a host offers, and the way from a blueprint to its files. Immutable; safe on any thread.</summary>
public sealed class CapabilityCatalog
{
    /// <summary>Collects capabilities.</summary>
    /// <exception cref="ArgumentException">Two have the same id.</exception>
    public CapabilityCatalog(IEnumerable<ICapability> capabilities)
    {
        All = [.. capabilities];
        var twice = All.GroupBy(static capability => capability.Info.Id, StringComparer.Ordinal)
            .FirstOrDefault(static same => same.Count() > 1);
        if (twice is not null)
            throw new ArgumentException($"Two capabilities have the id '{twice.Key}'.", nameof(capabilities));
    }

    /// <summary>What comes with this library. To add one: a folder, and a line here.</summary>
    public static CapabilityCatalog BuiltIn { get; } =
        new([
            new ServiceCapability(),
            new SqliteCapability(),
            new PostgreSqlCapability(),
            new MySqlCapability(),
            new MongoDbCapability(),
            new ReplicaCapability(),
            new JwtCapability(),
            new OutboxCapability(),
            new RabbitMqCapability(),
            new KafkaCapability(),
            new SqsCapability(),
            new EventsCapability(),
            new NotificationsCapability(),
            new ApiKeysCapability(),
            new LoginProvidersCapability(),
            new JobsCapability(),
            new QuotasCapability(),
            new IdempotencyCapability(),
            new MemoryCacheCapability(),
            new RedisCapability(),
            new MemcachedCapability(),
            new SessionsCapability(),
            new VarnishCapability(),
            new EdgeCapability(),
            new FilesCapability(),
            new WebhooksInCapability(),
            new WebhooksOutCapability(),
            new AccountWebhooksCapability(),
            new ProvidersCapability(),
            new MemberCapability(),
            new AskCapability(),
            new OpenApiCapability(),
            new ArazzoCapability(),
            new GraphQlCapability(),
            new DiagramsCapability(),
            new DockerCapability(),
            new ComposeCapability(),
            new KubernetesCapability(),
            new HelmCapability(),
            new NginxCapability(),
            new HaProxyCapability(),
            new BackupCapability(),
            new AwsCapability(),
            new AzureCapability(),
            new TerraformCapability(),
            new CloudFormationCapability(),
            new LoadTestCapability(),
            new DocumentsCapability(),
            new GitHubActionsCapability(),
            new GitLabCiCapability(),
            new OpenTelemetryCapability(),
            new PrometheusCapability(),
            new GrafanaCapability(),
            new ElkCapability(),
        ]);

    /// <summary>The rules of all of them.</summary>
    public IReadOnlyList<IRule> Rules => [.. All.SelectMany(static capability => capability.Rules)];

    /// <summary>All of them; files and sections come in this order.</summary>
    public IReadOnlyList<ICapability> All { get; }

    /// <summary>This catalogue and more.</summary>
    public CapabilityCatalog With(params IEnumerable<ICapability> capabilities) => new(All.Concat(capabilities));

    /// <summary>The capability that a name in a brief asks for, or null when none knows it.</summary>
    public ICapability? AskedForBy(string name) =>
        All.FirstOrDefault(capability => capability.Info.Words.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether a blueprint uses a capability, a database in production; true of one that another catalogue may know.</summary>
    internal bool Uses(Blueprint blueprint, string id) =>
        All.FirstOrDefault(capability => capability.Info.Id == id) is not { } capability
        || (capability.Info.Exclusive == "database" ? blueprint.Deployment.Database == id : capability.IsUsedBy(blueprint));

    /// <summary>Turns technologies that were asked for by name into capabilities, as far as there are any.</summary>
    public Blueprint Resolve(Blueprint blueprint)
    {
        foreach (var name in blueprint.Deployment.Requested)
        {
            if (AskedForBy(name)?.Info is not { } asked)
                continue;
            var rest = blueprint.Deployment with { Requested = [.. blueprint.Deployment.Requested.Where(other => other != name)] };
            var (deployment, choices) = Place(asked, rest, blueprint.Capabilities);
            var placed = blueprint with { Deployment = deployment, Capabilities = choices, Authentication = Asked(asked, blueprint) };
            // What is switched on elsewhere in the blueprint stays among what is requested, and is told.
            if (asked.Exclusive is not null || Uses(placed, asked.Id))
                blueprint = placed;
        }

        return ServiceProposal.Apply(blueprint);
    }

    private static Authentication Asked(CapabilityInfo asked, Blueprint blueprint) =>
        asked.Id == SessionsCapability.Name && blueprint.Authentication.Kind == AuthenticationKind.Jwt
            ? blueprint.Authentication with
            {
                Revocable = true,
            }
            : blueprint.Authentication;

    /// <summary>What a blueprint has once it asks for a capability: another database or cache, or one choice more.</summary>
    internal static (Blueprints.Deployment Deployment, IReadOnlyList<CapabilityChoice> Choices) Place(
        CapabilityInfo asked,
        Blueprints.Deployment deployment,
        IReadOnlyList<CapabilityChoice> choices
    ) =>
        (
            asked.Exclusive switch
            {
                "database" => deployment with { Database = asked.Id },
                ReadCacheParts.Exclusive => deployment with { Cache = ReadCacheParts.Chosen(asked.Id, deployment.Cache) },
                EdgeParts.Exclusive => deployment with { Cdn = asked.Id },
                BrokerCapability.Exclusive => deployment with { Messaging = asked.Id },
                _ => deployment,
            },
            asked.IsOptional && !choices.Any(choice => choice.Id == asked.Id)
                ? [.. choices, new CapabilityChoice { Id = asked.Id }]
                : choices
        );

    /// <summary>Reads and validates a blueprint, the options of its capabilities among it.</summary>
    /// <param name="yaml">The document.</param>
    /// <param name="file">The file to name in problems.</param>
    /// <param name="released">The delivery that it shall follow; null for the first.</param>
    internal BlueprintReadResult Read(string yaml, string file = "backend.yaml", Release? released = null) =>
        BlueprintYaml.Parse(yaml, file, blueprint => Further(blueprint, released));

    /// <summary>A blueprint as <c>backend.yaml</c>.</summary>
    public static string Write(Blueprint blueprint) => BlueprintYaml.Write(blueprint);

    /// <summary>Everything that makes a blueprint unusable with these capabilities, or as the next delivery after another.</summary>
    internal IReadOnlyList<Diagnostic> Validate(Blueprint blueprint, Release? released = null) =>
        BlueprintValidator.Validate(blueprint) is { Count: > 0 } problems ? problems : Further(blueprint, released);

    /// <summary>The JSON Schema of <c>backend.yaml</c> with the options of these capabilities.</summary>
    public string Schema() =>
        BlueprintSchema.Write(
            All.ToDictionary(static capability => capability.Info.Id, static capability => capability.Info.Options),
            new Dictionary<string, IReadOnlyList<string>>
            {
                ["database"] = Kinds("database"),
                ["cache"] = Kinds(ReadCacheParts.Exclusive),
                [EdgeParts.Exclusive] = Kinds(EdgeParts.Exclusive),
                ["messaging"] = Kinds(BrokerCapability.Exclusive),
            }
        );

    /// <summary>What a blueprint's system is made of.</summary>
    /// <param name="blueprint">A blueprint without errors.</param>
    /// <param name="released">The delivery before; null for the first.</param>
    internal ServicePlan Plan(Blueprint blueprint, Release? released = null)
    {
        var used = UsedBy(blueprint).ToList();
        var builder = new PlanBuilder(blueprint, released);
        foreach (var capability in used)
            capability.Plan(builder);
        return new ServicePlan(builder, [.. used.Select(static capability => capability.Info)]);
    }

    /// <summary>What the capabilities of a plan contribute, before any file is written.</summary>
    internal Delivery Compose(ServicePlan plan)
    {
        var builder = new DeliveryBuilder(plan);
        foreach (var capability in UsedBy(plan.Blueprint))
            capability.Deliver(builder);
        return builder.Build();
    }

    /// <summary>All files of a blueprint. The same input gives the same bytes.</summary>
    /// <param name="blueprint">A blueprint without errors.</param>
    /// <param name="released">The delivery before; null for the first.</param>
    internal ArtifactSet Deliver(Blueprint blueprint, Release? released = null)
    {
        if (ServiceDivision.Applies(blueprint))
            return Divided(blueprint, released);
        var delivery = Compose(Plan(blueprint, released));
        return new ArtifactSet(delivery.Emitters.SelectMany(emitter => emitter.Emit(delivery)));
    }

    // Each service is a delivery of its own, in a folder; beside them is what they have together.
    private ArtifactSet Divided(Blueprint blueprint, Release? released)
    {
        var shares = ServiceDivision.Of(blueprint);
        var before = released is null || !ServiceDivision.Applies(released.Blueprint) ? [] : ServiceDivision.Of(released.Blueprint);
        var whole = new SystemDelivery(Compose(Plan(blueprint)), [.. shares.Select(share => (share, Plan(share.Blueprint)))]);
        return new ArtifactSet([
            .. whole.Emit(),
            .. shares.SelectMany(share =>
                Deliver(share.Blueprint, ServiceShare.Released(share, before, released))
                    .Select(file => file with { Path = share.Folder + file.Path })
            ),
        ]);
    }

    private IEnumerable<ICapability> UsedBy(Blueprint blueprint) => All.Where(capability => capability.IsUsedBy(blueprint));

    private List<string> Kinds(string exclusive) =>
        [
            .. All.Where(capability => capability.Info.Exclusive == exclusive).Select(static capability => capability.Info.Id),
            .. exclusive == BrokerCapability.Exclusive ? (string[])[BrokerCapability.InProcess] : [],
        ];

    // What takes the blueprint as a whole, and one without errors.
    private List<Diagnostic> Further(Blueprint blueprint, Release? released) =>
        [
            .. Choices(blueprint),
            .. DivisionCheck.Problems(blueprint),
            .. ScenarioCheck.Problems(blueprint),
            .. StoredCheck.Problems(blueprint, released),
        ];

    private Diagnostic? NotOf(string exclusive, string chosen) =>
        Kinds(exclusive) is var known && known.Contains(chosen)
            ? null
            : BlueprintRules.UnknownValue.At(
                $"deployment.{exclusive}",
                $"There is no {exclusive} '{chosen}'.",
                $"Use one of {string.Join(", ", known)}."
            );

    private IEnumerable<Diagnostic> Choices(Blueprint blueprint)
    {
        if (NotOf("database", blueprint.Deployment.Database) is { } noDatabase)
            yield return noDatabase;
        if (blueprint.Deployment.Cache is { } cache && NotOf(ReadCacheParts.Exclusive, cache) is { } noCache)
            yield return noCache;
        if (blueprint.Deployment.Cdn is { } edge && NotOf(EdgeParts.Exclusive, edge) is { } noEdge)
            yield return noEdge;
        if (blueprint.Deployment.Messaging is { } broker && NotOf(BrokerCapability.Exclusive, broker) is { } noBroker)
            yield return noBroker;
        foreach (var choice in blueprint.Capabilities)
        {
            if (All.FirstOrDefault(known => known.Info.Id == choice.Id) is not { } capability)
                yield return BlueprintRules.UnknownValue.At(
                    $"capabilities.{choice.Id}",
                    $"There is no capability '{choice.Id}'.",
                    $"Use one of {string.Join(", ", All.Select(static known => known.Info.Id))}."
                );
            else
                foreach (var problem in CapabilityOptions.Validate(choice, capability.Info.Options))
                    yield return problem;
        }
    }
}
