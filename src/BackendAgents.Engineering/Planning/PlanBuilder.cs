using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Planning;

/// <summary>What capabilities add to a plan. Not thread-safe; one plan, one builder.</summary>
public sealed class PlanBuilder
{
    private readonly List<Setting> _settings = [];
    private readonly List<Resource> _resources = [];
    private readonly List<Metric> _metrics = [];
    private readonly List<ScheduledJob> _jobs = [];
    private readonly List<ServicePort> _ports = [];
    private readonly List<KeptFolder> _folders = [];
    private readonly List<OutsideCall> _calls = [];

    internal PlanBuilder(Blueprint blueprint, Release? released)
    {
        Blueprint = blueprint;
        Released = released;
        Index = new BlueprintIndex(blueprint);
    }

    /// <summary>What the service means; valid.</summary>
    public Blueprint Blueprint { get; }

    /// <summary>The delivery before this one; null for the first.</summary>
    internal Release? Released { get; }

    /// <summary>Lookups over the blueprint.</summary>
    internal BlueprintIndex Index { get; }

    /// <summary>Instances of the service on one machine, 1 to 32.</summary>
    internal int Instances { get; set; } = 1;

    /// <summary>Whether the service keeps rows; a gateway keeps none.</summary>
    internal bool KeepsRows { get; set; } = true;

    internal IReadOnlyList<Setting> Settings => _settings;

    internal IReadOnlyList<Resource> Resources => _resources;

    internal IReadOnlyList<Metric> Metrics => _metrics;

    internal IReadOnlyList<ScheduledJob> Jobs => _jobs;

    internal IReadOnlyList<ServicePort> Ports => _ports;

    internal IReadOnlyList<KeptFolder> Folders => _folders;

    internal IReadOnlyList<OutsideCall> Calls => _calls;

    /// <summary>Adds somebody whom the service calls beyond its deployment.</summary>
    internal void Add(OutsideCall call) => Add(_calls, call, static known => $"{known.Who}:{known.Port}", "call");

    /// <summary>Adds a folder that must outlive the service.</summary>
    internal void Add(KeptFolder folder) => Add(_folders, folder, static known => known.Name, "folder");

    /// <summary>Adds a port on which the service listens beside its own; only the deployment's own network reaches it.</summary>
    internal void Add(ServicePort port) => Add(_ports, port, static known => known.Name, "port");

    /// <summary>Adds a setting.</summary>
    /// <exception cref="InvalidOperationException">There is such a setting already: a name is defined in one place.</exception>
    public void Add(Setting setting) => Add(_settings, setting, static known => known.Key, "setting");

    /// <summary>Adds a resource.</summary>
    /// <exception cref="InvalidOperationException">There is such a resource already.</exception>
    public void Add(Resource resource) => Add(_resources, resource, static known => known.Name, "resource");

    /// <summary>Adds a metric; two capabilities may read the same.</summary>
    /// <exception cref="InvalidOperationException">There is another metric of that name.</exception>
    internal void Add(Metric metric) => Add(_metrics, metric, static known => known.Name, "metric");

    /// <summary>Adds a job.</summary>
    /// <exception cref="InvalidOperationException">There is such a job already.</exception>
    internal void Add(ScheduledJob job) => Add(_jobs, job, static known => known.Name, "job");

    /// <summary>The options of a capability as the blueprint sets them, with its defaults where it says nothing.</summary>
    /// <typeparam name="T">The record that <see cref="CapabilityInfo.Options"/> names.</typeparam>
    public T Options<T>(string capability)
        where T : class, new() => CapabilityOptions.Read<T>(Blueprint.Capability(capability));

    private static void Add<T>(List<T> items, T item, Func<T, string> name, string what)
    {
        if (items.Contains(item))
            return;
        if (items.Exists(known => name(known) == name(item)))
            throw new InvalidOperationException($"Two capabilities define the {what} '{name(item)}'.");
        items.Add(item);
    }
}
