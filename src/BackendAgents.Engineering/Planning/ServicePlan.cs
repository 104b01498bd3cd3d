using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Storage;

namespace BackendAgents.Engineering.Planning;

/// <summary>
/// What a service is made of, resolved once from its blueprint: names, the HTTP contract, the tables, and the settings, resources, metrics
/// and jobs that its capabilities bring. Emitters and rules ask the plan and never each other. Immutable; safe on any thread.
/// </summary>
public sealed class ServicePlan
{
    internal ServicePlan(PlanBuilder builder, IReadOnlyList<CapabilityInfo> capabilities)
    {
        Blueprint = builder.Blueprint;
        Released = builder.Released;
        Index = builder.Index;
        Contract = HttpContract.Of(builder.Blueprint);
        Storage = RelationalModel.Of(builder.Blueprint);
        ProjectName = Conventions.Pascal(builder.Blueprint.Service.Name);
        Capabilities = capabilities;
        Settings = builder.Settings;
        Resources = [.. builder.Resources.Select(resource => Pinned(builder.Blueprint, resource))];
        Metrics = builder.Metrics;
        Jobs = builder.Jobs;
        InnerPorts = builder.Ports;
        Folders = builder.Folders;
        OutsideCalls = builder.Calls;
        KeepsRows = builder.KeepsRows;
        Hosts =
        [
            HostName,
            .. Enumerable.Range(2, builder.Instances - 1).Select(static number => string.Create(null, $"{HostName}-{number}")),
        ];
    }

    /// <summary>What the service means; valid.</summary>
    public Blueprint Blueprint { get; }

    /// <summary>The delivery before this one; null for the first.</summary>
    internal Release? Released { get; }

    /// <summary>Lookups over the blueprint.</summary>
    internal BlueprintIndex Index { get; }

    /// <summary>The one truth about the HTTP interface.</summary>
    internal HttpContract Contract { get; }

    /// <summary>The one truth about tables, in no database's dialect.</summary>
    internal RelationalModel Storage { get; }

    /// <summary>Name of the service's project, assembly and root namespace: <c>SocialMedia</c>.</summary>
    public string ProjectName { get; }

    /// <summary>The capabilities in use, in the order of the catalogue.</summary>
    public IReadOnlyList<CapabilityInfo> Capabilities { get; }

    /// <summary>Everything that is configured, in the order in which people read about it.</summary>
    public IReadOnlyList<Setting> Settings { get; }

    /// <summary>What the service needs beside itself: databases, caches, brokers.</summary>
    public IReadOnlyList<Resource> Resources { get; }

    /// <summary>What can be measured of the running service.</summary>
    internal IReadOnlyList<Metric> Metrics { get; }

    /// <summary>What runs by the clock.</summary>
    internal IReadOnlyList<ScheduledJob> Jobs { get; }

    /// <summary>Host name of the service on the network of a deployment.</summary>
    internal const string HostName = "app";

    /// <summary>Host names of all instances on one machine; the first is <see cref="HostName"/>.</summary>
    internal IReadOnlyList<string> Hosts { get; }

    /// <summary>Whether callers come through a balancer of the delivery.</summary>
    internal bool IsBalanced => Resources.Any(static resource => resource.Container?.PublicPorts.Count > 0);

    /// <summary>Port on which the service listens.</summary>
    public int Port => Blueprint.Deployment.Port;

    /// <summary>Ports on which the service listens for the deployment's own network alone.</summary>
    internal IReadOnlyList<ServicePort> InnerPorts { get; }

    /// <summary>Whom the service calls beyond its deployment.</summary>
    internal IReadOnlyList<OutsideCall> OutsideCalls { get; }

    /// <summary>Folders of the service that must outlive it.</summary>
    internal IReadOnlyList<KeptFolder> Folders { get; }

    /// <summary>Name of the system that the service is a part of, and of its namespace in a cluster; its own where it is alone.</summary>
    internal string SystemName => Blueprint.Part?.System ?? Blueprint.Service.Name;

    /// <summary>Whether the service keeps rows, in a database or a file.</summary>
    internal bool KeepsRows { get; }

    /// <summary>All ports as ASP.NET Core reads them; the first is the public one.</summary>
    internal string HttpPorts => string.Join(';', InnerPorts.Select(static port => port.Number).Prepend(Port));

    /// <summary>Facts that the service announces.</summary>
    public IReadOnlyList<DomainEvent> Events => Blueprint.Events;

    /// <summary>Path that answers 200 as long as the process works.</summary>
    public string LivePath { get; } = "/health/live";

    /// <summary>Path that answers 200 when everything that the service needs is reachable.</summary>
    public string ReadyPath { get; } = "/health/ready";

    private static Resource Pinned(Blueprint blueprint, Resource resource) =>
        resource.Container is { } container && ServiceImage.Pinned(blueprint, container.Image) is var pinned && pinned != container.Image
            ? resource with
            {
                Container = container with { Image = pinned },
            }
            : resource;

    /// <summary>Whether a capability is in use.</summary>
    public bool Has(string capability) => Capabilities.Any(used => used.Id == capability);

    /// <summary>The options of a capability as the blueprint sets them, with its defaults where it says nothing.</summary>
    /// <typeparam name="T">The record that <see cref="CapabilityInfo.Options"/> names.</typeparam>
    public T Options<T>(string capability)
        where T : class, new() => CapabilityOptions.Read<T>(Blueprint.Capability(capability));
}
