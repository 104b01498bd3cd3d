using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Infrastructure;

/// <summary>
/// Several services in a cloud: one network, one cluster, one broker, one cache; a database, secrets and rights for each service; and the
/// gateway, which alone the world reaches. What a root of Terraform and stacks of CloudFormation say of them comes from here.
/// </summary>
/// <param name="whole">All services as one.</param>
/// <param name="gateway">The gateway.</param>
/// <param name="services">The services.</param>
internal sealed class CloudSystem(ServicePlan whole, ServicePlan gateway, IReadOnlyList<ServicePlan> services)
{
    /// <summary>Seconds for which others keep the address of an instance.</summary>
    public const int AddressSeconds = 10;

    /// <summary>Sizes that hold for all.</summary>
    public CloudSizing Sizing { get; } = new(whole, services);

    /// <summary>The plan of all services as one.</summary>
    public ServicePlan Plan => whole;

    /// <summary>The gateway.</summary>
    public CloudMember Gateway { get; } =
        new(gateway, [.. services.Select(static service => (service.Blueprint.Part!.Name, service.Port))]);

    /// <summary>The services.</summary>
    public IReadOnlyList<CloudMember> Services { get; } =
    [
        .. services.Select(static service => new CloudMember(
            service,
            [.. service.Blueprint.Part!.Peers.Select(static peer => (peer.Name, peer.Port))]
        )),
    ];

    /// <summary>The gateway and the services.</summary>
    public IEnumerable<CloudMember> All => Services.Prepend(Gateway);

    /// <summary>Names under which secrets are kept, each once.</summary>
    public IEnumerable<string> Secrets =>
        Services.SelectMany(static service => service.Secrets).Select(static secret => secret.Kept).Distinct(StringComparer.Ordinal);

    /// <summary>Why nothing is made; null where it is.</summary>
    public string? WhyNot => services.Select(CloudNeeds.WhyNot).FirstOrDefault(static reason => reason is not null);

    /// <summary>
    /// Who reaches whom at which port, and nobody else does: the gateway the services, a service those that it asks (for rows, and for the
    /// keys of tokens), its own database, and what all share.
    /// </summary>
    public IEnumerable<CloudWay> Ways =>
        from member in All
        from way in (CloudWay[])
            [
                .. member.Others.Select(other => new CloudWay(member.Key, other.Name, other.Port)),
                .. member.IsGateway ? [] : new[] { new CloudWay(member.Key, DatabaseOf(member), Sizing.DatabasePort) },
                .. Sizing.HasRedis && member.Uses(ResourceKind.Cache)
                    ? new[] { new CloudWay(member.Key, "cache", CloudSizing.RedisPort) }
                    : [],
                .. Sizing.HasBroker && member.Uses(ResourceKind.Broker)
                    ? new[] { new CloudWay(member.Key, "broker", Sizing.BrokerPort) }
                    : [],
            ]
        select way;

    /// <summary>Topics of Kafka that a service reads; the gateway reads none.</summary>
    public static IEnumerable<string> TopicsOf(CloudMember member)
    {
        var broker = member.Plan.Resources.FirstOrDefault(static resource => resource.Kind == ResourceKind.Broker);
        return member.IsGateway || broker?.Events is null ? [] : member.Heard.Select(broker.Events);
    }

    /// <summary>That a service does not keep up with what others tell it in Kafka.</summary>
    public IEnumerable<AwsAlarm> LagOf(CloudMember member) =>
        Sizing.HasKafka
            ? TopicsOf(member)
                .Select(
                    (topic, place) =>
                        AwsAlarmCatalog.Lag(AwsAlarm.Service, member.Plan.Blueprint.Service.Name, topic, $"events-wait-{place + 1}")
                )
            : [];

    /// <summary>What the group of a service's database is called.</summary>
    public static string DatabaseOf(CloudMember member) => member.Key + "-database";

    /// <summary>All groups, each with what it says.</summary>
    public IEnumerable<(string Name, string Meaning)> Groups =>
        [
            ("balancer", "Callers reach it by HTTPS"),
            (CloudMember.Gateway, "The balancer alone reaches it"),
            .. Services.Select(static service => (service.Key, "The gateway and services that ask it reach it")),
            .. Services.Select(static service => (DatabaseOf(service), $"The service {service.Key} alone reaches it")),
            .. Sizing.HasRedis ? new[] { ("cache", "The services alone reach it") } : [],
            .. Sizing.HasBroker ? new[] { ("broker", "The services alone reach it") } : [],
        ];
}

/// <summary>That something may reach something.</summary>
/// <param name="From">The group that calls.</param>
/// <param name="To">The group that is called.</param>
/// <param name="Port">The port.</param>
internal sealed record CloudWay(string From, string To, int Port);
