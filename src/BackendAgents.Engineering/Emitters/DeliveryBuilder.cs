using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Emitters;

/// <summary>What capabilities contribute to a delivery. Not thread-safe; one delivery, one builder.</summary>
public sealed class DeliveryBuilder
{
    private readonly List<IEmitter> _emitters = [];
    private readonly List<Package> _packages = [];
    private readonly List<string> _configuration = [];
    private readonly List<string> _registrations = [];
    private readonly List<(MiddlewareStage Stage, string Line)> _middleware = [];
    private readonly List<string> _endpoints = [];
    private readonly List<string> _startup = [];
    private readonly List<ReadmeSection> _sections = [];
    private readonly List<CiStep> _steps = [];
    private readonly List<DatabaseProvider> _databases = [];

    internal DeliveryBuilder(ServicePlan plan) => Plan = plan;

    /// <summary>What the system is made of.</summary>
    public ServicePlan Plan { get; }

    internal IReadOnlyList<IEmitter> Emitters => _emitters;

    internal IReadOnlyList<Package> Packages => _packages;

    internal IReadOnlyList<string> Configuration => _configuration;

    internal IReadOnlyList<string> Registrations => _registrations;

    internal IEnumerable<string> Middleware => _middleware.OrderBy(static entry => entry.Stage).Select(static entry => entry.Line);

    internal IReadOnlyList<string> Endpoints => _endpoints;

    internal IReadOnlyList<string> Startup => _startup;

    internal IReadOnlyList<ReadmeSection> Sections => _sections;

    internal IReadOnlyList<CiStep> Steps => _steps;

    internal IReadOnlyList<DatabaseProvider> Databases => _databases;

    /// <summary>Adds files of the delivery.</summary>
    /// <param name="id">Kebab-case id of what writes them, unique: <c>nginx</c>.</param>
    /// <param name="description">What is written, in a few words.</param>
    /// <param name="write">Writes them. A pure function: the same plan gives the same bytes, on every machine and thread.</param>
    public void AddFiles(string id, string description, Func<ServicePlan, IEnumerable<Artifact>> write) =>
        Add(new FunctionEmitter(id, description, write));

    /// <summary>Adds what writes files; two capabilities may need the same one.</summary>
    internal void Add(IEmitter emitter)
    {
        if (!_emitters.Exists(known => known.GetType() == emitter.GetType() && known.Id == emitter.Id))
            _emitters.Add(emitter);
    }

    /// <summary>Adds a package that the delivered code uses; two capabilities may ask for the same version of one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="forTests">Whether only the delivered tests use it.</param>
    /// <exception cref="InvalidOperationException">Another version of it is asked for already.</exception>
    public void AddPackage(string name, string version, bool forTests = false) => Add(new Package(name, version, forTests));

    /// <summary>Adds a section to the README.</summary>
    /// <param name="title">Its heading.</param>
    /// <param name="text">Markdown below the heading.</param>
    public void AddSection(string title, string text) => Add(new ReadmeSection(title, text));

    /// <summary>Adds what a pipeline runs before a change lands.</summary>
    /// <param name="title">What it shows, in a few words.</param>
    /// <param name="command">The command, from the delivery's folder.</param>
    public void AddStep(string title, string command) => Add(new CiStep(title, command));

    /// <summary>Adds a package; two capabilities may ask for the same version of one.</summary>
    /// <exception cref="InvalidOperationException">Another version of it is asked for already.</exception>
    internal void Add(Package package)
    {
        if (_packages.Find(known => known.Name == package.Name && known.ForTests == package.ForTests) is not { } known)
            _packages.Add(package);
        else if (known.Version != package.Version)
            throw new InvalidOperationException($"Two versions of {package.Name} are asked for: {known.Version} and {package.Version}.");
    }

    /// <summary>
    /// Adds a statement that brings in a source of configuration, over <c>builder</c>; it runs before anything reads one. Two capabilities
    /// may add the same; it runs once.
    /// </summary>
    public void AddConfiguration(string statement)
    {
        if (!_configuration.Contains(statement))
            _configuration.Add(statement);
    }

    /// <summary>
    /// Adds a statement that registers services, over <c>services</c> and <c>builder</c>. Two capabilities may add the same.
    /// </summary>
    public void AddRegistration(string statement)
    {
        if (!_registrations.Contains(statement))
            _registrations.Add(statement);
    }

    /// <summary>
    /// Adds a statement that puts a middleware in the way of requests, over <c>app</c>. Within a stage the order is that of calls.
    /// </summary>
    public void AddMiddleware(MiddlewareStage stage, string statement)
    {
        if (!_middleware.Contains((stage, statement)))
            _middleware.Add((stage, statement));
    }

    /// <summary>Adds a statement that maps endpoints, over <c>app</c>.</summary>
    public void AddEndpoints(string statement) => _endpoints.Add(statement);

    /// <summary>Adds a statement that runs once before the service listens, over <c>app</c>. Two capabilities may add the same.</summary>
    public void AddStartup(string statement)
    {
        if (!_startup.Contains(statement))
            _startup.Add(statement);
    }

    /// <summary>Adds a section to the README.</summary>
    internal void Add(ReadmeSection section) => _sections.Add(section);

    /// <summary>Adds what a pipeline runs.</summary>
    internal void Add(CiStep step) => _steps.Add(step);

    /// <summary>Adds a database that the service can run on, with its package.</summary>
    internal void Add(DatabaseProvider provider)
    {
        _databases.Add(provider);
        Add(provider.Package);
    }

    internal Delivery Build() => new(this);
}
