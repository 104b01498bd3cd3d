using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Emitters;

/// <summary>What the capabilities of a plan contribute; emitters write the files from it. Immutable; safe on any thread.</summary>
internal sealed class Delivery
{
    internal Delivery(DeliveryBuilder builder)
    {
        Plan = builder.Plan;
        Emitters = [.. builder.Emitters];
        Packages = [.. builder.Packages.OrderBy(static package => package.Name, StringComparer.Ordinal)];
        Configuration = [.. builder.Configuration];
        Registrations = [.. builder.Registrations];
        Middleware = [.. builder.Middleware];
        Endpoints = [.. builder.Endpoints];
        Startup = [.. builder.Startup];
        Sections = [.. builder.Sections];
        Steps = [.. builder.Steps];
        Databases = [.. builder.Databases];
    }

    /// <summary>What the system is made of.</summary>
    public ServicePlan Plan { get; }

    /// <summary>The databases that the service can run on; a connection string tells which.</summary>
    public IReadOnlyList<DatabaseProvider> Databases { get; }

    /// <summary>The one that production runs on.</summary>
    /// <exception cref="InvalidOperationException">No capability brings it.</exception>
    public DatabaseProvider Database =>
        Databases.FirstOrDefault(provider => provider.Id == Plan.Blueprint.Deployment.Database)
        ?? throw new InvalidOperationException($"No capability brings the database '{Plan.Blueprint.Deployment.Database}'.");

    /// <summary>What writes the files.</summary>
    public IReadOnlyList<IEmitter> Emitters { get; }

    /// <summary>Packages of the service and its tests, by name.</summary>
    public IReadOnlyList<Package> Packages { get; }

    /// <summary>Statements that bring in sources of configuration.</summary>
    public IReadOnlyList<string> Configuration { get; }

    /// <summary>Statements that register services.</summary>
    public IReadOnlyList<string> Registrations { get; }

    /// <summary>Statements that put middleware in the way of requests, outermost first.</summary>
    public IReadOnlyList<string> Middleware { get; }

    /// <summary>Statements that map endpoints.</summary>
    public IReadOnlyList<string> Endpoints { get; }

    /// <summary>Statements that run before the service listens.</summary>
    public IReadOnlyList<string> Startup { get; }

    /// <summary>Sections of the README.</summary>
    public IReadOnlyList<ReadmeSection> Sections { get; }

    /// <summary>What a pipeline runs.</summary>
    public IReadOnlyList<CiStep> Steps { get; }
}
